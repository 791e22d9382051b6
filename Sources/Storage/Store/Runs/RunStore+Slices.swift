import Model
import SQLKit

// The slices of runs by their tasks: what is asked at each claim and each acceptance.
extension RunStore {
    /// A run that has begun, as far as a claim has to know it.
    package struct Bounds: Hashable, Sendable {
        package let name: RunName
        /// Why it is paused; `nil` while it runs.
        package let pause: String?
        package let max: Int64
        package let budget: RunBudget
    }

    /// The run that a task belongs to, itself or as what was put into a slice's place, if that
    /// runs or is paused.
    package func bounds(of task: TaskKey) throws -> Bounds? {
        try transaction.first(
            "WITH RECURSIVE " + Self.standsFor(task) + """
                SELECT run.name, run.reason, run.max, run.cost_nanos, run.tokens
                FROM stands JOIN run_slice ON run_slice.task = stands.key
                JOIN run ON run.name = run_slice.run
                WHERE run.state IN ('running', 'paused') LIMIT 1
                """
        ) { row in
            Bounds(
                name: try row.name(0),
                pause: try row.optionalText(1),
                max: try row.int64(2),
                budget: RunBudget(
                    costNanos: try row.optionalInt64(3),
                    tokens: try row.optionalInt64(4)
                )
            )
        }
    }

    /// The gates that have to pass before a task of a run is accepted.
    package func gates(of task: TaskKey, in name: RunName) throws -> [GateName] {
        try transaction.first(
            "WITH RECURSIVE " + Self.standsFor(task) + """
                SELECT gates FROM stands JOIN run_slice ON run_slice.task = stands.key
                WHERE run_slice.run = \(name.text) LIMIT 1
                """
        ) { try $0.texts(0, of: "run_slice").map(GateName.init(trusted:)) } ?? []
    }

    /// The slice of a run that a task is, or in whose place it stands.
    package func slice(of task: TaskKey, in name: RunName) throws -> TaskKey? {
        try transaction.first(
            "WITH RECURSIVE " + Self.standsFor(task) + """
                SELECT run_slice.task FROM stands JOIN run_slice ON run_slice.task = stands.key
                WHERE run_slice.run = \(name.text) LIMIT 1
                """
        ) { try $0.name(0) }
    }

    /// Whether another task of a run than this one is neither accepted nor given up.
    ///
    /// Asked from the end, where the last ones to be done stand.
    package func hasOpenSlice(_ name: RunName, besides task: TaskKey) throws -> Bool {
        let found = try transaction.first(
            """
            SELECT 1 FROM run_slice JOIN task ON task.key = run_slice.task
            WHERE run_slice.run = \(name.text) AND task.key <> \(task.text)
                AND task.state NOT IN ('accepted', 'cancelled', 'superseded')
            ORDER BY position DESC LIMIT 1
            """
        ) { try $0.int64(0) }
        if found != nil { return true }
        return try transaction.first(
            "WITH RECURSIVE " + Self.members(of: name) + """
                SELECT 1 FROM member JOIN task ON task.key = member.key
                WHERE task.state NOT IN ('accepted', 'cancelled', 'superseded')
                    AND task.key <> \(task.text) LIMIT 1
                """
        ) { try $0.int64(0) } != nil
    }

    /// Whether a slice is left that is neither accepted nor given up.
    ///
    /// Asked from the end, where the last ones to be done stand.
    package func hasOpenSlice(_ name: RunName) throws -> Bool {
        let found = try transaction.first(
            """
            SELECT 1 FROM run_slice JOIN task ON task.key = run_slice.task
            WHERE run_slice.run = \(name.text)
                AND task.state NOT IN ('accepted', 'cancelled', 'superseded')
            ORDER BY position DESC LIMIT 1
            """
        ) { try $0.int64(0) }
        if found != nil { return true }
        return try transaction.first(
            "WITH RECURSIVE " + Self.members(of: name) + """
                SELECT 1 FROM member JOIN task ON task.key = member.key
                WHERE task.state NOT IN ('accepted', 'cancelled', 'superseded') LIMIT 1
                """
        ) { try $0.int64(0) } != nil
    }

    /// How many tasks of a run's slices are accepted.
    package func acceptedCount(of name: RunName) throws -> Int {
        try transaction.first(
            """
            SELECT count(*) FROM run_slice JOIN task ON task.key = run_slice.task
            WHERE run_slice.run = \(name.text) AND task.state = 'accepted'
            """
        ) { Int(try $0.int64(0)) } ?? 0
    }

    /// How many tasks of a run agents have in hand.
    ///
    /// Asked from what is in hand anywhere, which is little, not from the slices.
    package func inHand(_ name: RunName) throws -> Int64 {
        try transaction.first(
            """
            SELECT count(*) FROM task WHERE state IN ('claimed', 'paused') AND EXISTS (
                WITH RECURSIVE stands (key) AS (
                    SELECT task.key UNION
                    SELECT before.key FROM task AS before JOIN stands
                    ON before.successor = stands.key WHERE before.successor IS NOT NULL
                )
                SELECT 1 FROM stands JOIN run_slice ON run_slice.task = stands.key
                WHERE run_slice.run = \(name.text)
            )
            """
        ) { try $0.int64(0) } ?? 0
    }

