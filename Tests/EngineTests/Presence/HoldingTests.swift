import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What tells how an agent stands")
struct HoldingTests {
    @Test("It holds what it claimed since then, and what it paused since it was paused")
    func holdsSince() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let keys = ["P-1", "P-2", "P-3"]
            for key in keys { _ = try await workspace.task(key) }
            let start = workspace.time.now()
            for key in keys {
                let key = TaskKey(trusted: key)
                try await workspace.claim(key, as: ada, lease: .seconds(3600))
                workspace.time.advance(by: .seconds(60))
            }
            try await workspace.change(as: ada) {
                try $0.claims.pause(TaskKey(trusted: "P-1"), under: nil, because: "lunch")
                // A lease that is renewed is held no less long.
                _ = try $0.sessions.beat(note: nil, lease: .seconds(7200))
            }
            let holds = try workspace.read {
                try $0.tasks.holdings(of: ada.agent)[ada.agent] ?? []
            }
            #expect(holds.map(\.task.text) == ["P-2", "P-3", "P-1"])
            #expect(holds.map(\.since) == [60, 120, 180].map { start + .seconds($0) })
            #expect(holds.map { $0.leaseEnd != nil } == [true, true, false])
            let standing = try workspace.read { view in
                try view.presences(.standard).first { $0.agent.id == ada.agent }
            }
            #expect(standing?.evidence.holds == holds)
        }
    }

    @Test("It waits for the verdict on its oldest task that was handed in")
    func waitsForOldest() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            for key in ["P-2", "P-1"] { _ = try await workspace.task(key) }
            for key in ["P-1", "P-2"] {
                let key = TaskKey(trusted: key)
                try await workspace.claim(key, as: ada)
                _ = try await workspace.deliver(key, as: ada)
                workspace.time.advance(by: .seconds(1))
            }
            let handedIn = workspace.time.now() + .seconds(-1)
            let standing = try workspace.read { view in
                try view.presences(.standard).first { $0.agent.id == ada.agent }
            }
            let oldest = TaskKey(trusted: "P-2")
            #expect(standing?.evidence.wait == .verdict(on: oldest, since: handedIn))
        }
    }
}
