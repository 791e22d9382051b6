import CLinux
import Glibc
import Model
import SubprocessKit

/// Runs planned programs to their end, or to the limit that ends them.
struct CheckProcess {
    /// How often the room left is looked at.
    private static let lookInterval = Duration.milliseconds(100)

    /// Room in the control group for the processes that make the sandbox.
    private static let processesAbove: Int64 = 8

    let runner: ReplayRunner
    let scratch: ScratchDirectory

    /// What a program came to.
    struct Run {
        let ending: CheckEnding
        let result: ProcessResult
        let layers: Set<SandboxLayer>
        let cpuTime: Duration
        let peakBytes: Int64
        let leftovers: Int
    }

    /// Runs one program.
    ///
    /// - Parameters:
    ///   - plan: With limits set; the control group is made here.
    ///   - capture: Where its output goes; `nil` keeps the first part, for programs of ours.
    ///   - isGrouped: Whether a control group holds its limits, where there is one; otherwise the
    ///     supervisor does alone, which costs less.
    func run(
        _ plan: SandboxPlan,
        environment: [String: String],
        wall: Duration,
        capture: OutputCapture? = nil,
        isGrouped: Bool = true
    ) throws(ReplayError) -> Run {
        try refuseFullDisk()
        let group =
            isGrouped
            ? ControlGroup.make(
                number: scratch.number,
                memoryBytes: plan.memoryBytes,
                processes: plan.processes + Self.processesAbove
            ) : nil
        var plan = plan
        plan.memoryIsGrouped = group?.layers.contains(.memoryGroup) ?? false
        let subprocess = runner.sandbox.subprocess(
            for: plan,
            environment: environment,
            output: capture?.destination ?? .captured(keeping: .head(1 << 20)),
            controlGroups: group?.joinFiles ?? []
        )
        let (result, limit) = try follow(subprocess, wall: wall, group: group)
        let outcome = SandboxOutcome(result)
        let ending = try ending(
            outcome,
            limit: limit,
            overGroup: group?.exceeded
        )
        return Run(
            ending: ending,
            result: result,
            layers: outcome.layers.union(group?.layers ?? []),
            cpuTime: outcome.cpuTime ?? result.usage.cpuTime,
            peakBytes: group?.peakBytes ?? outcome.peakBytes ?? result.usage.peakMemoryBytes,
            leftovers: outcome.leftovers
        )
    }

    private func refuseFullDisk() throws(ReplayError) {
        if isNearlyFull { throw .diskFull(directory: runner.scratchRoot) }
    }

    private var isNearlyFull: Bool {
        let free = clinux_free_bytes(scratch.path)
        return free >= 0 && free < runner.freeBytesMin
    }

    private func ending(
        _ outcome: SandboxOutcome,
        limit: ReplayLimit?,
        overGroup: ReplayLimit?
    ) throws(ReplayError) -> CheckEnding {
        if let limit { return .limit(limit) }
        if let overGroup { return .limit(overGroup) }
        if let failure = outcome.failure { throw .sandboxFailed(reason: failure) }
        guard let ending = outcome.ending else {
            throw .sandboxFailed(reason: "its first process was ended from outside")
        }
        return ending
    }

    /// Waits for the program, looking at time, disk and group meanwhile.
    private func follow(
        _ subprocess: Subprocess,
        wall: Duration,
        group: ControlGroup?
    ) throws(ReplayError) -> (ProcessResult, ReplayLimit?) {
        do {
            let process = try subprocess.spawn(clock: runner.clock)
            let deadline = runner.clock() + wall
            while true {
                let slice = min(Self.lookInterval, max(.zero, deadline - runner.clock()))
                switch try process.wait(limit: slice, interruption: runner.interruption) {
                case .ended(let result):
                    return (result, nil)
                case .interrupted:
                    _ = try end(process, subprocess)
                    throw ReplayError.interrupted
                case .limitReached:
                    if runner.clock() >= deadline {
                        return (try end(process, subprocess), .wall)
                    }
                    if isNearlyFull { return (try end(process, subprocess), .disk) }
                    if let limit = group?.exceeded {
                        return (try end(process, subprocess), limit)
                    }
                }
            }
        } catch let error as SubprocessError {
            throw .programMissing(message: error.message, hint: error.hint)
        } catch let error as ReplayError {
            throw error
        } catch {
            preconditionFailure("no other error is thrown above")
        }
    }

    /// Ends the program and everything it started.
    private func end(
        _ process: RunningProcess,
        _ subprocess: Subprocess
    ) throws(SubprocessError) -> ProcessResult {
        guard runner.sandbox.kind != .none else {
            return try process.terminate(grace: subprocess.grace, because: .wallLimit)
        }
        // The first process inside, not the one outside that waits for it: that one ends when the
        // kernel has ended every process inside, so its end says that none is left.
        for child in ProcessTable.read().entries where child.parent == process.identity.id {
            kill(child.id, SIGKILL)
        }
        if case .ended(let result) = try process.wait(limit: .seconds(5)) { return result }
        return try process.terminate(grace: .zero, because: .wallLimit)
    }
}
