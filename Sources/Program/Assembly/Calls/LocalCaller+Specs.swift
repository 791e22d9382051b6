import Digests
import Documents
import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func provideSpecs(_ provider: inout OperationProvider) {
        provider.change(RegisterSpec.self, self, right: .plan) { change, input in
            let repository = try change.view.repository(named: input.repository).name
            try change.specs.register(input.spec, input.path, in: repository)
            return SpecLine(try change.view.spec(input.spec))
        }
        provider.read(ListSpecs.self, self) { view, input in
            let lines = try (input.spec.map { [try view.spec($0)] } ?? view.specs.specs())
                .map(SpecLine.init)
            return Page(lines, total: lines.count)
        }
        provider.read(CoverSpec.self, self) { view, input in
            let lines = try SpecCoverage(of: input.spec, in: view).entries.map(ClauseLine.init)
                .filter { input.state == nil || $0.state == input.state }
            return Page(lines, total: lines.count)
        }
        provider.provide(LockSpec.self) { [unowned self] input, context in
            let (spec, repository) = try registered(input.spec)
            let files = try committedFiles(of: repository, at: input.at)
            guard let bytes = try files.content(spec.path) else {
                throw SpecError.absent(path: spec.path, commit: files.commit)
            }
            let clauses = try SpecificationReader.clauses(
                of: String(decoding: bytes, as: UTF8.self)
            )
            return try await change(LockSpec.self, input, context, right: .plan) { change in
                try change.specs.lock(input.spec, at: files.commit, Digest(of: bytes), clauses)
                return SpecLine(try change.view.spec(input.spec))
            }
        }
        provider.provide(MapClause.self) { [unowned self] input, context in
            try await map(input, context)
        }
        provider.provide(RegressSpec.self) { [unowned self] input, context in
            let repository = try registered(input.spec).repository
            let files = try committedFiles(of: repository, at: input.at)
            return try read(RegressSpec.self, context) { view in
                let coverage = try SpecCoverage(of: input.spec, in: view)
                return RegressionReport(
                    coverage,
                    at: files.commit,
                    try SpecRegression(of: coverage, content: files.content)
                )
            }
        }
    }

    private func registered(_ name: SpecName) throws -> (spec: Spec, repository: Repository) {
        try open().engine.read { view in
            let spec = try view.spec(name)
            return (spec, try view.repository(named: spec.repository))
        }
    }

    /// The files of a commit.
    ///
    /// - Parameter revision: `nil` for the repository's main branch.
    func committedFiles(
        of repository: Repository,
        at revision: String? = nil
    ) throws -> CommittedFiles {
        let git = GitRepository(at: repository.path, program: git)
        return CommittedFiles(
            repository: git,
            id: try git.commit(revision ?? repository.defaultBranch)
        )
    }

    private func map(
        _ input: MapClause.Input,
        _ context: CallContext
    ) async throws -> Reply<ClauseLine> {
        let ties = try ties(input)
        return try await change(MapClause.self, input, context, right: .plan) { change in
            for tie in ties {
                if input.remove {
                    try change.specs.untie(input.spec, input.clause, from: tie.place)
                } else if let tie = tie.tie {
                    try change.specs.tie(input.spec, input.clause, to: tie)
                }
            }
            let coverage = try SpecCoverage(of: input.spec, in: change.view)
            let anchor = try coverage.spec.clause(input.clause).anchor
            guard let entry = coverage.entries.first(where: { $0.clause.anchor == anchor }) else {
                throw SpecError.unknownClause(input.spec, clause: input.clause)
            }
            return ClauseLine(entry)
        }
    }

    /// What a call names to tie a clause to; evidence is looked up in its commit, unless it is to
    /// be taken away.
    private func ties(
        _ input: MapClause.Input
    ) throws -> [(place: String, tie: ClauseTie?)] {
        var ties: [(place: String, tie: ClauseTie?)] = []
        if let task = input.task { ties.append((task.text, .task(task))) }
        if let place = input.evidence {
            let (path, line) = try Self.place(place)
            if input.remove {
                ties.append(("\(path):\(line)", nil))
            } else {
                let repository = try registered(input.spec).repository
                let files = try committedFiles(of: repository, at: input.at)
                ties.append((place, .evidence(try files.evidence(path, line))))
            }
        }
        guard !ties.isEmpty else { throw SpecError.badPlace("") }
        return ties
    }

    private static func place(_ text: String) throws -> (path: String, line: Int64) {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let line = Int64(text[text.index(after: colon)...]), line > 0
        else { throw SpecError.badPlace(text) }
        return (String(text[..<colon]), line)
    }
}

/// The files of one commit.
struct CommittedFiles: Sendable {
    let repository: GitRepository
    let id: CommitID

    var commit: String { id.text }

    /// The bytes of a file; `nil` where the commit has no such file.
    func content(_ path: String) throws -> [UInt8]? {
        let path = GitPath(path)
        guard let entry = try repository.entry(at: path, in: id), entry.sizeBytes != nil else {
            return nil
        }
        return try repository.content(of: path, in: id)
    }

    /// A line as evidence.
    func evidence(_ path: String, _ line: Int64) throws -> SpecEvidence {
        guard let bytes = try content(path) else {
            throw SpecError.absent(path: path, commit: commit)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        let index = Int(line) - 1
        guard index < lines.count, lines[index].contains(where: { !$0.isWhitespace }) else {
            throw SpecError.noSuchLine(path: path, line: line)
        }
        return SpecEvidence(
            path: path,
            line: line,
            commit: commit,
            digest: SpecEvidence.digest(ofLine: lines[index])
        )
    }
}

extension SpecLine {
    fileprivate init(_ spec: Spec) {
        self.init()
        self.spec = spec.name
        (repository, path) = (spec.repository, spec.path)
        (version, commit) = (spec.version?.number, spec.version?.commit)
        digest = spec.version?.digest
        clauses = Int64(spec.version?.clauses.count ?? 0)
    }
}

extension ClauseLine {
    fileprivate init(_ entry: SpecCoverage.Entry) {
        self.init()
        clause = entry.clause.anchor.description
        level = entry.clause.level.rawValue
        text = entry.clause.text
        line = Int64(entry.clause.line)
        state = entry.state.rawValue
        tasks = entry.tasks.map { "\($0.task) \($0.state.rawValue)" }
        evidence = entry.evidence.map(\.place)
    }
}

extension RegressionReport {
    fileprivate init(_ coverage: SpecCoverage, at commit: String, _ found: SpecRegression) {
        self.init()
        spec = coverage.spec.name
        self.commit = commit
        clauses = Int64(coverage.entries.count)
        covered = Int64(coverage.entries.count { $0.state == .covered })
        findings = found.findings.map { finding in
            RegressionLine { line in
                line.kind = finding.kind.rawValue
                line.clause = finding.clause?.description
                line.path = finding.path
                line.line = finding.line
                line.text = finding.text
            }
        }
    }
}

extension CommittedFiles {
    /// The lock files of the commit, by path.
    func lockFiles() throws -> [(path: String, bytes: [UInt8])] {
        try repository.entries(in: id).filter { entry in
            entry.sizeBytes != nil && LockFileReader.isLockFile(entry.path.text)
        }.map { entry in
            (
                entry.path.text,
                try repository.content(of: entry.path, in: id, limitBytes: 32 << 20)
            )
        }
    }
}
