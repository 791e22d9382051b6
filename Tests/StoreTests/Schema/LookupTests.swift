import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("What is asked often")
struct LookupTests {
    /// A question with the index that answers it, and what must not have to be done beside.
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let index: String
        var avoids = "SCAN task"
        let ask: @Sendable (any SQLTransaction) throws -> Void
    }

    static let questions = [
        Question(
            testDescription: "how many tasks stand where",
            index: "COVERING INDEX task_by_state",
            avoids: "USE TEMP B-TREE FOR GROUP BY"
        ) { _ = try TaskStore($0).standings() },
        Question(
            testDescription: "how many tasks stand in each state",
            index: "COVERING INDEX task_by_state",
            avoids: "USE TEMP B-TREE"
        ) { _ = try TaskStore($0).counts() },
        Question(testDescription: "how many wait", index: "INDEX task_waiting") {
            _ = try TaskStore($0).waitingCount()
        },
        Question(
            testDescription: "the leases that ended",
            index: "INDEX task_ending (state=? AND until<?)",
            avoids: "USE TEMP B-TREE"
        ) { _ = try TaskStore($0).endedLeases(at: now, limit: 10) },
        Question(
            testDescription: "the next lease that ends",
            index: "COVERING INDEX task_ending (state=? AND until>?)"
        ) { _ = try TaskStore($0).nextEnding(after: now) },
        Question(
            testDescription: "what an agent holds",
            index: "INDEX task_by_agent (agent=? AND state=?)"
        ) { _ = try TaskStore($0).holdings(of: ada) },
        Question(
            testDescription: "what anybody holds",
            index: "INDEX task_by_state (state=?)"
        ) { _ = try TaskStore($0).holdings() },
        Question(
            testDescription: "when agents last worked",
            index: "INDEX event_work_by_actor (actor=?)",
            avoids: "SCAN event"
        ) { _ = try PresenceStore($0).standings(at: now) },
        Question(
            testDescription: "when agents were last heard of",
            index: "INDEX event_by_actor (actor=?)",
            avoids: "SCAN session"
        ) { _ = try PresenceStore($0).standings(of: ada, at: now) },
        Question(
            testDescription: "what agents have asked",
            index: "INDEX message_asking (sender=? AND place>?)",
            avoids: "SCAN message"
        ) { _ = try PresenceStore($0).standings(at: now) },
        Question(
            testDescription: "what agents owe",
            index: "INDEX inbox_unacknowledged (agent=? AND acknowledge_by>?)",
            avoids: "SCAN inbox"
        ) { _ = try PresenceStore($0).standings(at: now) },
        Question(
            testDescription: "the oldest delivery of an agent",
            index: "INDEX task_by_agent (agent=? AND state=?)"
        ) { _ = try PresenceStore($0).standings(at: now) },
        Question(
            testDescription: "what can be claimed in a lane",
            index: "INDEX task_next_in_lane (lane=?)",
            avoids: "USE TEMP B-TREE"
        ) { _ = try TaskStore($0).nextReady(in: LaneKey(trusted: "api")) },
        Question(
            testDescription: "the usual pace of a gate",
            index: "INDEX gate_pace (gate=?)",
            avoids: "USE TEMP B-TREE"
        ) { _ = try GateStore($0).durations(of: GateName(trusted: "lint"), on: .packet) },
        Question(
            testDescription: "what was blocked in a phase",
            index: "INDEX event_of_blocking",
            avoids: "event_by_subject"
        ) { _ = try LedgerStore($0).blockings(inPhase: "P1") },
        Question(
            testDescription: "what could not be merged",
            index: "INDEX merge_queue_refused",
            avoids: "USE TEMP B-TREE"
        ) { _ = try MergeStore($0).refused(limit: 10) },
        Question(
            testDescription: "what is disputed",
            index: "INDEX finding_disputed",
            avoids: "SCAN review"
        ) { _ = try FindingStore($0).disputed(limit: 10) },
        Question(
            testDescription: "runs that wait for a go",
            index: "INDEX run_open",
            avoids: "USE TEMP B-TREE"
        ) { _ = try RunStore($0).waiting() },
        Question(
            testDescription: "gates that refuse",
            index: "SEARCH gate_result USING COVERING INDEX",
            avoids: "SCAN gate_result USING"
        ) { _ = try GateStore($0).failing() },
        Question(
            testDescription: "what was decided since",
            index: "INDEX event_of_verdict (sequence>?)",
            avoids: "SCAN event"
        ) { _ = try LedgerStore($0).verdicts(after: 5) },
        Question(
            testDescription: "where some tasks belong",
            index: "INDEX dependency_by_other (on_task=?)"
        ) { _ = try TaskStore($0).places(of: [TaskKey(trusted: "T-1")]) },
        Question(
            testDescription: "what is blocked",
            index: "INDEX task_by_state (state=?)"
        ) { _ = try TaskStore($0).blocked(limit: 10) },
        Question(
            testDescription: "what ran in a time",
            index: "INDEX claim_by_end",
            avoids: "SCAN claim"
        ) { _ = try ClaimStore($0).held(from: now, to: now, by: nil, limit: 10) },
        Question(
            testDescription: "what an agent held",
            index: "INDEX claim_by_agent (agent=?)",
            avoids: "SCAN claim"
        ) { _ = try ClaimStore($0).held(by: ada, limit: 10) },
        Question(
            testDescription: "how an agent's program was started",
            index: "INDEX run_launch_by_agent (agent=?)",
            avoids: "SCAN run_launch"
        ) { _ = try RunStore($0).launches(by: ada, limit: 10) },
        Question(
            testDescription: "what of a run is in hand",
            index: "INDEX task_by_state (state=?)",
            avoids: "SCAN run_slice"
        ) { _ = try RunStore($0).inHand(run) },
        Question(
            testDescription: "the last launch of an agent for a run",
            index: "INDEX run_launch_last (run=? AND agent=?)",
            avoids: "USE TEMP B-TREE"
        ) { _ = try RunStore($0).lastLaunch(of: ada, in: run) },
        Question(
            testDescription: "the number of a run's last launch",
            index: "run_launch",
            avoids: "SCAN run_launch"
        ) { _ = try RunStore($0).lastNumber(of: run) },
        Question(
            testDescription: "what was said about a task",
            index: "INDEX message_of_task (task=? AND place>?)",
            avoids: "SCAN message"
        ) {
            let search = MessageSearch(task: TaskKey(trusted: "T-1"))
            _ = try MessageStore($0).search(search, limit: 5)
        },
    ]

    private static let run = RunName(trusted: "phase-a")
    private static let now = Timestamp(milliseconds: 1000)
    private static let ada = AgentID(trusted: "ada")

    @Test("Each question finds its index", arguments: questions)
    func findsIndex(_ question: Question) throws {
        let database = try SQLiteDatabase.temporary()
        defer { database.close() }
        _ = try Schema.migrator.migrate(database)
        let plan = try database.read { transaction in
            let explained = ExplainedTransaction(transaction)
            try question.ask(explained)
            return explained.plan
        }
        #expect(plan.contains { $0.contains(question.index) }, "\(plan)")
        #expect(!plan.contains { $0.contains(question.avoids) }, "\(plan)")
    }
}

/// A transaction that takes down how SQLite goes about each question.
private final class ExplainedTransaction: SQLTransaction {
    private let transaction: any SQLTransaction
    private(set) var plan: [String] = []

    init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    func run(_ sql: SQL) throws(SQLError) -> Int { try transaction.run(sql) }

    func each(_ sql: SQL, _ body: (SQLRow) throws -> Bool) throws {
        try transaction.each("EXPLAIN QUERY PLAN " + sql) { row in
            plan.append(try row.text(3))
            return true
        }
        try transaction.each(sql, body)
    }
}
