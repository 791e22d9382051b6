import AgentProtocols
import SubprocessKit

/// An agent's program at work.
package final class AgentRun: Sendable {
    package let identity: ProcessIdentity
    private let core: AgentCore

    init(_ core: AgentCore, identity: ProcessIdentity) {
        self.core = core
        self.identity = identity
    }

    /// What happens, each once, for one task.
    ///
    /// Somebody has to read them: when a few hundred wait, the agent does too. Who wants none calls
    /// ``ignoreEvents()``.
    package var events: AgentEvents { AgentEvents(queue: core.events) }

    /// Lets the agent go on though nobody reads its events.
    package func ignoreEvents() {
        core.events.discard()
    }

    /// Answers a request that the policy left open.
    ///
    /// - Returns: `false` where that request is not open (any more).
    @discardableResult
    package func answer(_ id: PermissionID, with answer: PermissionAnswer) -> Bool {
        core.answer(id, with: answer, by: .caller)
    }

    /// Asks the agent to end its turn, by its protocol or with SIGINT, and leaves it the time.
    package func interrupt() {
        core.wish { $0.wantsInterrupt = true }
    }

    /// Ends the work, and does not wait for that.
    ///
    /// By the protocol first, then with SIGTERM, then with SIGKILL, each after the
    /// time that the limits give, and with it all that the program started.
    package func cancel() {
        core.cancel()
    }

    /// Waits for the end.
    ///
    /// The task that waits takes the run with it when it is cancelled.
    package func result() async -> AgentResult {
        await withTaskCancellationHandler {
            await core.result()
        } onCancel: {
            cancel()
        }
    }
}
