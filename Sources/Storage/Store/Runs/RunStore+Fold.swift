import Digests
import Model
import SQLKit

// What an event changes about a run.
extension RunStore {
    func fold(_ change: RunEvent, of name: RunName, at event: Event) throws {
        let now = event.time.milliseconds
        switch change {
        case .drafted(let draft): try draw(draft, of: name, at: event)
        case .asked(let decision):
            try set("decision = \(decision.text)", of: name)
        case .approved(let decision):
            try set(
                "state = 'approved', decision = \(decision.text), approved_at = \(now)",
                of: name
            )
        case .declined: try set("decision = NULL", of: name)
        case .started: try set("state = 'running', started_at = \(now)", of: name)
        case .paused(let reason): try set("state = 'paused', reason = \(reason)", of: name)
        case .resumed: try set("state = 'running', reason = NULL", of: name)
        case .finished:
            try set("state = 'finished', reason = NULL, ended_at = \(now)", of: name)
        case .cancelled(let reason):
            try set("state = 'cancelled', reason = \(reason), ended_at = \(now)", of: name)
        case .launched(let launch): try fold(launch, of: name, at: now)
        case .landed(let landing): try fold(landing, of: name, at: now)
        // It is about files, of which the tables keep nothing.
        case .cleaned: return
        case .extended(let round): try fold(round, of: name, at: event)
        case .questioned(let question): try fold(question, of: name, at: event)
        case .settled(let decision, let answer): try settle(decision, answer)
        }
    }

    private func set(_ assignment: SQL, of name: RunName) throws {
        _ = try transaction.run(
            "UPDATE run SET " + assignment + " WHERE name = \(name.text)"
        )
    }

    private func draw(_ draft: RunDraft, of name: RunName, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO run (name, place, folded, title, repository, text, target, max, freshness,
                cost_nanos, tokens, dialects, rounds, attempts, slice_ms, artifacts, state,
                drafted_at)
            VALUES (\(name.text), \(event.sequence), \(name.folded), \(draft.title),
                \(draft.repository?.text), \(draft.text), \(draft.capacity.target),
                \(draft.capacity.max), \(draft.freshness.rawValue), \(draft.budget.costNanos),
                \(draft.budget.tokens),
                \((RunDriver.Dialect.json(draft.dialects) ?? [:]).canonicalText),
                \(draft.limits.rounds), \(draft.limits.attempts),
                \(draft.limits.slice?.wholeMilliseconds), \(draft.artifacts.json?.canonicalText),
                'drafted', \(event.time.milliseconds))
            ON CONFLICT (name) DO UPDATE SET title = excluded.title,
                repository = excluded.repository, text = excluded.text, target = excluded.target,
                max = excluded.max, freshness = excluded.freshness,
                cost_nanos = excluded.cost_nanos, tokens = excluded.tokens,
                dialects = excluded.dialects, rounds = excluded.rounds,
                attempts = excluded.attempts, slice_ms = excluded.slice_ms,
                artifacts = excluded.artifacts, state = 'drafted',
                decision = NULL, approved_at = NULL, drafted_at = excluded.drafted_at
            """
        )
        _ = try transaction.run("DELETE FROM run_slice WHERE run = \(name.text)")
        for (position, slice) in draft.slices.enumerated() {
            try insert(slice, of: name, at: Int64(position))
        }
    }
}
