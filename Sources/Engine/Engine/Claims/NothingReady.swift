import Model
import Store

/// That there is nothing for the asker to take up now.
package struct NothingReadyError: Reportable, Equatable {
    /// How many ready tasks wait for others.
    package let waiting: Int

    /// One that waits for what was cancelled.
    package let stranded: StrandedTask?

    package init(waiting: Int, stranded: StrandedTask?) {
        self.waiting = waiting
        self.stranded = stranded
    }

    package var code: String { "task.nothing_ready" }
    package var category: ErrorCategory { .notFound }
    package var message: String {
        guard waiting > 0 else { return "There is nothing to take up now." }
        let others = waiting.counted("task waits", "tasks wait") + " for others"
        let vain = stranded.map { ", \($0.task) for \($0.on), which was cancelled" } ?? ""
        return "There is nothing to take up now; \(others)\(vain)."
    }
    package var hint: String? {
        stranded.map { "Who plans may run `worklead \($0.remedy)`." }
            ?? "`worklead status` shows what stands where."
    }
}

extension ClaimEngine {
    /// Claims the best task for the asker.
    package func claimNext(in lane: LaneKey?, for lease: Duration) throws -> Claimed {
        guard let next = try change.view.next(in: lane, limit: 1).first else {
            throw NothingReadyError(
                waiting: try change.view.tasks.waitingCount(),
                stranded: try change.view.tasks.stranded(limit: 1).first
            )
        }
        return try claim(next.task.key, for: lease)
    }
}
