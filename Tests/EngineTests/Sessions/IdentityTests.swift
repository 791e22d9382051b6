import Digests
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Who asks")
struct IdentityTests {
    /// Tries to plan as somebody, and requires that nothing was written.
    private func refused(
        _ caller: Caller,
        expecting expected: String? = nil,
        in workspace: TestWorkspace
    ) async throws -> String? {
        let head = try workspace.read { try $0.ledger.head() }
        var code: String?
        do {
            let request = ChangeRequest(caller: caller, expected: expected)
            _ = try await workspace.engine.change(request, encode: { _ in .null }) {
                try $0.set(.lint, to: .block)
            }
        } catch let error as any Reportable {
            code = error.code
        }
        #expect(try workspace.read { try $0.ledger.head() } == head)
        return code
    }

    @Test("A contradicting, forged, ended, unknown or retired identity writes nothing")
    func refusedIdentities() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            #expect(try await refused(.nobody, in: workspace) == "session.absent")
            #expect(
                try await refused(.nobody, expecting: "ada", in: workspace) == "session.unproven"
            )
            #expect(
                try await refused(ada.caller, expecting: "brian", in: workspace)
                    == "session.contradiction"
            )
            #expect(
                try await refused(.joining(ada.agent), expecting: "brian", in: workspace)
                    == "session.contradiction"
            )
            #expect(
                try await refused(.bearer(ada.id, credential: brian.credential), in: workspace)
                    == "session.forged"
            )
            #expect(
                try await refused(
                    .bearer(SessionID(trusted: "S-99"), credential: ada.credential),
                    in: workspace
                ) == "session.unknown"
            )
            try await workspace.change(as: ada) {
                _ = try $0.sessions.end(releasing: false, because: nil)
            }
            #expect(try await refused(ada.caller, in: workspace) == "session.ended")
            try await workspace.change { try $0.agents.retire(brian.agent, because: "rest") }
            #expect(try await refused(brian.caller, in: workspace) == "session.ended")
            #expect(try await refused(.joining(brian.agent), in: workspace) == "agent.retired")
            #expect(
                try await refused(.joining(AgentID(trusted: "zoe")), in: workspace)
                    == "agent.unknown"
            )
        }
    }

    @Test("A role does not do what its rights do not allow", arguments: Role.allCases)
    func roles(_ role: Role) async throws {
        try await TestWorkspace.with { workspace in
            let agent = try await workspace.session(of: "zoe", as: role)
            for right in Right.allCases {
                let request = ChangeRequest(caller: agent.caller, right: right)
                let act: () async throws -> Void = {
                    _ = try await workspace.engine.change(request, encode: { _ in .null }) {
                        _ = try $0.sessions.beat(note: nil, lease: .seconds(1))
                    }
                }
                if role.has(right) {
                    await #expect(throws: Never.self) { try await act() }
                } else {
                    await #expect(throws: AgentError.lacksRight(agent.agent, role, right)) {
                        try await act()
                    }
                }
            }
        }
    }

    @Test("A look-alike of an agent is refused")
    func lookAlikeAgents() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.session(of: "codex-1")
            let twin = AgentID(trusted: "codexl")
            await #expect(
                throws: AgentError.lookAlike(twin, existing: AgentID(trusted: "codex-1"))
            ) {
                try await workspace.change {
                    _ = try $0.agents.register(twin, as: .worker, capabilities: [])
                }
            }
        }
    }
}
