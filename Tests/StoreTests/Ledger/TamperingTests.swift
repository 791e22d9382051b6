import Engine
import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("What was altered behind the ledger's back is found and named")
struct TamperingTests {
    private struct Undone: Error {
        let difference: LedgerDifference?
    }

    /// What a verification finds after a statement that the triggers did not see.
    private func difference(
        after statements: [SQL],
        in workspace: TestWorkspace
    ) throws -> LedgerDifference? {
        let scratch = try SQLiteDatabase.temporary()
        defer { scratch.close() }
        _ = try Schema.migrator.migrate(scratch)
        do {
            return try workspace.database.write { live -> LedgerDifference? in
                try live.run("PRAGMA defer_foreign_keys = ON")
                for statement in statements { try live.run(statement) }
                let found = try scratch.write { try LedgerVerifier(live).verify(rebuildingIn: $0) }
                throw Undone(difference: found.difference)
            }
        } catch let undone as Undone {
            return undone.difference
        }
    }

    private let blinded: [SQL] = [
        "DROP TRIGGER event_never_changes", "DROP TRIGGER event_never_goes",
        "DROP TRIGGER event_has_no_gap",
    ]

    private func names(_ difference: LedgerDifference?, _ sequence: Int64) -> Bool {
        switch difference {
        case .leaf(sequence), .unreadable(sequence, _): true
        case .gap, .leaf, .unreadable, .row, .checkpoint, nil: false
        }
    }

    @Test("Nothing is found where nothing was altered")
    func nothingAltered() async throws {
        try await StockedWorkspace.with { stocked in
            let found = try difference(after: [], in: stocked.workspace)
            #expect(found == nil)
        }
    }

    @Test("Each flipped byte of an event's data and leaf")
    func flippedBytes() async throws {
        try await StockedWorkspace.with { stocked in
            let workspace = stocked.workspace
            let target = try workspace.read { view in
                try view.transaction.first(
                    """
                    SELECT sequence, data, leaf FROM event WHERE type = 'task.claimed' LIMIT 1
                    """
                ) { (sequence: try $0.int64(0), data: try $0.text(1), leaf: try $0.blob(2)) }
            }
            let event = try #require(target)
            let data = Array(event.data.utf8)
            for index in data.indices {
                var flipped = data
                flipped[index] ^= 1
                let text = String(decoding: flipped, as: UTF8.self)
                let found = try difference(
                    after: blinded + [
                        "UPDATE event SET data = \(text) WHERE sequence = \(event.sequence)"
                    ],
                    in: workspace
                )
                #expect(names(found, event.sequence), "byte \(index) of the data: \(text)")
            }
            for index in event.leaf.indices {
                var flipped = event.leaf
                flipped[index] ^= 1
                let found = try difference(
                    after: blinded + [
                        "UPDATE event SET leaf = \(flipped) WHERE sequence = \(event.sequence)"
                    ],
                    in: workspace
                )
                #expect(names(found, event.sequence), "byte \(index) of the leaf")
            }
        }
    }

    @Test(
        "Each altered column of an event",
        arguments: [
            "id = id || 'a'", "time = time + 1", "claimed_time = 1", "actor = 'ada '",
            "session = 'S-99'", "session = NULL", "subject_kind = 'tasj'", "subject_kind = 'agent'",
            "subject = 'other'", "type = 'task.claimee'", "version = 2", "version = 'one'",
            "data = data || ' '", "data = ''", "data = x'00'", "time = 'soon'",
        ]
    )
    func alteredColumns(_ alteration: String) async throws {
        try await StockedWorkspace.with { stocked in
            let sequence = try stocked.workspace.read { view in
                try view.transaction.first(
                    "SELECT max(sequence) FROM event WHERE type = 'task.claimed'"
                ) { try $0.int64(0) } ?? 0
            }
            let statement = SQL(
                text: "UPDATE event SET \(alteration) WHERE sequence = \(sequence)"
            )
            let found = try difference(after: blinded + [statement], in: stocked.workspace)
            #expect(names(found, sequence), "\(alteration): \(String(describing: found))")
        }
    }

    @Test("An event that is gone")
    func eventGone() async throws {
        try await StockedWorkspace.with { stocked in
            let found = try difference(
                after: blinded + ["DELETE FROM event WHERE sequence = 5"],
                in: stocked.workspace
            )
            #expect(found == .gap(expected: 5, found: 6))
        }
    }

