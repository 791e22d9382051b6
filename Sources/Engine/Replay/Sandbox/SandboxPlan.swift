import Model

/// How one program is kept in: what it sees, what it may change, and how far it goes.
struct SandboxPlan: Hashable, Sendable {
    var kind: SandboxKind
    var network: ReplayNetwork
    /// In the order in which they are made.
    var mounts: [SandboxMount] = []
    /// The only places where the program may change anything.
    var writablePaths: [String] = []
    /// Whom the program runs as, where that is not the caller.
    var user: UInt32?
    var cpuSeconds: Int64
    var memoryBytes: Int64
    var processes: Int64
    var fileBytes: Int64
    /// Whether a control group holds the memory limit, exactly and for all processes together.
    var memoryIsGrouped = false
    /// Where the program starts.
    var directory: String
    /// The program, by its path, and its arguments.
    var command: [String]

    init(
        kind: SandboxKind,
        network: ReplayNetwork,
        limits: ReplayLimits,
        directory: String,
        command: [String]
    ) {
        self.kind = kind
        self.network = network
        cpuSeconds = limits.cpuSeconds
        memoryBytes = limits.memoryBytes
        processes = limits.processes
        fileBytes = limits.fileBytes
        self.directory = directory
        self.command = command
    }
}

/// One change to what a sandboxed program sees of the file system.
enum SandboxMount: Hashable, Sendable {
    /// An empty directory in memory that everybody may write to.
    case scratch(path: String, bytes: Int64)
    /// An empty directory in memory that hides what is there.
    case hidden(path: String)
    /// A file or directory at another place, or at its own under a hidden one.
    case bound(source: String, target: String, isReadOnly: Bool)

    /// Where it appears.
    var path: String {
        switch self {
        case .scratch(let path, _), .hidden(let path), .bound(_, let path, _): path
        }
    }

    /// How much memory a hiding directory can take: names of mount points only.
    static let hiddenBytes: Int64 = 1 << 20
}
