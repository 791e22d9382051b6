import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Tasks that are final")
struct FinalTaskTests {
    /// A way for a task to become final.
    enum End: String, CaseIterable, Sendable {
        case accepted, cancelled, superseded

        func happen(to key: TaskKey, in change: Change) throws {
            switch self {
            case .accepted: _ = try change.verdicts.accept(key, waivedGaps: nil, note: nil)
            case .cancelled: try change.tasks.cancel(key, because: "enough")
            case .superseded: try change.tasks.supersede(key, by: TaskKey(trusted: "P-2"))
            }
        }
    }

    private struct Stop: Error {}

    /// A claimed task, or for an acceptance a delivered one with its replay, ready to be ended.
    private func prepared(
        _ end: End,
        _ body: (TestWorkspace, TaskKey, TestSession) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await workspace.task("P-2", isReady: false)
            try await workspace.claim(key, as: ada)
            if end == .accepted {
                let delivery = try await workspace.deliver(key, as: ada)
                let vera = try await workspace.session(of: "vera", as: .validator)
                try await workspace.replay(delivery, of: key, as: vera)
            }
            try await body(workspace, key, ada)
        }
    }

    @Test(
        "The end of a task ends its claim and frees its paths, or nothing happens",
        arguments: End.allCases
    )
    func freesEverything(_ end: End) async throws {
        try await prepared(end) { workspace, key, _ in
            let brian = try await workspace.session(of: "brian")
            let other = try await workspace.task("P-3", paths: ["src/a.swift"])
            func running() throws -> Int {
                try workspace.read { try $0.claims.claims(on: key).count { $0.endedAt == nil } }
            }
            let before = try running()
            #expect(before == (end == .accepted ? 0 : 1))
            await #expect(throws: Stop.self) {
                try await workspace.change { change in
                    try end.happen(to: key, in: change)
                    #expect(try change.view.claims.claims(on: key).allSatisfy { $0.endedAt != nil })
                    throw Stop()
                }
            }
            #expect(try running() == before)
            #expect(try !workspace.task(key).state.name.isFinal)
            try await workspace.change { try end.happen(to: key, in: $0) }
            #expect(try workspace.task(key).state.name.rawValue == end.rawValue)
            #expect(try running() == 0)
            try await workspace.claim(other, as: brian)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test(
        "A final task is neither offered nor taken up again, by whatever way",
        arguments: End.allCases
    )
    func staysFinal(_ end: End) async throws {
        try await prepared(end) { workspace, key, ada in
            try await workspace.change { try end.happen(to: key, in: $0) }
            let brian = try await workspace.session(of: "brian")
            let head = try workspace.read { try $0.ledger.head() }
            let finished = TaskError.finished(key, try workspace.task(key).state.name)
            for session in [ada, brian] {
                let next = try workspace.read(as: session) { try $0.next(in: nil, limit: 9) }
                #expect(next.isEmpty)
                await #expect(throws: finished) { try await workspace.claim(key, as: session) }
            }
            await #expect(throws: finished) {
                try await workspace.deliver(key, as: ada, commit: "c2")
            }
            await #expect(throws: finished) {
                try await workspace.change(as: ada) {
                    _ = try $0.claims.renew(key, under: nil, for: .seconds(60))
                }
            }
            let openings: [@Sendable (Change) throws -> Void] = [
                { try $0.tasks.makeDraft(key) }, { try $0.tasks.unblock(key) },
                { try $0.tasks.unpark(key) }, { try $0.claims.release(key, under: nil, note: nil) },
                { try $0.tasks.cancel(key, because: "again") },
            ]
            for opening in openings {
                await #expect(throws: finished) { try await workspace.change(opening) }
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }
}
