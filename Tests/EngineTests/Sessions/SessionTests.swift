import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Sessions")
struct SessionTests {
    @Test("A session that holds tasks ends only when it gives them back")
    func endsWithHeldTasks() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: ada)
            await #expect(throws: SessionHoldsError(session: ada.id, tasks: [key])) {
                try await workspace.change(as: ada) {
                    _ = try $0.sessions.end(releasing: false, because: nil)
                }
            }
            let released = try await workspace.change(as: ada) {
                try $0.sessions.end(releasing: true, because: "done")
            }
            #expect(released == [key])
            #expect(try workspace.task(key).state == .ready)
        }
    }

    @Test("A session that is ended from outside gives back what it holds, and is ended once")
    func revokes() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: ada)
            let revoke: @Sendable (Change) throws -> Void = { change in
                let session = try #require(try change.view.sessions.session(ada.id))
                try change.sessions.revoke(session, because: "lost")
            }
            try await workspace.change(revoke)
            #expect(try workspace.task(key).state == .ready)
            await #expect(throws: SessionError.ended(ada.id, ada.agent)) {
                try await workspace.change(revoke)
            }
        }
    }

    @Test("A worktree is bound to one agent at a time; its own agent starts anew in it")
    func worktreeIsBound() async throws {
        try await TestWorkspace.with { workspace in
            let first = try await workspace.session(of: "ada", in: "/w")
            await #expect(
                throws: SessionError.bound(worktree: "/w", to: first.agent, first.id)
            ) { _ = try await workspace.session(of: "brian", in: "/w") }
            let second = try await workspace.session(of: "ada", in: "/w")
            #expect(try workspace.read { try $0.sessions.session(first.id)?.isLive } == false)
            #expect(try workspace.read { try $0.sessions.live(in: "/w")?.id } == second.id)
        }
    }

    @Test("A beat renews what the session holds, and not what another session of the agent holds")
    func beatRenewsItsOwn() async throws {
        try await TestWorkspace.with { workspace in
            let one = try await workspace.session(of: "ada")
            let two = try await workspace.session(of: "ada")
            let mine = try await workspace.task("P-1")
            let other = try await workspace.task("P-2")
            try await workspace.claim(mine, as: one)
            try await workspace.claim(other, as: two)
            let renewed = try await workspace.change(as: one) {
                try $0.sessions.beat(note: nil, lease: .seconds(600))
            }
            #expect(renewed == [mine])
        }
    }

    @Test("After a crash the same agent takes its task over in a new session, under a new fence")
    func takesOverItsOwn() async throws {
        try await TestWorkspace.with { workspace in
            let first = try await workspace.session(of: "ada", in: "/w")
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: first)
            let second = try await workspace.session(of: "ada", in: "/w")
            let again = try await workspace.claim(key, as: second)
            #expect(again.hold.fence == Fence(2))
            #expect(again.hold.session == second.id)
        }
    }
}
