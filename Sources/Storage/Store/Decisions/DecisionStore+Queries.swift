import Digests
import Model
import SQLKit

/// Which decisions are asked for; what is `nil` filters nothing.
package struct DecisionFilter: Sendable {
    /// Where they stand at the moment of asking.
    package var state: DecisionState.Name?
    package var kind: Decision.Kind?
    /// What they are about.
    package var task: TaskKey?
    /// Who asked, or decided.
    package var agent: AgentID?
    /// Settled, or asked where nothing is settled yet, from this moment on.
    package var since: Timestamp?
    /// What is settled.
    package var settledOnly = false
    /// What is open, or has no evidence.
    package var unfinishedOnly = false

    package init() {}

    /// The condition at a moment: a default whose deadline has come is taken.
    func condition(at now: Timestamp) -> SQL {
        let moment = now.milliseconds
        var condition: SQL = "WHERE 1 "
        switch state {
        case nil: break
        case .open:
            condition += "AND state = 'open' AND (deadline IS NULL OR deadline > \(moment)) "
        case .defaulted:
            condition +=
                "AND (state = 'defaulted' OR (state = 'open' AND deadline <= \(moment))) "
        case .answered?, .withdrawn?, .recorded?:
            condition += "AND state = \(state?.rawValue) "
        }
        if let kind { condition += "AND kind = \(kind.rawValue) " }
        if let agent {
            condition += "AND (asker = \(agent.text) OR decider = \(agent.text)) "
        }
        if let since {
            condition += "AND coalesce(settled_at, asked_at) >= \(since.milliseconds) "
        }
        if settledOnly { condition += "AND (state <> 'open' OR deadline <= \(moment)) " }
        if unfinishedOnly {
            condition += """
                AND state <> 'withdrawn' AND (
                    (state = 'open' AND (deadline IS NULL OR deadline > \(moment)))
                    OR NOT EXISTS (SELECT 1 FROM decision_evidence WHERE decision = decision.id)
                )

                """
        }
        if let task {
            condition +=
                "AND id IN (SELECT decision FROM decision_task WHERE task = \(task.text)) "
        }
        return condition
    }
}

extension DecisionStore {
    /// What the filter lets through, newest first.
    package func decisions(
        _ filter: DecisionFilter,
        at now: Timestamp,
        limit: Int
    ) throws -> [Stored] {
        try transaction.query(
            Self.selection + filter.condition(at: now)
                + "ORDER BY place DESC LIMIT \(Int64(limit))",
            Self.decode
        )
    }

    /// How many the filter lets through.
    package func count(_ filter: DecisionFilter, at now: Timestamp) throws -> Int {
        try transaction.count("SELECT count(*) FROM decision " + filter.condition(at: now))
    }

    /// What waits for an agent's answer: what may interrupt first, then what is due first.
    package func waiting(for agent: Agent, at now: Timestamp, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + Self.waits(for: agent, at: now) + """
                ORDER BY desk = 'digest', deadline IS NULL, deadline, place
                LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// How many wait for an agent's answer.
    package func waitingCount(for agent: Agent, at now: Timestamp) throws -> Int {
        try transaction.count("SELECT count(*) FROM decision " + Self.waits(for: agent, at: now))
    }

    /// What keeps a task from being claimed, defaults that are due included.
    package func open(blocking task: TaskKey) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE state = 'open'
                    AND id IN (SELECT decision FROM decision_task WHERE task = \(task.text))
                ORDER BY place
                """,
            Self.decode
        )
    }

    /// What was asked in a thread, and others by their ids, in the order in which it was asked.
    package func decisions(about thread: ThreadID, and ids: [DecisionID]) throws -> [Stored] {
        let named = JSONValue.array(ids.map { .string($0.text) }).canonicalText
        return try transaction.query(
            Self.selection + """
                WHERE thread = \(thread.text)
                    OR id IN (SELECT value FROM json_each(\(named)))
                ORDER BY place
                """,
            Self.decode
        )
    }

    /// How many tasks could be claimed if nothing had to be decided before.
    package func undecidedTaskCount(at now: Timestamp) throws -> Int {
        try transaction.count(
            """
            SELECT count(DISTINCT task.key) FROM decision
            JOIN decision_task ON decision_task.decision = decision.id
            JOIN task ON task.key = decision_task.task
            WHERE decision.state = 'open'
                AND (deadline IS NULL OR deadline > \(now.milliseconds))
                AND task.state = 'ready' AND task.open_dependencies = 0
            """
        )
    }

    /// The defaults that are due and not written down, longest due first.
    package func due(at now: Timestamp) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE state = 'open' AND deadline <= \(now.milliseconds) ORDER BY deadline, place
                """,
            Self.decode
        )
    }

    /// When the first default is due that is not written down.
    package func firstDeadline() throws -> Timestamp? {
        try transaction.first(
            """
            SELECT deadline FROM decision
            WHERE state = 'open' AND deadline IS NOT NULL ORDER BY deadline LIMIT 1
            """
        ) { try $0.moment(0) }
    }

    /// When the first decision was asked that has no evidence, and that nobody was told of.
    package func firstUnescalated() throws -> Timestamp? {
        try transaction.first(
            """
            SELECT asked_at FROM decision
            WHERE escalated_at IS NULL AND state <> 'withdrawn'
                AND NOT EXISTS (SELECT 1 FROM decision_evidence WHERE decision = decision.id)
            ORDER BY asked_at LIMIT 1
            """
        ) { try $0.moment(0) }
    }

    /// What has had no evidence for too long, and nobody was told of, oldest first.
    package func unescalated(at now: Timestamp) throws -> [Stored] {
        let before = now + (.zero - Decision.evidenceWithin)
        return try transaction.query(
            Self.selection + """
                WHERE escalated_at IS NULL AND state <> 'withdrawn'
                    AND asked_at <= \(before.milliseconds)
                    AND NOT EXISTS (SELECT 1 FROM decision_evidence WHERE decision = decision.id)
                ORDER BY place
                """,
            Self.decode
        )
    }

    private static func waits(for agent: Agent, at now: Timestamp) -> SQL {
        var own: SQL = "delegate = \(agent.id.text) "
        switch agent.role {
        case .founder: own += "OR (delegate IS NULL AND desk <> 'lead') "
        case .lead:
            own += "OR (delegate IS NULL AND desk = 'lead' AND asker <> \(agent.id.text)) "
        case .worker, .validator, .auditor: break
        }
        return """
            WHERE state = 'open' AND (deadline IS NULL OR deadline > \(now.milliseconds)) AND (

            """ + own + ") "
    }
}
