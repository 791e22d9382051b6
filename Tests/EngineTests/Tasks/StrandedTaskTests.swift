import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("A task that waits for one that was cancelled")
struct StrandedTaskTests {
    private static let (first, second) = (TaskKey(trusted: "P-1"), TaskKey(trusted: "P-2"))

    private func cancel(in workspace: TestWorkspace) async throws -> [String] {
        try await workspace.task("P-1")
        try await workspace.task("P-2", dependsOn: ["P-1"])
        return try await workspace.change {
            try $0.tasks.cancel(Self.first, because: "not needed")
        }
    }

    @Test("Who cancels is told what to do, and the others who plan get one message")
    func tells() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            let ada = try await workspace.session(of: "ada")
            let advice = try await cancel(in: workspace)
            #expect(advice.count == 1)
            #expect(advice[0].contains("P-2 waits for P-1 for ever"))
            #expect(advice[0].contains("`worklead task undepend P-2 P-1`"))
            let told = try workspace.read { view in
                try view.messages.inbox(of: lea.agent, unreadOnly: true, limit: 9)
                    .map(\.stored.message)
            }
            #expect(told.map(\.subject) == ["P-1 is cancelled, and 1 task waits for it"])
            #expect(told.first?.body == "- P-2 goes on after `worklead task undepend P-2 P-1`")
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 0)
        }
    }

    @Test("To cancel what nobody waits for tells nobody")
    func quiet() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            try await workspace.task("P-1")
            try await workspace.task("P-2", dependsOn: ["P-1"])
            try await workspace.change { try $0.tasks.cancel(Self.second, because: "no") }
            let advice = try await workspace.change {
                try $0.tasks.cancel(Self.first, because: "no")
            }
            #expect(advice.isEmpty)
            #expect(try workspace.read { try $0.messages.unreadCount(of: lea.agent) } == 0)
        }
    }

    @Test("A claim and the search for work say so, and the remedy lets it go on")
    func saysSo() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await cancel(in: workspace)
            let waits = TaskError.waiting(
                Self.second,
                for: [Self.first],
                cancelled: [Self.first]
            )
            #expect(waits.message == "P-2 waits for P-1, and for ever: P-1 was cancelled.")
            #expect(waits.hint?.contains("worklead task undepend P-2 P-1") == true)
            await #expect(throws: waits) { try await workspace.claim(Self.second, as: ada) }
            let nothing = NothingReadyError(
                waiting: 1,
                stranded: StrandedTask(task: Self.second, on: Self.first)
            )
            #expect(nothing.message.contains("1 task waits for others, P-2 for P-1"))
            await #expect(throws: nothing) {
                try await workspace.change(as: ada) {
                    _ = try $0.claims.claimNext(in: nil, for: .seconds(60))
                }
            }
            let page = try workspace.read { try Board(in: $0).page }
            #expect(
                page.rows("Waiting for what was cancelled") == [
                    ["P-2", "P-1", "worklead task undepend P-2 P-1"]
                ]
            )
            let found = try workspace.read { try Readiness(of: nil, specs: [], in: $0) }
            #expect(found.blockers.map(\.command) == ["task undepend P-2 P-1"])
            try await workspace.change {
                try $0.tasks.removeDependency(of: Self.second, on: Self.first)
            }
            #expect(try workspace.read { try $0.tasks.stranded(limit: 9) } == [])
            try await workspace.claim(Self.second, as: ada)
        }
    }

    @Test("What was superseded leaves nobody waiting")
    func superseded() async throws {
        try await TestWorkspace.with { workspace in
            try await workspace.task("P-1")
            try await workspace.task("P-2", dependsOn: ["P-1"])
            let heir = try await workspace.task("P-3")
            try await workspace.change { try $0.tasks.supersede(Self.first, by: heir) }
            #expect(try workspace.read { try $0.tasks.stranded(limit: 9) } == [])
        }
    }
}
