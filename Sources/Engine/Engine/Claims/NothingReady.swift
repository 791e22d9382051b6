import Model
import Store

/// That there is nothing for the asker to take up now.
package struct NothingReadyError: Reportable, Equatable {
    /// How many ready tasks wait for others.
    package let waiting: Int

    package var code: String { "task.nothing_ready" }
    package var category: ErrorCategory { .notFound }
    package var message: String {
        waiting == 0
            ? "There is nothing to take up now."
            : "There is nothing to take up now; \(waiting) tasks wait for others."
    }
    package var hint: String? { "`worklead status` shows what stands where." }
}

extension ClaimEngine {
    /// Claims the best task for the asker.
    package func claimNext(in lane: LaneKey?, for lease: Duration) throws -> Claimed {
        guard let next = try change.view.next(in: lane, limit: 1).first else {
            throw NothingReadyError(waiting: try change.view.tasks.waitingCount())
        }
        return try claim(next.task.key, for: lease)
    }
}
