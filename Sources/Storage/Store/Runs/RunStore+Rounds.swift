import Model
import SQLKit

// The rounds of runs' review slices.
extension RunStore {
    /// The rounds of a run that have ended, in their order.
    func rounds(of name: RunName) throws -> [RunRound] {
        let fixes = try transaction.query(
            "SELECT " + Self.sliceColumns + """
                , review, round FROM run_slice
                WHERE run = \(name.text) AND round IS NOT NULL ORDER BY position
                """
        ) { row in
            (slice: try Self.slice(row), review: try row.text(9), round: try row.int64(10))
        }
        return try transaction.query(
            "SELECT slice, round FROM run_round WHERE run = \(name.text) ORDER BY place"
        ) { row in
            let (slice, number) = (try row.text(0), try row.int64(1))
            return RunRound(
                slice: TaskKey(trusted: slice),
                number: number,
                fixes: fixes.filter { $0.review == slice && $0.round == number }.map(\.slice)
            )
        }
    }

    /// The slice that a task is, itself or as what was put into its place, of a run that runs or is
    /// paused.
    package func slice(of task: TaskKey) throws -> (run: RunName, slice: RunSlice)? {
        try transaction.first(
            "WITH RECURSIVE " + Self.standsFor(task) + "SELECT " + Self.sliceColumns + """
                , run.name FROM stands JOIN run_slice ON run_slice.task = stands.key
                JOIN run ON run.name = run_slice.run
                WHERE run.state IN ('running', 'paused') LIMIT 1
                """
        ) { (try $0.name(9), try Self.slice($0)) }
    }

    func fold(_ round: RunRound, of name: RunName, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO run_round (run, slice, round, place, ended_at, launches)
            VALUES (\(name.text), \(round.slice.text), \(round.number), \(event.sequence),
                \(event.time.milliseconds), \(sql: Self.launchesSoFar(of: name)))
            """
        )
        let first =
            try transaction.first(
                "SELECT 1 + max(position) FROM run_slice WHERE run = \(name.text)"
            ) { try $0.int64(0) } ?? 0
        for (index, slice) in round.fixes.enumerated() {
            try insert(slice, of: name, at: first + Int64(index), for: round)
        }
    }

    func insert(
        _ slice: RunSlice,
        of name: RunName,
        at position: Int64,
        for round: RunRound? = nil
    ) throws {
        _ = try transaction.run(
            """
            INSERT INTO run_slice (run, position, task, stage, owner, backups, waits, gates, kind,
                mends, artifacts, review, round)
            VALUES (\(name.text), \(position), \(slice.task.text), \(slice.stage.text),
                \(slice.owner.text), \(stored(slice.backups.map(\.text))),
                \(stored(slice.waits.map(\.text))), \(stored(slice.gates.map(\.text))),
                \(slice.kind.rawValue), \(stored(slice.mends.map(\.text))),
                \(stored(slice.artifacts)), \(round?.slice.text), \(round?.number))
            """
        )
    }
}

extension RunStore {
    /// What an agent has used for a task of a run.
    package struct Usage: Hashable, Sendable {
        package let task: TaskKey
        package let agent: AgentID
        package let usage: TokenUsage
    }

    /// What each agent has used for each task of a run, in the order of the tasks.
    package func usages(of name: RunName) throws -> [Usage] {
        try transaction.query(
            "WITH RECURSIVE " + Self.members(of: name) + """
                SELECT usage.task, usage.agent, sum(input_tokens), sum(output_tokens),
                    sum(cache_read_tokens), sum(cache_write_tokens), sum(cost_nanos)
                FROM usage JOIN task ON task.key = usage.task
                WHERE usage.task IN (SELECT key FROM member)
                GROUP BY task.born, usage.task, usage.agent
                ORDER BY task.born, usage.task, usage.agent
                """
        ) { row in
            var usage = TokenUsage()
            usage.input = try row.int64(2)
            usage.output = try row.int64(3)
            usage.cacheRead = try row.int64(4)
            usage.cacheWrite = try row.int64(5)
            usage.costNanos = try row.int64(6)
            return Usage(task: try row.name(0), agent: try row.name(1), usage: usage)
        }
    }
}
