import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Stale claims")
struct ReclaimingTests {
    private func reclaim(
        _ claim: StaleClaim,
        in workspace: TestWorkspace
    ) async throws -> ClaimEngine.Reclaimed? {
        try await workspace.change { try $0.claims.reclaim(claim, leaving: nil) }
    }

    @Test("A claim is stale once its lease has ended for so long, and not before")
    func grace() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            let grace = Duration.seconds(100)
            workspace.time.advance(by: .seconds(159))
            #expect(try workspace.read { try $0.staleClaims(after: grace) }.isEmpty)
            workspace.time.advance(by: .seconds(1))
            #expect(try workspace.read { try $0.staleClaims(after: grace) }.map(\.task) == [key])
        }
    }

    @Test("It is given back, its holder and those who plan are told, and another may take it")
    func givesBack() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            #expect(throws: TaskError.self) {
                _ = try workspace.read { try $0.endedClaim(of: key) }
            }
            workspace.time.advance(by: .seconds(60))
            let claim = try workspace.read { try $0.endedClaim(of: key) }
            let reclaimed = try #require(try await reclaim(claim, in: workspace))
            #expect(try workspace.task(key).state == .ready)
            let id = try #require(reclaimed.message)
            let entries = try workspace.read { try $0.messages.entries(of: id) }
            #expect(entries.map(\.recipient) == [ada.agent, lea.agent])
            let bea = try await workspace.session(of: "bea")
            let next = try await workspace.claim(key, as: bea)
            #expect(next.hold.fence == Fence(2))
        }
    }

    @Test("Who came back keeps the task, and who took it over too")
    func cameBack() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            workspace.time.advance(by: .seconds(60))
            let claim = try workspace.read { try $0.endedClaim(of: key) }
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: nil, lease: .seconds(60))
            }
            #expect(try await reclaim(claim, in: workspace) == nil)
            #expect(try workspace.task(key).hold?.agent == ada.agent)
            workspace.time.advance(by: .seconds(60))
            let bea = try await workspace.session(of: "bea")
            try await workspace.claim(key, as: bea)
            #expect(try await reclaim(claim, in: workspace) == nil)
            #expect(try workspace.task(key).hold?.agent == bea.agent)
        }
    }

    @Test("What is uncommitted in the worktree is kept before, and said where")
    func keepsWork() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            let places = WorktreePlaces(root: "/worktrees")
            let mine = WorktreeKeeper(
                engine: workspace.engine,
                request: ChangeRequest(caller: ada.caller),
                places: places
            )
            let prepared = try #require(try await mine.prepare(key))
            workspace.checkouts.edit {
                $0.uncommitted[prepared.worktree.plan.path] = ["notes.txt"]
            }
            workspace.time.advance(by: .seconds(60))
            let claim = try workspace.read { try $0.endedClaim(of: key) }
            let keeper = WorktreeKeeper(
                engine: workspace.engine,
                request: ChangeRequest(caller: workspace.founder.caller),
                places: places
            )
            let handoff = try #require(try await keeper.keep(claim))
            #expect(handoff.parkedCommit != nil)
            #expect(handoff.claim.agent == ada.agent)
            let worktree = try workspace.read { try $0.worktrees.worktrees(of: key).first }
            #expect(worktree?.parkedCommit == handoff.parkedCommit)
        }
    }
}
