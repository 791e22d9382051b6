import Digests

/// What became of one check.
package struct CheckResult: Hashable, Sendable {
    package let command: CheckCommand
    package let ending: CheckEnding
    package let duration: Duration
    /// The processor time of all its processes that were waited for.
    package let cpuTime: Duration
    /// The most memory that it was seen to hold.
    package let peakMemoryBytes: Int64
    /// How many processes it had left behind, which were ended with it.
    package let leftoverProcesses: Int
    /// What its runner told, or `nil` where it told nothing that we can read.
    package let counts: TestCounts?
    package let output: CheckOutput
    /// The git tree of the tracked files before it ran and after, `nil` where it couldn't be told.
    package let treeBefore: String?
    package let treeAfter: String?

    package init(
        command: CheckCommand,
        ending: CheckEnding,
        duration: Duration,
        cpuTime: Duration = .zero,
        peakMemoryBytes: Int64 = 0,
        leftoverProcesses: Int = 0,
        counts: TestCounts? = nil,
        output: CheckOutput = CheckOutput(),
        treeBefore: String? = nil,
        treeAfter: String? = nil
    ) {
        self.command = command
        self.ending = ending
        self.duration = duration
        self.cpuTime = cpuTime
        self.peakMemoryBytes = peakMemoryBytes
        self.leftoverProcesses = leftoverProcesses
        self.counts = counts
        self.output = output
        self.treeBefore = treeBefore
        self.treeAfter = treeAfter
    }
}

/// How a check ended.
package enum CheckEnding: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)
    /// It went over a limit and was ended.
    case limit(ReplayLimit)

    /// Whether it ended by itself with the code 0.
    package var isSuccess: Bool { self == .exited(0) }

    package var description: String {
        switch self {
        case .exited(let code): "exit \(code)"
        case .signalled(let number): "signal \(number)"
        case .limit(let limit): "over the limit of \(limit.noun)"
        }
    }
}

/// The limits that can end a check.
package enum ReplayLimit: String, Hashable, Sendable, CaseIterable {
    case wall
    case cpu
    case memory
    case processes
    /// The file system of the replay was nearly full.
    case disk

    /// How a sentence names it.
    package var noun: String {
        switch self {
        case .wall: "time"
        case .cpu: "processor time"
        case .memory: "memory"
        case .processes: "processes"
        case .disk: "free disk space"
        }
    }
}

/// What a check wrote, standard output and error in the order of writing.
package struct CheckOutput: Hashable, Sendable {
    /// The digest of every byte, kept or not.
    package let digest: Digest
    package let bytesSeen: Int64
    /// The first bytes, and the last of those that are not in them, text or not.
    package let head: [UInt8]
    package let tail: [UInt8]

    package init(
        digest: Digest = Digest(of: ""),
        bytesSeen: Int64 = 0,
        head: [UInt8] = [],
        tail: [UInt8] = []
    ) {
        self.digest = digest
        self.bytesSeen = bytesSeen
        self.head = head
        self.tail = tail
    }

    /// How many bytes between head and tail were not kept.
    package var bytesDropped: Int64 { bytesSeen - Int64(head.count) - Int64(tail.count) }
}
