import Digests
import Model
import SQLKit

// The starts of agents' programs for the slices of runs.
extension RunStore {
    /// A launch as it is kept.
    package struct StoredLaunch: Hashable, Sendable {
        package let launch: RunLaunch
        package let run: RunName
        package let startedAt: Timestamp
        package let endedAt: Timestamp?
        /// How it ended; `nil` while it goes on.
        package let landing: RunLanding?
        /// The conversation that it goes on with.
        package let resumed: String?
    }

    /// The launches of a run, newest first.
    ///
    /// - Parameters:
    ///   - task: Only those of that slice.
    ///   - openOnly: Only those that are not over.
    package func launches(
        of name: RunName,
        task: TaskKey? = nil,
        openOnly: Bool = false,
        limit: Int
    ) throws -> [StoredLaunch] {
        try transaction.query(
            Self.launchSelection + Self.condition(name, task, openOnly)
                + " ORDER BY number DESC LIMIT \(Int64(limit))",
            Self.launch
        )
    }

    /// How many there are.
    package func launchCount(
        of name: RunName,
        task: TaskKey? = nil,
        openOnly: Bool = false
    ) throws -> Int {
        try transaction.first(
            "SELECT count(*) FROM run_launch " + Self.condition(name, task, openOnly)
        ) { Int(try $0.int64(0)) } ?? 0
    }

    /// One launch.
    package func launch(_ number: Int64, of name: RunName) throws -> StoredLaunch? {
        try transaction.first(
            Self.launchSelection + "WHERE run = \(name.text) AND number = \(number)",
            Self.launch
        )
    }

    /// The last launch of an agent for a run.
    package func lastLaunch(of agent: AgentID, in name: RunName) throws -> StoredLaunch? {
        try transaction.first(
            Self.launchSelection + """
                WHERE run = \(name.text) AND agent = \(agent.text)
                ORDER BY number DESC LIMIT 1
                """,
            Self.launch
        )
    }

    /// The launch of a slice that is not over, of any run.
    package func openLaunch(of task: TaskKey) throws -> StoredLaunch? {
        try transaction.first(
            Self.launchSelection + "WHERE task = \(task.text) AND ended_at IS NULL",
            Self.launch
        )
    }

    /// The launch of an agent that is not over, of any run.
    package func openLaunch(of agent: AgentID) throws -> StoredLaunch? {
        try transaction.first(
            Self.launchSelection + "WHERE agent = \(agent.text) AND ended_at IS NULL",
            Self.launch
        )
    }

    /// The launches of an agent, of whatever run, the newest first.
    package func launches(by agent: AgentID, limit: Int) throws -> [StoredLaunch] {
        try transaction.query(
            Self.launchSelection + """
                WHERE agent = \(agent.text)
                ORDER BY started_at DESC, run, number DESC LIMIT \(Int64(limit))
                """,
            Self.launch
        )
    }

    /// How many launches of all runs are not over, and the most that any run in progress may have.
    package func crowd() throws -> (open: Int64, max: Int64) {
        try transaction.first(
            """
            SELECT (SELECT count(*) FROM run_launch WHERE ended_at IS NULL),
                (SELECT coalesce(max(max), 0) FROM run WHERE state = 'running')
            """
        ) { (try $0.int64(0), try $0.int64(1)) } ?? (0, 0)
    }

    /// How many launches of a slice count as attempts: those since a founder last gave it more, and
    /// since it last came back from a round.
    ///
    /// - Parameters:
    ///   - task: The slice's task.
    ///   - slice: The slice, as the run has it.
    package func attempts(
        at task: TaskKey,
        of slice: TaskKey,
        in name: RunName
    ) throws -> Int64 {
        try transaction.first(
            """
            SELECT count(*) FROM run_launch
            WHERE run = \(name.text) AND task = \(task.text) AND number > max(
                coalesce((
                    SELECT max(launches) FROM run_question
                    WHERE run = \(name.text) AND slice = \(slice.text)
                        AND matter = 'attempts' AND state <> 'open'
                ), 0),
                coalesce((
                    SELECT max(launches) FROM run_round
                    WHERE run = \(name.text) AND slice = \(slice.text)
                ), 0)
            ) AND coalesce(outcome, '') NOT IN ('cancelled', 'abandoned')
            """
        ) { try $0.int64(0) } ?? 0
    }

    func fold(_ launch: RunLaunch, of name: RunName, at now: Int64) throws {
        _ = try transaction.run(
            """
            INSERT INTO run_launch (run, number, task, agent, driver, resumes, compacts, packet,
                rules, started_at)
            VALUES (\(name.text), \(launch.number), \(launch.task.text),
                \(launch.agent.text), \(launch.driver.text), \(launch.resumes),
                \(launch.compacts ? 1 : Int64(0)), \(launch.packet),
                \(launch.rules?.description), \(now))
            """
        )
    }

    func fold(_ landing: RunLanding, of name: RunName, at now: Int64) throws {
        _ = try transaction.run(
            """
            UPDATE run_launch SET ended_at = \(now), outcome = \(landing.outcome.rawValue),
                note = \(landing.note), conversation = \(landing.conversation)
            WHERE run = \(name.text) AND number = \(landing.number)
            """
        )
    }

    private static let launchSelection: SQL = """
        SELECT number, task, agent, driver, resumes, run, started_at, ended_at, outcome, note,
            conversation, compacts, packet, rules, (
                SELECT conversation FROM run_launch AS before
                WHERE before.run = run_launch.run AND before.number = run_launch.resumes
            )
        FROM run_launch

        """

    private static func condition(
        _ name: RunName,
        _ task: TaskKey?,
        _ openOnly: Bool
    ) -> SQL {
        var condition: SQL = "WHERE run = \(name.text)"
        if let task { condition = condition + " AND task = \(task.text)" }
        return openOnly ? condition + " AND ended_at IS NULL" : condition
    }

    private static func launch(_ row: SQLRow) throws -> StoredLaunch {
        let number = try row.int64(0)
        let endedAt = try row.optionalMoment(7)
        return StoredLaunch(
            launch: RunLaunch(
                number: number,
                task: try row.name(1),
                agent: try row.name(2),
                driver: try row.name(3),
                resumes: try row.optionalInt64(4),
                compacts: try row.bool(11),
                packet: try row.optionalInt64(12),
                rules: try row.optionalText(13) == nil ? nil : try row.digest(13, of: "run_launch")
            ),
            run: try row.name(5),
            startedAt: try row.moment(6),
            endedAt: endedAt,
            landing: endedAt == nil
                ? nil
                : RunLanding(
                    number: number,
                    outcome: try row.choice(8, of: "run_launch"),
                    note: try row.optionalText(9),
                    conversation: try row.optionalText(10)
                ),
            resumed: try row.optionalText(14)
        )
    }
}
