import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

/// A gate that looked at nothing would count as one that passed.
@Suite("Gates that have nothing to look at say so")
struct GateSkipTests {
    private func expect(
        _ reasons: [String: String],
        _ order: GateOrder,
        as caller: Caller,
        in workspace: TestWorkspace
    ) throws {
        let site = try workspace.engine.gateSite(
            order,
            ChangeRequest(caller: caller),
            tools: workspace.tools()
        )
        let gates = try reasons.keys.map { try GateCatalogue().gate(GateName(trusted: $0)) }
        let results = try GateRun(at: site, time: workspace.time).results(of: gates)
        #expect(results.allSatisfy { $0.verdict == .skipped })
        #expect(
            Dictionary(results.map { ($0.gate.text, $0.reason) }, uniquingKeysWith: { $1 })
                == reasons
        )
    }

    @Test("At a worktree in which nobody holds anything and nothing is declared")
    func worktree() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            workspace.commit("c1", by: ada.agent, ["src/a": "b"])
            workspace.checkouts.edit { $0.uncommitted["/worktrees/ada"] = ["src/c"] }
            let order = GateOrder(target: .worktree, path: "/worktrees/ada")
            try expect(
                [
                    "edit": "The agent holds nothing here.",
                    "keys": "No rule about keys is declared.",
                    "paths": "No path is forbidden.",
                    "plan_valid": "No plan is touched.",
                    "spec_regression": "The repository has no locked spec.",
                    "supply": "There is no lock file.",
                    "window_bundle": "No window is open.",
                ],
                order,
                as: ada.caller,
                in: workspace
            )
            try expect(
                ["stop": "There is no session here."],
                order,
                as: .joining(ada.agent),
                in: workspace
            )
        }
    }

    @Test("At a delivery whose packet asks for nothing, and at a phase that nobody opened")
    func delivery() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.change { change in
                try change.tasks.create(
                    TaskEngine.Draft(
                        title: "Do it",
                        repository: RepositoryName(trusted: "api"),
                        packet: TestWorkspace.packet(paths: []),
                        isReady: true
                    )
                ).task.key
            }
            workspace.commit("c1", by: ada.agent, ["src/a": "b"])
            try await workspace.claim(key, as: ada)
            _ = try await workspace.handIn(key, as: ada, commit: "c1")
            try expect(
                [
                    "report": "The packet asks for no sections.",
                    "review": "The task was not reviewed.",
                    "scope": "The packet bounds no paths.",
                ],
                GateOrder(target: .delivery, task: key),
                as: ada.caller,
                in: workspace
            )
            try expect(
                ["phase_close": "The phase was never opened."],
                GateOrder(target: .phase, phase: "P1"),
                as: ada.caller,
                in: workspace
            )
        }
    }
}
