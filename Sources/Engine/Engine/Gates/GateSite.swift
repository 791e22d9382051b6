import Documents
import Model
import Store

/// What gates work with, whatever they judge.
package struct GateTools: Sendable {
    package let settings: GateSettings
    package let sources: any SourceAccess
    package let commands: any GateCommands
    package let branches: BranchPattern

    package init(
        settings: GateSettings,
        sources: any SourceAccess,
        commands: any GateCommands,
        branches: BranchPattern
    ) {
        self.settings = settings
        self.sources = sources
        self.commands = commands
        self.branches = branches
    }
}

/// A change that was handed in, or that a working directory would hand in.
package struct GateChange: Sendable {
    package var repository: Repository
    package var commit: String
    package var base: String?
    package var branch: String?
    package var isOnBranch: Bool
    /// `nil` where git was not asked yet.
    package var changedPaths: [String]?
    /// What is not committed in the working directory; `nil` where there is none.
    package var uncommittedPaths: [String]?
    package var agent: Agent?
    /// `nil` where nothing was handed in yet.
    package var report: String?
    package var delivery: DeliveryID?

    package init(
        repository: Repository,
        commit: String,
        base: String? = nil,
        branch: String? = nil,
        isOnBranch: Bool = false,
        changedPaths: [String]? = nil,
        uncommittedPaths: [String]? = nil,
        agent: Agent? = nil,
        report: String? = nil,
        delivery: DeliveryID? = nil
    ) {
        self.repository = repository
        self.commit = commit
        self.base = base
        self.branch = branch
        self.isOnBranch = isOnBranch
        self.changedPaths = changedPaths
        self.uncommittedPaths = uncommittedPaths
        self.agent = agent
        self.report = report
        self.delivery = delivery
    }
}

/// Where gates are run: on what, and with what.
///
/// Used by one caller at a time. What several gates ask for is asked of git once.
package final class GateSite {
    package let target: GateTarget
    package let task: TaskKey?
    /// The phase that is looked at; `nil` where it is something else.
    package let phase: String?
    package let change: GateChange?
    package let tools: GateTools
    let engine: WorkspaceEngine
    private let caller: Caller
    private var changed: [String]?
    private var added: [AddedFile]?
    private var listed: [String]?
    private var locked: LockFiles?
    private var parsed: Packet?
    /// What a run asks of the task, once that was looked up.
    private var demanded: SliceDemand??

    package init(
        _ target: GateTarget,
        task: TaskKey?,
        phase: String? = nil,
        change: GateChange?,
        tools: GateTools,
        engine: WorkspaceEngine,
        caller: Caller
    ) {
        self.target = target
        self.task = task
        self.phase = phase
        self.change = change
        self.tools = tools
        self.engine = engine
        self.caller = caller
    }

    /// Whether a gate has something to say here: packets are looked at wherever a task is known.
    package func takes(_ gate: GateDescription) -> Bool {
        gate.targets.contains(target) || gate.targets.contains(.packet) && task != nil
    }

    /// Reads one state of the workspace, as who runs the gates.
    package func read<Answer: Sendable>(_ body: (View) throws -> Answer) throws -> Answer {
        try engine.read(as: caller, body)
    }

    /// The change that is judged.
    package func requireChange() throws(GateSkip) -> GateChange {
        guard let change else { throw GateSkip("There is no commit to look at.") }
        return change
    }

    /// The task that all this is about.
    package func requireTask() throws -> StoredTask {
        guard let task else { throw GateSkip("It belongs to no task.") }
        return try read { try $0.task(task) }
    }

    /// The packet of the task, as the task has it now.
    package func packet() throws -> PacketText? {
        let stored = try requireTask()
        let kept = try read {
            try $0.tasks.packet(of: stored.key, revision: stored.task.packetRevision)
        }
        return kept.map { PacketText(key: stored.key, text: $0.text, format: $0.format) }
    }

    /// What the packet says.
    package func requirePacket() throws -> Packet {
        if let parsed { return parsed }
        guard let packet = try packet() else { throw GateSkip("The task has no packet.") }
        let read = try packet.read().packet
        parsed = read
        return read
    }

    /// What the packet lets the task change, with what its run asks for.
    func scope() throws -> PathScope {
        try requirePacket().scope.with(demand(), by: change?.agent?.id)
    }

    /// What a run asks of the task.
    func requireDemand() throws -> SliceDemand {
        guard let demand = try demand() else {
            throw GateSkip("The task is no slice of a run that goes on.")
        }
        return demand
    }

    private func demand() throws -> SliceDemand? {
        if let demanded { return demanded }
        let key = try requireTask().key
        let demand = try read { try $0.demand(on: key) }
        demanded = .some(demand)
        return demand
    }

    /// The paths that the change touches.
    package func changedPaths() throws -> [String] {
        if let changed { return changed }
        let change = try requireChange()
        let paths =
            try change.changedPaths
            ?? engine.checkouts.changedPaths(
                from: change.base,
                to: change.commit,
                in: change.repository.path
            )
        changed = paths
        return paths
    }

    /// The lines that the change adds.
    package func addedFiles() throws -> [AddedFile] {
        if let added { return added }
        let change = try requireChange()
        let files = try tools.sources.addedLines(
            from: change.base,
            to: change.commit,
            in: change.repository.path
        )
        added = files
        return files
    }

    /// The paths of all files in the change's commit.
    package func paths() throws -> [String] {
        if let listed { return listed }
        let change = try requireChange()
        let paths = try tools.sources.paths(at: change.commit, in: change.repository.path)
        listed = paths
        return paths
    }

    /// The lock files of the change's commit.
    func lockFiles() throws -> LockFiles {
        if let locked { return locked }
        let paths = try paths().filter(LockFileReader.isLockFile)
        guard !paths.isEmpty else { throw GateSkip("There is no lock file.") }
        let files = try contents(of: paths)
        let found = LockFiles(
            files: files,
            tooLarge: Set(paths).subtracting(files.map(\.path)).sorted()
        )
        locked = found
        return found
    }

    /// The contents of files in the change's commit.
    package func contents(of paths: [String]) throws -> [SourceFile] {
        guard !paths.isEmpty else { return [] }
        let change = try requireChange()
        return try tools.sources.contents(
            of: paths,
            at: change.commit,
            in: change.repository.path
        ).map { SourceFile(path: $0.path, bytes: $0.bytes) }
    }
}

/// The lock files of a commit.
struct LockFiles {
    let files: [SourceFile]
    /// Those that are too large to be looked at.
    let tooLarge: [String]
}

/// A file as a commit has it.
package struct SourceFile: Hashable, Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(_ path: String, _ text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}

/// The text of a packet, and what it belongs to.
package struct PacketText: Hashable, Sendable {
    package let key: TaskKey?
    package let text: String
    package let format: PacketRevision.Format

    package init(key: TaskKey?, text: String, format: PacketRevision.Format) {
        self.key = key
        self.text = text
        self.format = format
    }

    /// The packet with where its parts stand.
    package func read() throws -> ReadPacket {
        let notation: PacketNotation =
            switch format {
            case .markdown: .markdown
            case .toml: .toml
            }
        return try PacketReader().read(text, notation, fileName: nil)
    }
}
