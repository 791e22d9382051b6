import Digests

/// What a repository's checks may have beside the little that every replay gives.
///
/// It is committed with the repository, so that a change to it is seen, and its digest stands in
/// every record.
package struct ReplayProfile: Hashable, Sendable {
    /// Paths that checks may read though they are hidden otherwise, such as a toolchain under `~`.
    ///
    /// Absolute, or under `~/`, the home directory of whoever replays; such a path also appears
    /// under the private home directory of the checks.
    package var readOnlyPaths: [String]
    /// Paths of which the checks get a copy that they may change, such as a cache of packages.
    package var copiedPaths: [String]
    /// Variables of the environment whose values are passed on where they are set.
    package var passedVariables: [String]
    /// Variables with their values, which win over those passed on.
    package var fixedVariables: [String: String]
    package var network: ReplayNetwork
    /// What `sh` runs once before the checks, under the same rules; `nil` is nothing.
    package var setUp: String?
    package var limits: ReplayLimits

    package init(
        readOnlyPaths: [String] = [],
        copiedPaths: [String] = [],
        passedVariables: [String] = [],
        fixedVariables: [String: String] = [:],
        network: ReplayNetwork = .loopback,
        setUp: String? = nil,
        limits: ReplayLimits = ReplayLimits()
    ) {
        self.readOnlyPaths = readOnlyPaths
        self.copiedPaths = copiedPaths
        self.passedVariables = passedVariables
        self.fixedVariables = fixedVariables
        self.network = network
        self.setUp = setUp
        self.limits = limits
    }

    /// What holds where a repository has no profile.
    package static let standard = ReplayProfile()
}

/// Whom the checks of a replay can reach.
package enum ReplayNetwork: String, Hashable, Sendable, CaseIterable {
    /// Themselves, over a loopback device of their own.
    case loopback
    /// Whatever the machine reaches.
    case host
}

/// How far each check of a replay may go.
package struct ReplayLimits: Hashable, Sendable {
    /// How long it may take.
    package var wall: Duration
    /// How much processor time all its processes may use together.
    package var cpuSeconds: Int64
    /// How much memory all its processes may hold together.
    package var memoryBytes: Int64
    /// How many processes and threads it may have at once.
    package var processes: Int64
    /// How large a file it may write.
    package var fileBytes: Int64
    /// How much of its output is kept; the rest is counted and digested.
    package var outputBytes: Int64

    package init(
        wall: Duration = .seconds(1800),
        cpuSeconds: Int64 = 7200,
        memoryBytes: Int64 = 8 << 30,
        processes: Int64 = 1024,
        fileBytes: Int64 = 4 << 30,
        outputBytes: Int64 = 256 << 10
    ) {
        self.wall = wall
        self.cpuSeconds = cpuSeconds
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.fileBytes = fileBytes
        self.outputBytes = outputBytes
    }
}
