import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Events that are watched together")
struct EventPresetTests {
    private func types(
        _ preset: EventPreset,
        limit: Int = 1000,
        _ workspace: TestWorkspace
    ) throws -> [String] {
        try workspace.read { view in
            try view.ledger.events(EventFilter(types: preset.types), limit: limit)
                .map(\.fact.type)
        }
    }

    @Test("A preset filters before the limit counts, and leaves signs of life out")
    func filters() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            try await workspace.change { try $0.tasks.block(key, because: "no key") }
            for _ in 1...20 {
                try await workspace.change(as: ada) {
                    _ = try $0.sessions.beat(note: nil, lease: .seconds(60))
                }
            }
            #expect(try types(.quiet, limit: 1, workspace) == ["task.blocked"])
            #expect(try types(.support, limit: 2, workspace) == ["task.claimed", "task.blocked"])
            let followed = try types(.manager, workspace)
            #expect(followed.contains("task.created") && followed.contains("task.blocked"))
            #expect(!followed.contains("session.beaten") && !followed.contains("task.renewed"))
        }
    }

    @Test("What needs somebody is part of what a manager follows")
    func nested() async throws {
        try await TestWorkspace.with { workspace in
            for type in EventPreset.quiet.types + EventPreset.support.types {
                let fits = try workspace.read { view in
                    try EventPreset.manager.types.contains { glob in
                        try view.transaction.first("SELECT \(type) GLOB \(glob)") {
                            try $0.bool(0)
                        } ?? false
                    }
                }
                #expect(fits, "\(type)")
            }
        }
    }
}
