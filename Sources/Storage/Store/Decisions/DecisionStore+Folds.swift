import Digests
import Model
import SQLKit

extension DecisionStore {
    func fold(_ change: DecisionEvent, of id: DecisionID, at event: Event) throws {
        let now = event.time.milliseconds
        switch change {
        case .asked(let decision): try insert(decision, nil, at: event)
        case .recorded(let decision, let outcome): try insert(decision, outcome, at: event)
        case .delegated(let agent):
            try update(id, "delegate = \(agent.text), changed_at = \(now)")
        case .answered(let option, let note):
            try update(
                id,
                """
                state = 'answered', option = \(option.text), decider = \(event.actor.text),
                note = \(note), settled_at = \(now), changed_at = \(now)
                """
            )
        case .defaulted(let option):
            try update(
                id,
                """
                state = 'defaulted', option = \(option.text), settled_at = deadline,
                announced_at = \(now), changed_at = \(now)
                """
            )
        case .withdrawn(let reason):
            try update(
                id,
                """
                state = 'withdrawn', note = \(reason), settled_at = \(now), changed_at = \(now)
                """
            )
        case .evidenceAdded(let links, let note):
            try add(links, note, to: id, at: event)
            try update(id, "changed_at = \(now)")
        case .escalated: try update(id, "escalated_at = \(now)")
        }
    }

    private func update(_ id: DecisionID, _ columns: SQL) throws {
        _ = try transaction.run("UPDATE decision SET " + columns + " WHERE id = \(id.text)")
    }

    private func insert(
        _ decision: Decision,
        _ outcome: DecisionOutcome?,
        at event: Event
    ) throws {
        let id = decision.id.text
        let now = event.time.milliseconds
        let settledAt = outcome.map { $0.at?.milliseconds ?? now }
        _ = try transaction.run(
            """
            INSERT INTO decision (id, place, asker, kind, text, thread, desk, fallback, deadline,
                state, decider, outcome, reference, asked_at, settled_at, changed_at)
            VALUES (\(id), \(event.sequence), \(decision.asker.text), \(decision.kind.rawValue),
                \(decision.text), \(decision.thread.text), \(decision.desk.rawValue),
                \(decision.fallback?.option.text), \(decision.fallback?.deadline.milliseconds),
                \(decision.state.name.rawValue), \(outcome?.decider), \(outcome?.text),
                \(outcome?.reference), \(now), \(settledAt), \(now))
            """
        )
        for (position, option) in decision.options.enumerated() {
            _ = try transaction.run(
                """
                INSERT INTO decision_option (decision, position, name, text)
                VALUES (\(id), \(Int64(position)), \(option.name.text), \(option.text))
                """
            )
        }
        for task in decision.tasks {
            _ = try transaction.run(
                "INSERT INTO decision_task (decision, task) VALUES (\(id), \(task.text))"
            )
        }
        try Counter(transaction).raise(.decision, past: id)
    }

    private func add(
        _ links: [EvidenceLink],
        _ note: String?,
        to id: DecisionID,
        at event: Event
    ) throws {
        for link in links {
            _ = try transaction.run(
                """
                INSERT INTO decision_evidence (
                    decision, position, kind, name, digest, note, agent, added_at
                ) VALUES (
                    \(id.text),
                    (SELECT count(*) FROM decision_evidence WHERE decision = \(id.text)),
                    \(link.kind.rawValue), \(link.name), \(link.digest?.description), \(note),
                    \(event.actor.text), \(event.time.milliseconds)
                )
                """
            )
        }
    }
}
