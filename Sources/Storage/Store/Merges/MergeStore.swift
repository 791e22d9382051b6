import Digests
import Model
import SQLKit

/// The merge queue: what waits, and what became of the rest.
package struct MergeStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A task of the queue with its times.
    package struct Stored: Hashable, Sendable {
        package let merge: QueuedMerge
        /// Who asked for it last.
        package let asker: AgentID
        package let queuedAt: Timestamp
        package let changedAt: Timestamp
    }

    private static let selection: SQL = """
        SELECT task, repository, delivery, commit_id, base, state, asker, branch, old, new, grade,
            refusal, findings, reason, queued_at, changed_at
        FROM merge_queue

        """

    /// What the queue knows of a task.
    package func merge(of key: TaskKey) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE task = \(key.text)", decode)
    }

    /// The tasks that wait in a repository's queue, as they were asked for.
    package func waiting(in repository: RepositoryName) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE repository = \(repository.text) AND state IN ('queued', 'moving')
                ORDER BY place
                """,
            decode
        )
    }

    /// Which of the queue are looked for; all that is set has to hold.
    package struct Filter: Sendable {
        package var repository: RepositoryName?
        package var task: TaskKey?
        /// Leaves out what was merged, refused or dropped.
        package var waitingOnly = false

        package init() {}

        fileprivate var condition: SQL {
            var parts: [SQL] = []
            if let repository { parts.append("repository = \(repository.text)") }
            if let task { parts.append("task = \(task.text)") }
            if waitingOnly { parts.append("state IN ('queued', 'moving')") }
            guard let first = parts.first else { return "" }
            return "WHERE " + parts.dropFirst().reduce(first) { $0 + " AND " + $1 }
        }
    }

    /// What there is of the queue, as it was asked for.
    package func merges(_ filter: Filter, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + filter.condition + " ORDER BY place LIMIT \(Int64(limit))",
            decode
        )
    }

    /// How many there are.
    package func count(_ filter: Filter) throws -> Int {
        try transaction.count("SELECT count(*) FROM merge_queue " + filter.condition)
    }

    /// What was refused and not asked for again, as it was asked for.
    package func refused(limit: Int) throws -> [Stored] {
        // Literal, since the partial index is found by it.
        try transaction.query(
            Self.selection + "WHERE state = 'refused' ORDER BY place LIMIT \(Int64(limit))",
            decode
        )
    }

    /// How many were refused.
    package func refusedCount() throws -> Int {
        try transaction.count("SELECT count(*) FROM merge_queue WHERE state = 'refused'")
    }

    /// How many wait in a repository's line, and since when the first does.
    package struct Line: Hashable, Sendable {
        package let repository: RepositoryName
        package let waiting: Int
        package let since: Timestamp
    }

    /// The repositories in whose queues something waits, by name.
    package func lines() throws -> [Line] {
        try transaction.query(
            """
            SELECT repository, count(*), min(queued_at) FROM merge_queue
            WHERE state IN ('queued', 'moving') GROUP BY repository ORDER BY repository
            """
        ) { row in
            Line(
                repository: try row.name(0),
                waiting: Int(try row.int64(1)),
                since: try row.moment(2)
            )
        }
    }

    func fold(_ event: MergeEvent, of key: TaskKey, at written: Event) throws {
        switch event {
        case .queued(let change): try queue(change, of: key, at: written)
        case .moving(let move, _):
            try set(
                """
                state = 'moving', branch = \(move.branch), old = \(move.old), new = \(move.new),
                    grade = \(move.grade.rawValue), reason = NULL
                """,
                of: key,
                at: written
            )
        case .merged: try set("state = 'merged'", of: key, at: written)
        case .returned(let reason):
            try set("state = 'queued', reason = \(reason), " + Self.cleared, of: key, at: written)
        case .refused(let refusal, _):
            let findings = JSONValue.array(refusal.findings.map(\.json)).canonicalText
            try set(
                """
                state = 'refused', branch = \(refusal.branch), old = \(refusal.tip),
                    refusal = \(refusal.reason.rawValue), findings = \(findings), reason = NULL
                """,
                of: key,
                at: written
            )
        case .dropped(let reason):
            try set("state = 'dropped', reason = \(reason), " + Self.cleared, of: key, at: written)
        }
    }

    private static let cleared: SQL = """
        branch = NULL, old = NULL, new = NULL, grade = NULL, refusal = NULL, findings = '[]'
        """

    private func queue(_ change: AcceptedChange, of key: TaskKey, at written: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO merge_queue (
                task, place, repository, delivery, commit_id, base, state, asker, findings,
                queued_at, changed_at
            ) VALUES (
                \(key.text), \(written.sequence), \(change.repository.text),
                \(change.delivery.text), \(change.commit), \(change.base), 'queued',
                \(written.actor.text), '[]', \(written.time.milliseconds),
                \(written.time.milliseconds)
            )
            ON CONFLICT (task) DO UPDATE SET place = excluded.place,
                repository = excluded.repository, delivery = excluded.delivery,
                commit_id = excluded.commit_id, base = excluded.base, state = 'queued',
                asker = excluded.asker, branch = NULL, old = NULL, new = NULL, grade = NULL,
                refusal = NULL, findings = '[]', reason = NULL, queued_at = excluded.queued_at,
                changed_at = excluded.changed_at
            """
        )
    }

    private func set(_ columns: SQL, of key: TaskKey, at written: Event) throws {
        _ = try transaction.run(
            "UPDATE merge_queue SET " + columns
                + ", changed_at = \(written.time.milliseconds) WHERE task = \(key.text)"
        )
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let change = AcceptedChange(
            repository: try row.name(1),
            delivery: try row.name(2),
            commit: try row.text(3),
            base: try row.optionalText(4)
        )
        return Stored(
            merge: QueuedMerge(task: try row.name(0), change: change, state: try state(row)),
            asker: try row.name(6),
            queuedAt: try row.moment(14),
            changedAt: try row.moment(15)
        )
    }

    private func state(_ row: SQLRow) throws -> QueuedMerge.State {
        switch try row.choice(5, of: "merge_queue", as: QueuedMerge.State.Name.self) {
        case .queued: return .queued
        case .moving: return .moving(try move(row))
        case .merged: return .merged(try move(row))
        case .refused:
            return .refused(
                MergeRefusal(
                    reason: try row.choice(11, of: "merge_queue"),
                    branch: try row.text(7),
                    tip: try row.text(8),
                    findings: try MergeFinding.list(
                        row.json(12, of: "merge_queue"),
                        "merge.refused"
                    )
                )
            )
        case .dropped: return .dropped(reason: try row.text(13))
        }
    }

    private func move(_ row: SQLRow) throws -> MergeMove {
        MergeMove(
            branch: try row.text(7),
            old: try row.text(8),
            new: try row.text(9),
            grade: try row.choice(10, of: "merge_queue")
        )
    }
}