    /// What the tasks of a run have used so far, as agents' programs have reported it.
    package func usage(of name: RunName) throws -> TokenUsage {
        try transaction.first(
            "WITH RECURSIVE " + Self.members(of: name) + """
                SELECT coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
                    coalesce(sum(cache_read_tokens), 0), coalesce(sum(cache_write_tokens), 0),
                    coalesce(sum(cost_nanos), 0)
                FROM usage WHERE task IN (SELECT key FROM member)
                """
        ) { row in
            var usage = TokenUsage()
            usage.input = try row.int64(0)
            usage.output = try row.int64(1)
            usage.cacheRead = try row.int64(2)
            usage.cacheWrite = try row.int64(3)
            usage.costNanos = try row.int64(4)
            return usage
        } ?? TokenUsage()
    }

    /// The task of a slice with what a status shows of it.
    package struct Standing: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let state: TaskState.Name
        /// Who has it in hand: its holder, the worker whose delivery waits or is to be mended.
        package let holder: AgentID?
        package let attempts: Int64
        package let size: TaskSize?
        /// Whether a review of it is open.
        package let isReviewed: Bool
        package let successor: TaskKey?
    }

    /// Where the tasks of a run's slices stand, in their order; those that are not made are left
    /// out.
    package func standings(of name: RunName) throws -> [Standing] {
        try transaction.query(
            """
            SELECT task.key, task.title, task.state,
                CASE WHEN task.state IN ('claimed', 'paused', 'delivered', 'rework')
                    THEN task.agent END,
                task.attempts, substr(packet.text, 1, 4000), task.successor,
                EXISTS (
                    SELECT 1 FROM review WHERE review.task = task.key AND review.state = 'open'
                )
            FROM run_slice JOIN task ON task.key = run_slice.task
            LEFT JOIN packet ON packet.task = task.key AND packet.revision = task.packet_revision
                AND task.state NOT IN ('accepted', 'cancelled', 'superseded')
            WHERE run_slice.run = \(name.text) ORDER BY run_slice.position
            """
        ) { row in
            Standing(
                task: try row.name(0),
                title: try row.text(1),
                state: try row.choice(2, of: "task"),
                holder: try row.optionalName(3),
                attempts: try row.int64(4),
                size: try row.optionalText(5).flatMap(TaskSize.init(inPacket:)),
                isReviewed: try row.bool(7),
                successor: try row.optionalName(6)
            )
        }
    }

    /// What the tasks of a run's slices wait for now, each with where that stands.
    package func dependencies(
        of name: RunName
    ) throws -> [(task: TaskKey, on: TaskKey, state: TaskState.Name)] {
        try transaction.query(
            """
            SELECT dependency.task, dependency.on_task, other.state
            FROM run_slice JOIN dependency ON dependency.task = run_slice.task
            JOIN task AS other ON other.key = dependency.on_task
            WHERE run_slice.run = \(name.text) ORDER BY run_slice.position, other.born
            """
        ) { (try $0.name(0), try $0.name(1), try $0.choice(2, of: "task")) }
    }

    /// The run that a task is a slice of, itself or as what was put into its place, also where that
    /// is over.
    package func runOfSlice(_ task: TaskKey) throws -> RunName? {
        try transaction.first(
            "WITH RECURSIVE " + Self.standsFor(task) + """
                SELECT run.name FROM stands JOIN run_slice ON run_slice.task = stands.key
                JOIN run ON run.name = run_slice.run
                WHERE run.started_at IS NOT NULL LIMIT 1
                """
        ) { try $0.name(0) }
    }

    /// The commits that were accepted for a run's tasks, in the order in which they were.
    package func acceptedCommits(of name: RunName) throws -> [String] {
        try transaction.query(
            "WITH RECURSIVE " + Self.members(of: name) + """
                SELECT commit_id FROM delivery
                WHERE outcome = 'accepted' AND task IN (SELECT key FROM member)
                ORDER BY decided_at, id
                """
        ) { try $0.text(0) }
    }

    /// A task and all in whose place it stands, as `stands`.
    static func standsFor(_ task: TaskKey) -> SQL {
        """
        stands (key) AS (
            SELECT \(task.text) UNION
            SELECT task.key FROM task JOIN stands ON task.successor = stands.key
            WHERE task.successor IS NOT NULL
        )

        """
    }

    /// The tasks of a run's slices and what was put into their places, as `member`.
    static func members(of name: RunName) -> SQL {
        """
        member (key) AS (
            SELECT task FROM run_slice WHERE run = \(name.text) UNION
            SELECT task.successor FROM task JOIN member ON task.key = member.key
            WHERE task.successor IS NOT NULL
        )

        """
    }
}
