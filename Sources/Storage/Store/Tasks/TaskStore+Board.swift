import Model
import SQLKit

// All tasks at once, each with little: what a board shows.
extension TaskStore {
    /// A task as a board shows it.
    package struct BoardRow: Hashable, Sendable {
        package let key: TaskKey
        package let title: String
        package let state: TaskState.Name
        package let lane: LaneKey?
        package let phase: String?
        package let priority: Int64
        package let assignee: AgentID?
        /// Who has it in hand: its holder, the worker whose delivery waits or is to be mended.
        package let holder: AgentID?
        /// The sequence of the last event about it.
        package let revision: Int64

        package init(
            key: TaskKey,
            title: String,
            state: TaskState.Name,
            lane: LaneKey?,
            phase: String?,
            priority: Int64,
            assignee: AgentID?,
            holder: AgentID?,
            revision: Int64
        ) {
            self.key = key
            self.title = title
            self.state = state
            self.lane = lane
            self.phase = phase
            self.priority = priority
            self.assignee = assignee
            self.holder = holder
            self.revision = revision
        }
    }

    /// All tasks by priority and age, in one question.
    package func board() throws -> [BoardRow] {
        try transaction.query(
            """
            SELECT key, title, state, lane, phase, priority, assignee,
                CASE WHEN state IN ('claimed', 'paused', 'delivered', 'rework') THEN agent END,
                revision
            FROM task ORDER BY priority, born
            """
        ) { row in
            BoardRow(
                key: try row.name(0),
                title: try row.text(1),
                state: try row.choice(2, of: "task"),
                lane: try row.optionalName(3),
                phase: try row.optionalText(4),
                priority: try row.int64(5),
                assignee: try row.optionalName(6),
                holder: try row.optionalName(7),
                revision: try row.int64(8)
            )
        }
    }

    /// A task that is in somebody's hands and has not moved.
    package struct IdleRow: Hashable, Sendable {
        package let key: TaskKey
        package let title: String
        package let state: TaskState.Name
        /// Who has it in hand, or is to take it.
        package let agent: AgentID?
        /// When anybody last worked on it; a lease that is renewed is no work.
        package let workedAt: Timestamp
    }

    /// What is in hand, waits for a verdict or is blocked and has not moved since a moment, the
    /// longest idle first.
    ///
    /// One question: the last work on each is found from the end of its own history, once.
    package func idle(since moment: Timestamp) throws -> [IdleRow] {
        let question: SQL =
            """
            WITH held AS MATERIALIZED (
                SELECT key, title, state, coalesce(agent, assignee) AS agent, born, (
                    SELECT time FROM event WHERE subject = task.key AND subject_kind = 'task'
                        AND
            """ + " " + SQL(stringLiteral: PresenceSchema.isWork)
                + """
                         ORDER BY sequence DESC LIMIT 1
                    ) AS worked
                    FROM task
                    WHERE state IN ('claimed', 'paused', 'delivered', 'rework', 'blocked')
                ) SELECT key, title, state, agent, worked FROM held
                WHERE worked <= \(moment.milliseconds) ORDER BY worked, born
                """
        return try transaction.query(question) { row in
            IdleRow(
                key: try row.name(0),
                title: try row.text(1),
                state: try row.choice(2, of: "task"),
                agent: try row.optionalName(3),
                workedAt: try row.moment(4)
            )
        }
    }
}
