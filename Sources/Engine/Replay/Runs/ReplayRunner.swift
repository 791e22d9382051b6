import Glibc
import Model
import SubprocessKit

/// Runs the checks of a delivered commit again, in a place of its own.
///
/// A fresh working tree of that commit is made in a scratch directory, the checks run in it one
/// after the other behind the sandbox, and all of it is removed whatever happens. The repository
/// itself is only read.
package struct ReplayRunner: Sendable {
    let sandbox: Sandbox
    let scratchRoot: String
    let callerEnvironment: [String: String]
    let freeBytesMin: Int64
    let clock: @Sendable () -> Duration
    let interruption: Interruption?

    /// - Parameters:
    ///   - finding: What ``SandboxProbe`` found on this machine.
    ///   - scratchRoot: Where scratch directories are made; outside every worktree. It is made when
    ///     it is missing.
    ///   - callerEnvironment: The environment of whoever replays: `PATH`, `HOME` and what a profile
    ///     passes on are taken from it.
    ///   - freeBytesMin: How little room may be left on the scratch directory's file system before
    ///     a check is ended.
    ///   - clock: A clock that never goes back.
    ///   - interruption: Ends the replay, and removes what it made, when it is raised.
    /// - Throws: ``ReplayError/noSandbox(reasons:)`` where none was found. To run without one,
    ///   which every record of it will say, use
    ///   ``init(unsandboxed:scratchRoot:callerEnvironment:freeBytesMin:clock:interruption:)``.
    package init(
        sandboxed finding: SandboxProbe.Finding,
        scratchRoot: String,
        callerEnvironment: [String: String],
        freeBytesMin: Int64 = 256 << 20,
        clock: @escaping @Sendable () -> Duration,
        interruption: Interruption? = nil
    ) throws(ReplayError) {
        guard let sandbox = finding.sandbox else {
            throw .noSandbox(reasons: finding.refusals.map { "\($0.kind.rawValue): \($0.reason)" })
        }
        self.init(
            sandbox,
            scratchRoot: scratchRoot,
            callerEnvironment: callerEnvironment,
            freeBytesMin: freeBytesMin,
            clock: clock,
            interruption: interruption
        )
    }

    /// Runs without a sandbox: the checks can reach and change whatever the caller can.
    ///
    /// - Parameter trampoline: Our own program.
    package init(
        unsandboxed trampoline: String,
        scratchRoot: String,
        callerEnvironment: [String: String],
        freeBytesMin: Int64 = 256 << 20,
        clock: @escaping @Sendable () -> Duration,
        interruption: Interruption? = nil
    ) {
        self.init(
            .none(trampoline: trampoline),
            scratchRoot: scratchRoot,
            callerEnvironment: callerEnvironment,
            freeBytesMin: freeBytesMin,
            clock: clock,
            interruption: interruption
        )
    }

    private init(
        _ sandbox: Sandbox,
        scratchRoot: String,
        callerEnvironment: [String: String],
        freeBytesMin: Int64,
        clock: @escaping @Sendable () -> Duration,
        interruption: Interruption?
    ) {
        self.sandbox = sandbox
        self.scratchRoot = scratchRoot
        self.callerEnvironment = callerEnvironment
        self.freeBytesMin = freeBytesMin
        self.clock = clock
        self.interruption = interruption
    }

    /// Replays the request.
    ///
    /// Blocks the calling thread, which must live until it returns: the kernel ends the checks with
    /// it.
    ///
    /// - Parameter onProgress: Called on the same thread before each step.
    package func run(
        _ request: ReplayRequest,
        onProgress: (ReplayProgress) -> Void = { _ in }
    ) throws(ReplayError) -> ReplayRecord {
        if let interruption, interruption.isRaised { throw .interrupted }
        let git = PlainGit(clock: clock, interruption: interruption)
        let source = try SourceRepository(request, git: git)
        let scratch = try ScratchDirectory(under: scratchRoot, clock: clock)
        defer {
            onProgress(.cleaningUp)
            scratch.remove(clock: clock)
        }
        try refuseInside(source.worktrees, scratch)
        let evidence = try ReplayRun(self, request, source, scratch).run(onProgress)
        return ReplayRecord(
            evidence: evidence,
            assessment: ReplayAssessment(
                of: evidence,
                against: request.claims,
                usual: request.usual
            )
        )
    }

    private func refuseInside(
        _ worktrees: [String],
        _ scratch: ScratchDirectory
    ) throws(ReplayError) {
        for worktree in worktrees {
            guard let real = RealPath.of(worktree), RealPath.isUnder(scratch.path, real) else {
                continue
            }
            throw .scratchInsideWorktree(directory: scratchRoot, worktree: worktree)
        }
    }
}
