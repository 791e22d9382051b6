import AgentProtocols
import Glibc
import SubprocessKit

/// Drives one program, on a thread of its own: waits for what it prints, and holds its limits.
final class AgentLoop {
    private let core: AgentCore
    private let started: CheckedContinuation<Result<ProcessIdentity, AgentKitError>, Never>
    private var record: AgentRecord
    private var stop: AgentStop?
    /// When the program is told by signal to go.
    private var signalDue: Duration?
    private var descendants: [ProcessIdentity] = []

    private var order: AgentOrder { core.order }

    private init(
        _ core: AgentCore,
        _ started: CheckedContinuation<Result<ProcessIdentity, AgentKitError>, Never>
    ) {
        self.core = core
        self.started = started
        record = AgentRecord(
            mark: core.order.mark,
            boot: AgentRecord.currentBoot(),
            program: core.order.program
        )
    }

    /// Starts the thread, and on it the program: the kernel ends a program with the thread that
    /// started it.
    static func start(_ core: AgentCore) async -> Result<ProcessIdentity, AgentKitError> {
        await withCheckedContinuation { started in
            let loop = Unmanaged.passRetained(AgentLoop(core, started))
            var thread = pthread_t()
            let outcome = pthread_create(&thread, nil, runLoop, loop.toOpaque())
            guard outcome == 0 else {
                loop.release()
                let error = SubprocessError.systemRefused(
                    program: core.order.program,
                    doing: "make a thread",
                    errno: outcome
                )
                return started.resume(returning: .failure(AgentKitError(error)))
            }
            pthread_detach(thread)
        }
    }

    fileprivate func run() {
        let process: RunningProcess
        do throws(AgentKitError) {
            process = try begin()
        } catch {
            core.events.end()
            return started.resume(returning: .failure(error))
        }
        started.resume(returning: .success(process.identity))
        core.apply(core.withState { $0.conversation.begin() })
        do throws(SubprocessError) {
            finish(try follow(process))
        } catch {
            // The handle is dropped with this scope and ends the program's group.
            stop = .driverFailed(error.message)
            finish(ProcessResult(ending: .signalled(SIGKILL), duration: .zero))
        }
    }

    private func begin() throws(AgentKitError) -> RunningProcess {
        try record.write(in: order.recordDirectory)
        var environment = order.environment
        environment[AgentRecord.variable] = order.mark
        let program = Subprocess(
            order.program,
            order.arguments + order.dialect.arguments(order.brief),
            directory: order.brief.directory,
            environment: environment,
            input: .pipe(core.pipe),
            output: .captured(keeping: .head(0), sink: OutputEar(core: core)),
            error: .apart(
                .captured(
                    keeping: OutputLimit(headBytes: 0, tailBytes: Self.lastErrorsBytes),
                    sink: ErrorEar(core: core)
                )
            ),
            parentDeath: .terminate
        )
        let process: RunningProcess
        do throws(SubprocessError) {
            process = try program.spawn(clock: core.clock)
        } catch {
            record.outcome = "not-started"
            // The error that matters is the one that is thrown below.
            try? record.write(in: order.recordDirectory)
            throw AgentKitError(error)
        }
        record.identity = process.identity
        try record.write(in: order.recordDirectory)
        return process
    }

    private static let lastErrorsBytes = 4096
}

/// Where the thread begins; global, so that it is bound to no actor.
private func runLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<AgentLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}

// Time and limits.
extension AgentLoop {
    private func follow(_ process: RunningProcess) throws(SubprocessError) -> ProcessResult {
        while true {
            let wait = max(.zero, nextLook() - core.now)
            if case .ended(let result) = try process.wait(limit: wait, canBeWoken: true) {
                return result
            }
            look(process)
            if let due = signalDue, due <= core.now {
                // Those that leave the family by ancestry later are found by their mark.
                descendants = record.family.members(under: process.identity.id)
                return try process.terminate(grace: order.limits.terminating)
            }
        }
    }

    /// When something is due next, whatever the program does.
    private func nextLook() -> Duration {
        if let signalDue { return signalDue }
        return core.withState { state in
            var next = core.wallDeadline
            if let answer = state.answersDue.values.min() { next = min(next, answer) }
            if state.answersDue.isEmpty { next = min(next, quietDeadline(state)) }
            return next
        }
    }

