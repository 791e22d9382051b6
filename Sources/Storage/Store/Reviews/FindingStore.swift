import Model
import SQLKit

/// The findings of reviews.
package struct FindingStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, review, round, severity, text, owner, path, first_line, last_line, commit_id,
            blob, tool, rule, fingerprint, state, fix, fix_round, reason, follow_up_owner,
            follow_up, decided_by
        FROM finding

        """

    /// The finding of that id.
    package func finding(_ id: FindingID) throws -> Finding? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            Self.decode
        )
    }

    /// The findings of a review, in the order in which they were made.
    package func findings(of review: ReviewID) throws -> [Finding] {
        try transaction.query(
            Self.selection + """
                WHERE review = \(review.text) ORDER BY place
                """,
            Self.decode
        )
    }

    /// Which findings are asked for; what is `nil` filters nothing.
    package struct Filter: Sendable {
        package var finding: FindingID?
        package var review: ReviewID?
        package var owner: AgentID?
        package var severity: Severity?
        /// Empty for any.
        package var states: [FindingState.Name] = []

        package init() {}

        fileprivate var condition: SQL {
            var parts: [SQL] = []
            if let finding { parts.append("id = \(finding.text)") }
            if let review { parts.append("review = \(review.text)") }
            if let owner { parts.append("owner = \(owner.text)") }
            if let severity { parts.append("severity = \(severity.rawValue)") }
            if !states.isEmpty {
                let names = states.map { name -> SQL in "state = \(name.rawValue)" }
                let list = names.dropFirst().reduce(names[0]) { $0 + " OR " + $1 }
                parts.append("(" + list + ")")
            }
            guard let first = parts.first else { return "" }
            return "WHERE " + parts.dropFirst().reduce(first) { $0 + " AND " + $1 } + " "
        }
    }

    /// The findings that a filter lets through, those that matter most first.
    package func findings(_ filter: Filter, limit: Int) throws -> [Finding] {
        try transaction.query(
            Self.selection + filter.condition + """
                ORDER BY CASE severity WHEN 'blocking' THEN 0 WHEN 'high' THEN 1
                    WHEN 'medium' THEN 2 ELSE 3 END, place DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// How many it lets through.
    package func count(_ filter: Filter) throws -> Int {
        try transaction.first("SELECT count(*) FROM finding " + filter.condition) {
            Int(try $0.int64(0))
        } ?? 0
    }

    /// What stands against accepting a task: blocking and high findings that are neither mended
    /// nor decided on, of the reviews that ``ReviewStore/standing(of:)`` names.
    package func unresolved(of task: TaskKey) throws -> [Finding] {
        try transaction.query(
            Self.selection
                + "WHERE review IN (SELECT id FROM review WHERE task = \(task.text) AND "
                + ReviewStore.stands + ") AND state IN ('open', 'disputed') "
                + "AND severity IN ('high', 'blocking') ORDER BY place",
            Self.decode
        )
    }

    /// The blocking and high findings that are neither mended nor decided on, of all reviews whose
    /// findings stand; what was given up needs no mending.
    ///
    /// - Parameter phase: Only of reviews of its tasks.
    package func unresolved(inPhase phase: String?) throws -> [Finding] {
        let ofPhase: SQL =
            phase.map { "AND task IN (SELECT key FROM task WHERE phase = \($0)) " } ?? ""
        return try transaction.query(
            Self.selection + "WHERE state IN ('open', 'disputed') "
                + "AND severity IN ('high', 'blocking') AND review IN ("
                + "SELECT id FROM review WHERE " + ReviewStore.stands + ofPhase
                + "AND (task IS NULL OR task NOT IN (SELECT key FROM task "
                + "WHERE state IN ('cancelled', 'superseded')))) "
                + "ORDER BY place",
            Self.decode
        )
    }

    func fold(_ change: FindingEvent, of id: FindingID, at event: Event) throws {
        let actor = event.actor.text
        switch change {
        case .added(let finding): try insert(finding, at: event)
        case .fixed(let commit, let round):
            try update(id, to: .fixed, by: actor, fix: (commit, round), at: event)
        case .disputed(let reason):
            try update(id, to: .disputed, by: actor, reason: reason, at: event)
        case .accepted(let disposition):
            switch disposition.followUp {
            case .task(let key):
                try update(
                    id,
                    to: .accepted,
                    by: actor,
                    owner: disposition.owner,
                    task: key,
                    at: event
                )
            case .reason(let reason):
                try update(
                    id,
                    to: .accepted,
                    by: actor,
                    reason: reason,
                    owner: disposition.owner,
                    at: event
                )
            }
        case .reopened: try update(id, to: .open, by: nil, at: event)
        }
    }

    private func update(
        _ id: FindingID,
        to state: FindingState.Name,
        by actor: String?,
        fix: (commit: String, round: Int64)? = nil,
        reason: String? = nil,
        owner: AgentID? = nil,
        task: TaskKey? = nil,
        at event: Event
    ) throws {
        _ = try transaction.run(
            """
            UPDATE finding SET state = \(state.rawValue), decided_by = \(actor),
                fix = \(fix?.commit), fix_round = \(fix?.round), reason = \(reason),
                follow_up_owner = \(owner?.text), follow_up = \(task?.text),
                changed_at = \(event.time.milliseconds)
            WHERE id = \(id.text)
            """
        )
    }

    private func insert(_ finding: Finding, at event: Event) throws {
        let (anchor, origin) = (finding.anchor, finding.origin)
        _ = try transaction.run(
            """
            INSERT INTO finding (id, place, review, round, severity, text, owner, path, first_line,
                last_line, commit_id, blob, tool, rule, fingerprint, state, changed_at)
            VALUES (\(finding.id.text), \(event.sequence), \(finding.review.text), \(finding.round),
                \(finding.severity.rawValue), \(finding.text), \(finding.owner.text),
                \(anchor?.place.path), \(anchor?.place.lines.map { Int64($0.first) }),
                \(anchor?.place.lines.map { Int64($0.last) }), \(anchor?.commit), \(anchor?.blob),
                \(origin?.tool), \(origin?.rule), \(origin?.fingerprint), 'open',
                \(event.time.milliseconds))
            """
        )
        try Counter(transaction).raise(.finding, past: finding.id.text)
    }

    private static func decode(_ row: SQLRow) throws -> Finding {
        var anchor: LineAnchor?
        if let path = try row.optionalText(6) {
            let lines = try row.optionalInt64(7).map { LineRange(Int($0), Int(try row.int64(8))) }
            anchor = LineAnchor(
                AnchorPlace(path, lines ?? nil),
                commit: try row.text(9),
                blob: try row.text(10)
            )
        }
        return Finding(
            id: try row.name(0),
            review: try row.name(1),
            round: try row.int64(2),
            severity: try row.choice(3, of: "finding"),
            text: try row.text(4),
            anchor: anchor,
            owner: try row.name(5),
            origin: try row.optionalText(11).map { tool in
                Finding.Origin(
                    tool: tool,
                    rule: try row.optionalText(12),
                    fingerprint: try row.text(13)
                )
            },
            state: try state(row)
        )
    }

    private static func state(_ row: SQLRow) throws -> FindingState {
        let name: FindingState.Name = try row.choice(14, of: "finding")
        switch name {
        case .open: return .open
        case .fixed:
            return .fixed(
                FindingState.Fix(
                    commit: try row.text(15),
                    agent: try row.name(20),
                    round: try row.int64(16)
                )
            )
        case .disputed: return .disputed(reason: try row.text(17), by: try row.name(20))
        case .accepted:
            let task: TaskKey? = try row.optionalName(19)
            return .accepted(
                Disposition(
                    owner: try row.name(18),
                    followUp: try task.map(Disposition.FollowUp.task) ?? .reason(row.text(17))
                ),
                by: try row.name(20)
            )
        }
    }
}
