import Documents
import Model
import Testing

@Suite("Manifests of agents")
struct AgentManifestTests {
    @Test("What has a place is read, and what has none is named with what became of it")
    func reads() throws {
        let manifest = try AgentManifest(
            """
            {"agent_id": "Codex-2", "owner": "sam", "desired_roles": ["engineer", "wizard"],
             "capabilities": ["docs", "", 7, "swift"], "branch_prefix": "agent/codex-2/",
             "max_prs_per_day": 0, "contact": "", "notes": "in progress", "shoe": {"size": 44}}
            """
        )
        #expect(manifest.agent.text == "codex-2")
        #expect(manifest.role == .worker)
        #expect(manifest.capabilities == ["docs", "swift"])
        #expect(
            manifest.losses.map(\.field) == [
                "agent_id", "desired_roles", "capabilities", "max_prs_per_day", "notes", "owner",
                "shoe",
            ]
        )
        #expect(manifest.losses.last?.value == #"{"size":44}"#)
    }

    @Test("The role that may most wins, and it is said")
    func roles() throws {
        let manifest = try AgentManifest(
            #"{"agent_id": "a", "desired_roles": ["observer", "reviewer", "manager"]}"#
        )
        #expect(manifest.role == .lead)
        #expect(manifest.losses.map(\.field) == ["desired_roles"])
        #expect(try AgentManifest(#"{"agent_id": "a"}"#).role == nil)
        #expect(try AgentManifest(#"{"agent_id": "a", "roles": "tester"}"#).role == .validator)
    }

    @Test(
        "What is no manifest is refused",
        arguments: [
            ("", AgentManifestError.malformed), ("[]", .malformed), ("{", .malformed),
            ("{}", .nameless), (#"{"agent_id": 7}"#, .nameless),
        ]
    )
    func refuses(_ text: String, _ error: AgentManifestError) {
        #expect(throws: error) { _ = try AgentManifest(text) }
    }

    @Test("An id that is none is refused, and so is a manifest that is too large")
    func badNames() {
        #expect(throws: IdentifierError.self) { _ = try AgentManifest(#"{"agent_id": "a b"}"#) }
        let long = #"{"agent_id": "a", "notes": ""# + String(repeating: "x", count: 70_000) + "\"}"
        #expect(throws: AgentManifestError.tooLarge) { _ = try AgentManifest(long) }
    }
}