    private func quietDeadline(_ state: AgentCore.State) -> Duration {
        state.lastProgress + order.limits.quiet
    }

    /// Does what is due.
    private func look(_ process: RunningProcess) {
        let now = core.now
        let (reason, wantsInterrupt, late, hasEnded) = core.withState { state in
            let reason: AgentStop? =
                if state.isOverLimit {
                    .outputLimit
                } else if state.wantsCancel {
                    .cancelled
                } else if state.conversation.ending != nil {
                    // It only has to leave: there is a time for that too.
                    nil
                } else if now >= core.wallDeadline {
                    .wallLimit
                } else if state.answersDue.isEmpty, now >= quietDeadline(state) {
                    .quietLimit
                } else {
                    nil
                }
            defer { state.wantsInterrupt = false }
            let late = state.answersDue.filter { $0.value <= now }.keys
            return (reason, state.wantsInterrupt, Array(late), state.conversation.ending != nil)
        }
        if let failure = core.streams.failure {
            end(.driverFailed("The streams can't be kept: \(failure)."), now)
        } else if hasEnded, signalDue == nil {
            core.pipe.close()
            signalDue = now + order.limits.leaving
            if let reason { end(reason, now) }
        } else if let reason {
            end(reason, now)
        }
        if wantsInterrupt, stop == nil, !core.interruptByProtocol() { process.signal(SIGINT) }
        for id in late.sorted(by: { $0.text < $1.text }) {
            core.answer(id, with: .deny(reason: "Nobody answered in time."), by: .timeout)
        }
    }

    /// Begins to end the program.
    private func end(_ reason: AgentStop, _ now: Duration) {
        guard stop == nil else { return }
        stop = reason
        core.withState { $0.patience = now + AgentCore.patienceAtEnd }
        switch reason {
        case .outputLimit, .driverFailed: signalDue = now
        case .cancelled, .wallLimit, .quietLimit:
            if signalDue != nil {
                // Its work is over already: there is no turn to end.
                signalDue = now
            } else if core.interruptByProtocol() {
                signalDue = now + order.limits.stopping
            } else {
                core.pipe.close()
                signalDue = now
            }
        }
    }
}

// The end.
extension AgentLoop {
    private func finish(_ result: ProcessResult) {
        let isOver = core.withState { $0.isOverLimit }
        if !isOver { core.apply(core.withState { $0.conversation.end() }) }
        let ending = ending(result)
        let (leftovers, isGone) = record.family.end(alsoEnding: descendants)
        core.streams.finish()
        let state = core.withState { state in (state.conversation, state.outputBytes) }
        if stop == nil, let failure = core.streams.failure {
            stop = .driverFailed("The streams can't be kept: \(failure).")
        }
        record.outcome = stop?.word ?? ending?.word ?? "died"
        do throws(AgentKitError) {
            try record.write(in: order.recordDirectory)
        } catch {
            stop = stop ?? .driverFailed(error.message)
        }
        core.finish(
            AgentResult(
                ending: ending,
                stop: stop,
                process: result.ending,
                duration: result.duration,
                usage: result.usage,
                tokens: state.0.usage,
                session: state.0.session,
                tally: state.0.tally,
                outputBytes: state.1,
                lastErrors: String(decoding: result.error.tail, as: UTF8.self),
                leftovers: leftovers,
                isGone: isGone,
                eventsDropped: core.events.dropped
            )
        )
    }

    /// What the program said of its end; where its dialect has no word for it, its exit code says.
    private func ending(_ result: ProcessResult) -> AgentEnding? {
        if let told = core.withState({ $0.conversation.ending }) { return told }
        guard !order.dialect.tellsItsEnd, stop == nil else { return nil }
        let ending: AgentEnding =
            result.ending == .exited(0) ? .completed : .failed(result.ending.description)
        core.apply(core.withState { $0.conversation.finish(ending) })
        return ending
    }
}

/// Hears what a program prints.
private struct OutputEar: OutputSink {
    let core: AgentCore

    func receive(_ bytes: UnsafeRawBufferPointer) { core.hear(bytes) }
}

/// Hears what a program complains.
private struct ErrorEar: OutputSink {
    let core: AgentCore

    func receive(_ bytes: UnsafeRawBufferPointer) { core.hearError(bytes) }
}