    /// For each table, a change that its constraints let pass.
    static let alterations: [String: String] = [
        "workspace": "name = 'other'", "rule": "level = 'block'", "repository": "path = '/else'",
        "lane": "function = 'else'", "agent": "capabilities = '[\"swift\"]'",
        "session": "focus = 'else'", "task": "title = 'Else'", "packet": "text = 'else'",
        "task_scope": "pattern = 'else'", "dependency": "task = 'in-paused'",
        "claim": "claimed_at = claimed_at + 1", "reservation": "pattern = 'else'",
        "waiter": "until = until + 1", "delivery": "report = 'else'", "replay": "grade = 'else'",
        "message": "body = 'else'", "inbox": "note = 'else'", "worktree": "start = 'else'",
        "alert": "reason = 'else'", "session_note": "done = 'else'",
        "usage": "cost_nanos = cost_nanos + 1", "request": "output = '1'",
        "gate_run": "target = 'phase'",
        "gate_result": "figure = 7",
        "bundle": "signer = 'else'", "bundle_file": "bytes = bytes + 1",
        "packet_lock": "signer = 'else'", "packet_variant": "revision = revision + 1",
        "spec": "path = 'else'", "spec_clause": "text = 'else'", "spec_task": "words = 'else'",
        "spec_evidence": "line = line + 1", "phase": "title = 'else'",
        "waiver": "reason = 'else'", "supply": "licence = 'else'",
        "pin": "pinned_at = pinned_at + 1", "counter": "value = value + 1",
        "plan": "summary = 'altered'", "plan_step": "note = 'altered'",
        "plan_link": "target = 'altered'", "link": "target = 'altered'",
        "merge_queue": "base = 'else'",
        "run": "title = 'else'", "run_slice": "stage = 'else'",
        "run_launch": "driver = 'else'",
        "run_round": "ended_at = ended_at + 1", "run_question": "number = 9",
        "wave": "phase = 'else'", "wave_file": "digest = 'zzz'",
        "work_window": "lead = 'vera'", "window_lane": "position = 9",
        "window_bundle": "agent = 'vera'",
        "followup": "text = 'else'", "followup_evidence": "name = 'else'",
        "decision": "text = 'else'", "decision_option": "text = 'else'",
        "decision_task": "task = 'in-paused'", "decision_evidence": "note = 'else'",
        "imported": "summary = 'else'",
        "review": "focus = 'altered'",
        "review_author": "agent = 'nobody'",
        "finding": "text = 'altered', state = 'fixed', "
            + "fix = 'c2', fix_round = 1, decided_by = 'ada'",
        "memory": "retirement = 'else', ended_at = 1",
        "beat": "note = 'else'", "leftover": "note = 'else'",
    ]

    @Test("An index of words that lacks a memory, or has one twice")
    func alteredWords() async throws {
        try await StockedWorkspace.with { stocked in
            let columns = "title, text, tags, files, task, lane"
            let memory = "\(columns) FROM memory WHERE id = 'N-1'"
            for statement in [
                "INSERT INTO memory_text (memory_text, rowid, \(columns)) "
                    + "SELECT 'delete', place, \(memory)",
                "INSERT INTO memory_text (rowid, \(columns)) SELECT place + 100000, \(memory)",
                "INSERT INTO memory_text (memory_text) VALUES ('delete-all')",
            ] {
                let found = try difference(after: [SQL(text: statement)], in: stocked.workspace)
                guard case .row("memory_word", _)? = found else {
                    Issue.record("\(statement): \(String(describing: found))")
                    continue
                }
            }
        }
    }

    @Test(
        "An altered and a lost row of each table",
        arguments: FoldedTables.all.filter { $0.emptying == nil }.map(\.name)
    )
    func alteredRows(_ name: String) async throws {
        let table = try #require(FoldedTables.all.first { $0.name == name })
        let alteration = try #require(Self.alterations[name], "the list lacks \(name)")
        try await StockedWorkspace.with { stocked in
            let columns = table.key.split(separator: ", ")
            let row = try stocked.workspace.read { view in
                try view.transaction.first(
                    SQL(text: "SELECT \(table.key) FROM \(name) ORDER BY \(table.key) LIMIT 1")
                ) { row in try columns.indices.map { try row.value($0) } }
            }
            let values = try #require(row, "\(name) has no row")
            let shown = values.map { value in
                switch value {
                case .integer(let number): String(number)
                case .text(let text): text
                case .null, .real, .blob: "?"
                }
            }
            var place: SQL = " WHERE true"
            for (column, value) in zip(columns, values) {
                place += SQL(text: " AND \(column) = ") + "\(value)"
            }
            let expected = LedgerDifference.row(table: name, key: shown.joined(separator: "/"))
            let altered = try difference(
                after: [SQL(text: "UPDATE \(name) SET \(alteration)") + place],
                in: stocked.workspace
            )
            #expect(altered == expected)
            let lost = try difference(
                after: [SQL(text: "DELETE FROM \(name)") + place],
                in: stocked.workspace
            )
            #expect(lost == expected)
        }
    }
}
