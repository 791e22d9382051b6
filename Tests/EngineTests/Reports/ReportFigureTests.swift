import Engine
import Model
import ReportKit
import Store
import TestSupport
import Testing

@Suite("Reports agree with the ledger")
struct ReportFigureTests {
    /// Runs a check on what a random history left, with its events.
    private func each(
        _ seed: UInt64,
        _ check: (TestWorkspace, ToldEvents) throws -> Void
    ) async throws {
        try await TestWorkspace.with(seed: seed) { workspace in
            let history = try await RandomHistory(workspace, seed: seed)
            for _ in 0..<3 {
                try await history.run(steps: 150)
                let events = try workspace.read {
                    try $0.ledger.events(EventFilter(after: 0), limit: .max)
                }
                try check(workspace, ToldEvents(events))
            }
        }
    }

    @Test("The board shows each task as its events say", arguments: 1...6)
    func board(_ seed: UInt64) async throws {
        try await each(seed) { workspace, told in
            let board = try workspace.read { try Board(in: $0) }
            let note: Comment = "seed \(seed)"
            #expect(board.rows.count == told.states.count, note)
            for row in board.rows {
                #expect(row.state.rawValue == told.states[row.key.text], note)
                #expect(row.holder?.text == told.holders[row.key.text], note)
            }
            for state in TaskState.Name.allCases {
                let count = told.count(state.rawValue)
                #expect(board.page.fact(state.rawValue) == (count > 0 ? "\(count)" : nil), note)
            }
            let comparison = try workspace.read {
                try BoardComparison(of: board.file, with: board, in: $0)
            }
            #expect(comparison.edits.isEmpty && comparison.drift.isEmpty, note)
        }
    }

    @Test(
        "An old board that nobody touched has no edit, whatever has happened since",
        arguments: 1...4
    )
    func oldBoard(_ seed: UInt64) async throws {
        try await TestWorkspace.with(seed: seed) { workspace in
            let history = try await RandomHistory(workspace, seed: seed)
            try await history.run(steps: 120)
            let old = try workspace.read { try Board(in: $0) }
            try await history.run(steps: 200)
            // As if somebody had touched the file, so that each row is held against its past.
            let file = old.file.replacing("# Task board", with: "# The board", maxReplacements: 1)
            let found = try workspace.read { view in
                try BoardComparison(of: file, with: Board(in: view), in: view)
            }
            let kinds = found.edits.map(\.kind)
            #expect(kinds == [.line], "seed \(seed): \(found.edits.map(\.text))")
        }
    }

    @Test("The coordination report counts what the events say", arguments: 1...6)
    func coordination(_ seed: UInt64) async throws {
        try await each(seed) { workspace, told in
            let page = try workspace.read { try $0.coordinationPage(.standard) }
            let note: Comment = "seed \(seed)"
            let open = told.states.values.count {
                !["accepted", "cancelled", "superseded"].contains($0)
            }
            #expect(page.fact("open tasks") == "\(open)", note)
            #expect(page.fact("accepted") == "\(told.count("accepted"))", note)
            #expect(page.fact("live claims") == "\(told.count("claimed", "paused"))", note)
            let held = Set(told.states.filter { ["claimed", "paused"].contains($0.value) }.keys)
            #expect(Set(page.rows("Live claims").map { $0[0] }) == held, note)
            let waiting = Set(told.states.filter { $0.value == "delivered" }.keys)
            #expect(Set(page.rows("Waiting for a verdict").map { $0[1] }) == waiting, note)
            #expect(page.rows("To be acknowledged").count == min(200, told.owedCount), note)
        }
    }

    @Test("The manager report counts what the events say since the moment", arguments: 1...6)
    func manager(_ seed: UInt64) async throws {
        try await each(seed) { workspace, told in
            for ago in [60, 600, 86_400 * 365] {
                let since = workspace.time.now() + .seconds(-Int64(ago))
                let page = try workspace.read { view in
                    try view.managerPage(Shift(since: since, label: nil, meta: []), .standard)
                }
                let note: Comment = "seed \(seed), \(ago)"
                func verdicts(_ outcome: String) -> Int {
                    told.verdicts.count { $0.at >= since && $0.outcome == outcome }
                }
                let delivered = told.deliveries.count { $0 >= since }
                #expect(page.fact("deliveries") == "\(delivered)", note)
                #expect(page.fact("accepted") == "\(verdicts("accepted"))", note)
                #expect(page.fact("sent back") == "\(verdicts("sent_back"))", note)
                #expect(page.fact("rejected") == "\(verdicts("rejected"))", note)
                #expect(page.rows("Accepted").count == verdicts("accepted"), note)
            }
        }
    }

    @Test(
        "Readiness names every open task once, and each after what it waits for",
        arguments: 1...4
    )
    func readiness(_ seed: UInt64) async throws {
        try await each(seed) { workspace, told in
            let (found, edges) = try workspace.read { view in
                (
                    try Readiness(of: nil, specs: [], in: view),
                    try view.tasks.openDependencies()
                )
            }
            let tasks = found.blockers.filter { $0.kind == "task" }
            let open = told.states.filter {
                !["accepted", "cancelled", "superseded"].contains($0.value)
            }
            #expect(Set(tasks.map(\.subject)) == Set(open.keys), "seed \(seed)")
            #expect(tasks.count == open.count, "seed \(seed)")
            let steps = Dictionary(uniqueKeysWithValues: tasks.map { ($0.subject, $0.order) })
            for edge in edges {
                guard let on = steps[edge.on.text] else { continue }
                #expect((steps[edge.task.text] ?? 0) > on, "seed \(seed): \(edge)")
            }
            #expect(found.blockers.map(\.order) == found.blockers.map(\.order).sorted())
        }
    }

    @Test("The same state at the same moment is the same bytes, in each format")
    func sameBytes() async throws {
        try await TestWorkspace.with(seed: 7) { workspace in
            let history = try await RandomHistory(workspace, seed: 7)
            try await history.run(steps: 300)
            func all() throws -> [String] {
                try workspace.read { view in
                    let shift = Shift(since: .earliest, label: "mid", meta: ["b=2", "a=1"])
                    let pages = [
                        try Board(in: view).page, try view.coordinationPage(.standard),
                        try view.managerPage(shift, .standard),
                        try view.evidencePage(EvidenceFiles()),
                        try view.cleanupPage(idle: .zero),
                        try Readiness(of: nil, specs: [], in: view).page(in: view),
                    ]
                    return pages.flatMap { page in
                        ReportFormat.allCases.map { page.written(as: $0) }
                    }
                }
            }
            let first = try all()
            #expect(first == (try all()))
            #expect(Set(first).count == first.count)
        }
    }
}
