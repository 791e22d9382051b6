import Digests
import Documents
import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func provideWorkspaces(_ provider: inout OperationProvider) {
        provider.provide(InitWorkspace.self) { [unowned self] input, context in
            try await found(input, context)
        }
        provider.provide(ShowStatus.self) { [unowned self] _, context in
            let windows = try presenceWindows()
            return try read(ShowStatus.self, context) { try StatusReport($0, windows) }
        }
        provider.provide(PrimeAgent.self) { [unowned self] input, context in
            let (configuration, missing) = try orientation()
            return try read(PrimeAgent.self, context) { view in
                try PrimeReport(
                    input,
                    view,
                    configuration,
                    missing: missing,
                    gateway: gatewayState
                )
            }
        }
        provider.provide(ListRules.self) { [unowned self] _, context in
            let gates = try GateCatalogue(gateSettings()).gates
            return try read(ListRules.self, context) { view in
                let lines = try gates.map { try RuleLine($0.description, view) }
                return Page(lines, total: lines.count)
            }
        }
        provider.provide(SetRule.self) { [unowned self] input, context in
            let gate = try gate(input.rule)
            return try await change(SetRule.self, input, context, right: .plan) { change in
                try change.set(gate, to: input.level)
                return try RuleLine(gate, change.view)
            }
        }
    }

    func provideRepositories(_ provider: inout OperationProvider) {
        provider.provide(AddRepository.self) { [unowned self] input, context in
            let location = try RepositoryLocator.locate(from: surroundings.absolute(input.path))
            let repository = try described(location, name: input.name)
            let rules = try levels(in: repository)
            let reply = try await change(AddRepository.self, input, context, right: .plan) {
                change in
                _ = try change.repositories.register(repository)
                try change.set(rules)
                return try RepositoryLine(repository.name, change.view)
            }
            if !reply.isDryRun { try point(location, to: open().found.stateDirectory) }
            return reply
        }
        provider.provide(MoveRepository.self) { [unowned self] input, context in
            let location = try RepositoryLocator.locate(from: surroundings.absolute(input.path))
            let repository = try described(location, name: input.name)
            let reply = try await change(MoveRepository.self, input, context, right: .plan) {
                change in
                _ = try change.repositories.move(repository)
                return try RepositoryLine(repository.name, change.view)
            }
            if !reply.isDryRun { try point(location, to: open().found.stateDirectory) }
            return reply
        }
        provider.read(ListRepositories.self, self) { view, _ in
            let lines = try view.repositories.repositories().map {
                try RepositoryLine($0.name, view)
            }
            return Page(lines, total: lines.count)
        }
    }

    /// The levels that a repository's file chooses, in the order of the gates.
    ///
    /// - Throws: ``GateError/unknown(_:near:)`` for the name of no gate.
    private func levels(
        in repository: Repository
    ) throws -> [(gate: GateDescription, level: RuleLevel)] {
        let chosen = try configuration(of: repository).rules
        let catalogue = try GateCatalogue(gateSettings(of: repository))
        for name in chosen.keys.sorted() { _ = try catalogue.gate(name) }
        return catalogue.gates.compactMap { gate in
            chosen[gate.description.name].map { (gate.description, $0) }
        }
    }

    /// Makes the workspace of a repository.
    ///
    /// It is the store, the founder, their session, and the pointer by which every worktree of the
    /// repository finds it. Done again it changes nothing.
    private func found(
        _ input: InitWorkspace.Input,
        _ context: CallContext
    ) async throws -> Reply<InitReport> {
        let location = try RepositoryLocator.locate(from: surroundings.absolute(input.path))
        let finder = WorkspaceFinder(surroundings: surroundings)
        let repository = try described(location, name: input.repository)
        let name = try input.name ?? workspaceName(repository)
        let founder = try input.founder ?? founderName()
        let directory =
            try finder.registered(location) ?? finder.stateDirectory(workspace ?? name.text)
        let store = directory + "/store.db"
        let files = [WorkspaceFinder.pointer(location), CredentialFile.path(in: location)]
        let isThere = access(store, F_OK) == 0
        if !isThere, context.options.dryRun {
            return Reply(report(name, repository, founder, nil, store, files), isDryRun: true)
        }
        let rules = try levels(in: repository)
        if !isThere { try PrivateFile.makeDirectory(directory) }
        let opened = try open(
            WorkspaceFinder.Found(stateDirectory: directory, location: location),
            creating: true
        )
        if isThere, let reply = try await existing(opened, name, location) { return reply }
        let request = ChangeRequest(caller: .founding(founder))
        let changed = try await opened.engine.change(request, encode: { _ in .null }) { change in
            try change.found(name)
            _ = try change.repositories.register(repository)
            try change.set(rules)
            return try change.sessions.start(
                in: location.root,
                of: repository.name,
                focus: "founding"
            )
        }
        guard case .made(let started, let revision) = changed else { throw WorkspaceError.absent }
        try settle(started, of: founder, in: location, directory)
        return Reply(
            report(name, repository, founder, started.id, store, files),
            revision: revision
        )
    }

    /// The workspace whose store is there already.
    ///
    /// Where its making was cut off between the store and the pointer, the rest is done now.
    ///
    /// - Returns: `nil` for a store that nobody has founded yet.
    /// - Throws: ``WorkspaceError/exists(_:)`` for the workspace of another repository.
    private func existing(
        _ opened: OpenWorkspace,
        _ name: WorkspaceName,
        _ location: RepositoryLocation
    ) async throws -> Reply<InitReport>? {
        let directory = opened.found.stateDirectory
        let known = try opened.engine.read { view in
            (
                name: try view.workspace.name(),
                repository: try view.repositories.repository(
                    commonDirectory: location.commonDirectory
                ),
                founder: try view.agents.active(in: [.founder]).first?.id,
                session: try location.root.flatMap { try view.sessions.live(in: $0)?.id },
                revision: try view.ledger.head()
            )
        }
        guard let workspace = known.name else { return nil }
        guard let repository = known.repository, let founder = known.founder else {
            throw WorkspaceError.exists(name)
        }
        let isSettled =
            try WorkspaceFinder(surroundings: surroundings).registered(location) == directory
        var session = known.session
        if !isSettled {
            let joining = ChangeRequest(caller: .joining(founder))
            let changed = try await opened.engine.change(joining, encode: { _ in .null }) {
                try $0.sessions.start(in: location.root, of: repository.name, focus: "founding")
            }
            if case .made(let started, _) = changed {
                try settle(started, of: founder, in: location, directory)
                session = started.id
            }
        }
        var report = report(
            workspace,
            repository,
            founder,
            session,
            opened.found.store,
            []
        )
        report.created = false
        return Reply(report, revision: known.revision, already: true)
    }

    /// Leaves the founder's credential in the worktree, and then the pointer.
    ///
    /// The pointer is last, because it is what makes the workspace found.
    func settle(
        _ started: SessionEngine.Started,
        of founder: AgentID,
        in location: RepositoryLocation,
        _ directory: String
    ) throws {
        try CredentialFile(
            workspace: directory,
            session: started.id,
            agent: founder,
            secret: started.credential
        ).write(in: location)
        try point(location, to: directory)
    }

    private func report(
        _ name: WorkspaceName,
        _ repository: Repository,
        _ founder: AgentID,
        _ session: SessionID?,
        _ store: String,
        _ files: [String]
    ) -> InitReport {
        InitReport {
            $0.workspace = name
            $0.repository = repository.name
            $0.founder = founder
            $0.session = session ?? SessionID(trusted: "S-1")
            $0.store = store
            $0.files = files
            $0.created = true
        }
    }

    /// Leaves in a repository where its workspace is.
    func point(_ location: RepositoryLocation, to directory: String) throws {
        let pointer = WorkspaceFinder.pointer(location)
        try PrivateFile.makeDirectory(String(pointer.dropLast("/workspace".count)))
        try PrivateFile.write(directory + "\n", to: pointer)
    }

    /// A repository as it is to be registered.
    func described(
        _ location: RepositoryLocation,
        name: RepositoryName?
    ) throws -> Repository {
        let path =
            try RepositoryLocator.mainRoot(of: location) ?? location.root
            ?? location.commonDirectory
        let git = GitRepository(at: path, program: git)
        _ = try git.commit("HEAD")
        guard let branch = try git.defaultBranch() else { throw NoDefaultBranchError(path: path) }
        let directory = path.split(separator: "/").last.map(String.init) ?? "repository"
        return Repository(
            name: try name ?? RepositoryName(Self.canonical(directory)),
            path: path,
            commonDirectory: location.commonDirectory,
            defaultBranch: branch.text
        )
    }

    private func workspaceName(_ repository: Repository) throws -> WorkspaceName {
        try WorkspaceName(repository.name.text)
    }

    private func founderName() throws -> AgentID {
        try AgentID(Self.canonical(surroundings.userName).lowercased())
    }

    /// A name made from somebody's own, with what identifiers do not allow left out.
    static func canonical(_ name: String) -> String {
        let mapped = name.map { character -> Character in
            character.isASCII
                && (character.isLetter || character.isNumber || "-_.".contains(character))
                ? character : "-"
        }
        let trimmed = String(mapped.drop { !$0.isLetter && !$0.isNumber }.prefix(48))
        return String(trimmed.reversed().drop { !$0.isLetter && !$0.isNumber }.reversed())
    }
}

extension Change {
    /// Chooses the levels that a repository's file asks for, in the order of the gates.
    fileprivate func set(_ levels: [(gate: GateDescription, level: RuleLevel)]) throws {
        for (gate, level) in levels { try set(gate, to: level) }
    }
}

extension RepositoryLine {
    init(_ name: RepositoryName, _ view: View) throws {
        self.init()
        guard let known = try view.repositories.repository(name) else {
            throw RepositoryError.unknown(name)
        }
        self.name = known.name
        path = known.path
        defaultBranch = known.defaultBranch
        profile = try view.repositories.profileDigest(of: name)
    }
}

extension RuleLine {
    init(_ gate: GateDescription, _ view: View) throws {
        self.init()
        rule = gate.name
        level = try view.workspace.level(of: gate)
        isDefault = level == gate.defaultLevel
        summary = gate.summary
    }
}

/// A repository in which no branch can be told to be the main one.
struct NoDefaultBranchError: Reportable {
    let path: String

    var code: String { "repository.no_default_branch" }
    var category: ErrorCategory { .conflict }
    var message: String {
        "'\(path.printable(limit: 200))' has no branch that work could start from."
    }
    var hint: String? { "Check out a branch in its main worktree." }
}
