import Digests
import Model
import SQLKit

/// The deliveries, and what was decided on each.
package struct DeliveryStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, task, fence, agent, session, commit_id, base, branch, report, claims, artifacts,
            advice, packet_revision, delivered_at, outcome, judge, replay, findings, waived_gaps,
            decided_at
        FROM delivery

        """

    /// What a judge decided.
    package enum Outcome: String, Sendable, CaseIterable {
        case accepted
        case sentBack = "sent_back"
        case rejected
    }

    /// A delivery with its decision, once there is one.
    package struct Stored: Hashable, Sendable {
        package let delivery: Delivery
        package let task: TaskKey
        package let deliveredAt: Timestamp
        package let outcome: Outcome?
        package let verdict: Verdict?
        package let decidedAt: Timestamp?
    }

    /// The delivery with what was decided on it.
    package func delivery(_ id: DeliveryID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            Self.decode
        )
    }

    /// The deliveries of a task, oldest first.
    package func deliveries(of key: TaskKey) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE task = \(key.text) ORDER BY delivered_at, length(id), id
                """,
            Self.decode
        )
    }

    /// The deliveries of all tasks, newest first.
    ///
    /// - Parameter since: From that moment on; `nil` for ever.
    package func deliveries(since: Timestamp?, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE delivered_at >= \(since?.milliseconds ?? 0)
                ORDER BY delivered_at DESC, length(id) DESC, id DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// The paths of all files that were handed in for a repository's tasks.
    package func artifactPaths(in repository: RepositoryName) throws -> [String] {
        let lists = try transaction.query(
            """
            SELECT artifacts FROM delivery WHERE artifacts <> '[]' AND task IN (
                SELECT key FROM task WHERE repository = \(repository.text) OR repository IS NULL
            )
            """
        ) { try $0.json(0, of: "delivery") }
        return lists.flatMap { $0.arrayValue ?? [] }.compactMap { $0["path"]?.stringValue }
    }

    /// Who handed in any of these commits.
    package func workers(of commits: [String]) throws -> [AgentID] {
        try transaction.query(
            """
            SELECT DISTINCT agent FROM delivery
            WHERE commit_id IN (SELECT value FROM json_each(\(stored(commits)))) ORDER BY agent
            """
        ) { try $0.name(0) }
    }

    func fold(_ change: TaskEvent, of key: TaskKey, at event: Event) throws {
        switch change {
        case .delivered(let delivery): try insert(delivery, of: key, at: event)
        case .accepted(let verdict): try decide(verdict, .accepted, at: event)
        case .sentBack(let verdict, _, _): try decide(verdict, .sentBack, at: event)
        case .rejected(let verdict): try decide(verdict, .rejected, at: event)
        default: return
        }
    }

    private func insert(_ delivery: Delivery, of key: TaskKey, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO delivery (
                id, task, fence, agent, session, commit_id, base, branch, report, claims, artifacts,
                advice, packet_revision, delivered_at
            ) VALUES (
                \(delivery.id.text), \(key.text), \(delivery.handover.fence.number),
                \(delivery.handover.agent.text), \(delivery.handover.session.text),
                \(delivery.commit), \(delivery.base), \(delivery.branch), \(delivery.report),
                \(stored(delivery.claims)),
                \(JSONValue.array(delivery.artifacts.map(\.json)).canonicalText),
                \(stored(delivery.advice)), \(delivery.packetRevision), \(event.time.milliseconds)
            )
            """
        )
        try Counter(transaction).raise(.delivery, past: delivery.id.text)
    }

    private func decide(_ verdict: Verdict, _ outcome: Outcome, at event: Event) throws {
        _ = try transaction.run(
            """
            UPDATE delivery SET outcome = \(outcome.rawValue), judge = \(verdict.judge.text),
                replay = \(verdict.replay?.text), findings = \(stored(verdict.findings)),
                waived_gaps = \(verdict.waivedGaps), decided_at = \(event.time.milliseconds)
            WHERE id = \(verdict.delivery.text)
            """
        )
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        let id: DeliveryID = try row.name(0)
        guard case .array(let artifacts) = try row.json(10, of: "delivery") else {
            throw StoredValueError(table: "delivery", column: 10, fault: "not a list")
        }
        let judge: AgentID? = try row.optionalName(15)
        let outcome = try row.optionalText(14).flatMap(Outcome.init(rawValue:))
        return Stored(
            delivery: Delivery(
                handover: TaskState.Handover(
                    delivery: id,
                    agent: try row.name(3),
                    session: try row.name(4),
                    fence: Fence(try row.int64(2))
                ),
                commit: try row.text(5),
                base: try row.optionalText(6),
                branch: try row.optionalText(7),
                report: try row.text(8),
                claims: try row.texts(9, of: "delivery"),
                artifacts: try artifacts.map(Delivery.Artifact.init),
                advice: try row.texts(11, of: "delivery"),
                packetRevision: try row.int64(12)
            ),
            task: try row.name(1),
            deliveredAt: try row.moment(13),
            outcome: outcome,
            verdict: try judge.map { judge in
                Verdict(
                    delivery: id,
                    replay: try row.optionalName(16),
                    judge: judge,
                    findings: try row.texts(17, of: "delivery"),
                    waivedGaps: try row.optionalText(18)
                )
            },
            decidedAt: try row.optionalMoment(19)
        )
    }
}
