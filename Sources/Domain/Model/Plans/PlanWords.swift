/// The words that people and agents write for where a plan stands, and the ones that are meant.
package enum PlanWords {
    /// The state of a plan that a word means; `nil` for one that is not known.
    package static func plan(_ word: String) -> PlanState? {
        if let exact = PlanState(rawValue: word) { return exact }
        return switch meaning(of: word) {
        case .queued?: .queued
        case .inProgress?: .inProgress
        case .blocked?: .blocked
        case .done?: .done
        case .dropped?: .rejected
        case .pending?: .queued
        case nil: nil
        }
    }

    /// The state of a step that a word means; `nil` for one that is not known.
    package static func step(_ word: String) -> StepState? {
        if let exact = StepState(rawValue: word) { return exact }
        return switch meaning(of: word) {
        case .queued?, .pending?: .queued
        case .inProgress?: .inProgress
        case .blocked?: .blocked
        case .done?: .done
        case .dropped?: .cancelled
        case nil: nil
        }
    }

    /// The state of a checkpoint that a word means; `nil` for one that is not known.
    package static func checkpoint(_ word: String) -> CheckpointState? {
        if let exact = CheckpointState(rawValue: word) { return exact }
        return switch meaning(of: word) {
        case .queued?, .inProgress?, .blocked?, .pending?: .pending
        case .done?: .satisfied
        case .dropped?: .superseded
        case nil: nil
        }
    }

    private enum Meaning { case queued, inProgress, blocked, done, dropped, pending }

    private static func meaning(of word: String) -> Meaning? {
        table[PacketLabel.fold(word)]
    }

    private static let table: [String: Meaning] = {
        let rows: [(Meaning, [String])] = [
            (
                .queued,
                ["queued", "queue", "todo", "planned", "notstarted", "backlog", "new", "open"]
            ),
            (.pending, ["pending", "waiting"]),
            (
                .inProgress,
                [
                    "inprogress", "wip", "active", "started", "ongoing", "doing", "working",
                    "underway", "progress", "inflight",
                ]
            ),
            (.blocked, ["blocked", "onhold", "paused", "stuck", "hold"]),
            (
                .done,
                [
                    "done", "complete", "completed", "finished", "closed", "satisfied", "met",
                    "resolved", "shipped", "merged",
                ]
            ),
            (
                .dropped,
                [
                    "rejected", "cancelled", "canceled", "abandoned", "dropped", "superseded",
                    "obsolete", "wontdo", "skipped",
                ]
            ),
        ]
        var table: [String: Meaning] = [:]
        for (meaning, words) in rows {
            for word in words { table[word] = meaning }
        }
        return table
    }()
}
