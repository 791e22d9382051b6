import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Nudges")
struct NudgeTests {
    @Test("An agent is nudged once in a while, whoever asks and whatever the clock does")
    func rateLimited() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let nudge: (TestSession) async throws -> Message = { session in
                try await workspace.change(as: session) {
                    try $0.presence.nudge(ada.agent, because: "T-7 waits for you.").message
                }
            }
            let first = try await nudge(workspace.founder)
            #expect(first.kind == .nudge && first.acknowledgeBy != nil)
            workspace.time.advance(by: PresenceEngine.nudgeInterval - .milliseconds(1))
            await #expect(throws: AgentError.self) { _ = try await nudge(brian) }
            workspace.time.advance(by: .milliseconds(1))
            _ = try await nudge(brian)
            workspace.time.set(to: workspace.time.now() + .seconds(-86_400))
            _ = try await nudge(workspace.founder)
            let inbox = try workspace.read { view in
                try view.messages.inbox(of: ada.agent, unreadOnly: true, limit: 9)
            }
            #expect(inbox.count == 3)
        }
    }

    @Test("Nobody who is retired or unknown is nudged, and no secret is sent")
    func refusals() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            for name in ["ada", "nobody"] {
                await #expect(throws: AgentError.self) {
                    try await workspace.change {
                        _ = try $0.presence.nudge(AgentID(trusted: name), because: "x")
                    }
                }
            }
        }
    }
}
