import Engine
import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("The schema")
struct SchemaTests {
    @Test("Each table but the ledger and the moves is compared with the ledger")
    func allTablesAreFolds() throws {
        let database = try SQLiteDatabase.temporary()
        defer { database.close() }
        _ = try Schema.migrator.migrate(database)
        let tables = try database.read { transaction in
            try transaction.query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ) { try $0.text(0) }
        }
        // The index of words is compared by the words in it, whatever its own tables have.
        let others = [
            "event", "task_move", "memory_text", "memory_text_config", "memory_text_data",
            "memory_text_idx",
        ]
        #expect(Set(tables) == Set(FoldedTables.all.map(\.name)).union(others))
    }

    @Test("A store that is at the newest schema is left as it is")
    func migratesOnce() throws {
        let database = try SQLiteDatabase.temporary()
        defer { database.close() }
        let first = try Schema.migrator.migrate(database)
        let again = try Schema.migrator.migrate(database)
        #expect(first.from == 0)
        #expect(first.to == Schema.migrations.count)
        #expect(again.from == again.to)
        #expect(again.to == first.to)
        #expect(again.backup == nil)
    }

    @Test("A store of each earlier schema is brought to the newest, and nothing of it is lost")
    func migratesEarlierStores() async throws {
        try await StockedWorkspace.with { stocked in
            let workspace = stocked.workspace
            let head = try workspace.read { try $0.ledger.head() }
            let worked = try workspace.read { try $0.ledger.lastWork(of: stocked.ada.agent) }
            #expect(worked != nil)
            // What later schemas added is taken away again.
            try workspace.database.changeSchema { transaction in
                try transaction.run("DROP TRIGGER packet_locked_stays")
                for trigger in [
                    "task_claimed_when_decided", "message_directive_has_pointer", "message_stays",
                    "task_reviews_closed",
                ] {
                    try transaction.run(SQL(text: "DROP TRIGGER \(trigger)"))
                }
                for index in [
                    "message_directive", "message_nudge", "task_next_in_lane", "event_of_blocking",
                    "event_of_verdict", "message_of_task",
                ] {
                    try transaction.run(SQL(text: "DROP INDEX \(index)"))
                }
                try transaction.run("ALTER TABLE message DROP COLUMN pointer")
                for table in [
                    "alert", "session_note", "usage", "gate_result", "gate_run", "pin",
                    "bundle_file", "bundle", "packet_variant", "packet_lock", "waiver", "phase",
                    "spec_task", "spec_evidence", "spec_clause", "spec", "supply",
                    "finding", "review_author", "review",
                    "plan_link", "plan_step", "plan",
                    "wave_file", "wave", "window_bundle", "window_lane",
                    "run_launch", "run_question", "run_round", "run_slice", "run",
                    "merge_queue",
                    "followup_evidence", "followup",
                    "decision_evidence", "decision_task", "decision_option", "decision",
                    "link",
                    "imported",
                    "memory_word", "memory_text", "memory",
                    "beat", "leftover",
                ] {
                    try transaction.run(SQL(text: "DROP TABLE \(table)"))
                }
                for trigger in ["held_in_open", "urgent_not_held", "held_not_undone"] {
                    try transaction.run(SQL(text: "DROP TRIGGER inbox_\(trigger)"))
                }
                for index in ["inbox_held", "inbox_held_now"] {
                    try transaction.run(SQL(text: "DROP INDEX \(index)"))
                }
                for column in ["excuse", "excused_at", "shown", "digest", "held_in"] {
                    try transaction.run(SQL(text: "ALTER TABLE inbox DROP COLUMN \(column)"))
                }
                try transaction.run("DROP TABLE work_window")
                for column in ["packet_revision", "packet_digest"] {
                    try transaction.run(SQL(text: "ALTER TABLE replay DROP COLUMN \(column)"))
                }
                for index in [
                    "event_work_by_actor", "session_last_of_agent", "session_last_in_worktree",
                    "message_by_kind", "delivery_by_decision",
                    "delivery_by_time",
                    "message_asking", "event_of_timeline", "event_by_id", "task_successor",
                    "claim_by_end", "claim_by_agent",
                ] {
                    try transaction.run(SQL(text: "DROP INDEX \(index)"))
                }
                try workspace.database.mark(
                    applicationID: Schema.applicationID,
                    number: 1,
                    in: transaction
                )
            }
            let report = try Schema.migrator.migrate(workspace.database)
            #expect(report.from == 1 && report.to == Schema.migrations.count)
            #expect(report.backup != nil)
            #expect(try workspace.read { try $0.ledger.head() } == head)
            #expect(
                try workspace.read { try $0.ledger.lastWork(of: stocked.ada.agent) } == worked
            )
            // Tables that the newer schema has are filled from the ledger.
            _ = try workspace.database.write { try LedgerRebuild($0).run() }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("The index of the timeline lists what a timeline tells")
    func timelineIndex() async throws {
        try await TestWorkspace.with { workspace in
            let text = try workspace.read { view in
                try view.transaction.first(
                    "SELECT sql FROM sqlite_master WHERE name = 'event_of_timeline'"
                ) { try $0.text(0) } ?? ""
            }
            let listed = text.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
                .map { String($0.element) }
            #expect(listed == Timeline.types)
        }
    }

    @Test("What comes next is found by its index, without putting all that is ready in order")
    func nextIndex() async throws {
        try await TestWorkspace.with { workspace in
            func plan(_ condition: String) throws -> [String] {
                try workspace.read { view in
                    try view.transaction.query(
                        SQL(
                            text: "EXPLAIN QUERY PLAN SELECT title FROM task WHERE state = 'ready' "
                                + "AND open_dependencies = 0 \(condition) "
                                + "ORDER BY priority, born LIMIT 3"
                        )
                    ) { try $0.text(3) }
                }
            }
            let all = try plan("")
            #expect(all == ["SEARCH task USING INDEX task_next (state=?)"])
            let lane = try plan("AND lane IS 'core'")
            #expect(lane == ["SEARCH task USING INDEX task_next_in_lane (lane=?)"])
        }
    }

    @Test("The index of work lists what counts as work, and is used to find the last of it")
    func workIndex() async throws {
        try await TestWorkspace.with { workspace in
            let text = try workspace.read { view in
                try view.transaction.first(
                    "SELECT sql FROM sqlite_master WHERE name = 'event_work_by_actor'"
                ) { try $0.text(0) } ?? ""
            }
            let listed = text.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
                .map { String($0.element) }
            #expect(listed == Work.types)
            let condition = try #require(text.split(separator: "WHERE ").last.map(String.init))
            let plan = try workspace.read { view in
                try view.transaction.query(
                    SQL(
                        text: "EXPLAIN QUERY PLAN SELECT time FROM event WHERE actor = 'ada' AND "
                            + condition + " ORDER BY sequence DESC LIMIT 1"
                    )
                ) { try $0.text(3) }
            }
            #expect(plan.contains { $0.contains("event_work_by_actor") }, "\(plan)")
        }
    }
}
