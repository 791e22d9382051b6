import Engine
import Model
import SQLKit
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("What was said and found before there were tables for it")
struct SessionLoopSchemaTests {
    @Test("A store of the schema before has after its migration what its ledger says")
    func readsOnceMore() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            for (session, path) in [(ada, "one"), (bea, "two")] {
                let found = Leftover(
                    owner: AgentID(trusted: "cy"),
                    worktree: "/w",
                    branch: nil,
                    head: "c1",
                    paths: ["src/\(path) é\"\\"]
                )
                let subject = Subject(.session, session.id.text)
                try await workspace.change(as: session) { change in
                    try change.record(SessionEvent.leftoverFound(found).fact, on: subject)
                    _ = try change.sessions.beat(note: "at \(path)", lease: .seconds(60))
                    _ = try change.sessions.beat(note: "at \(path) still", lease: .seconds(60))
                }
            }
            // The step alone: those after it have been taken.
            let step = try #require(Schema.migrations.first { $0.name == "the session loop" })
            try workspace.database.changeSchema { transaction in
                for table in ["beat", "leftover"] {
                    try transaction.run(SQL(text: "DROP TABLE \(table)"))
                }
                for statement in step.statements { try transaction.run(statement) }
            }
            #expect(try workspace.verification().difference == nil)
            let open = try workspace.read { try $0.sessions.leftovers() }
            #expect(open.map(\.session) == [bea.id])
        }
    }
}
