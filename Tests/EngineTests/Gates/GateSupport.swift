import Documents
import Engine
import Model
import Store
import TestSupport

extension TestWorkspace {
    /// Puts a commit with these files on an agent's branch.
    func commit(_ name: String, by agent: AgentID, _ files: [String: String]) {
        checkouts.edit { contents in
            contents.commits[name] = FakeCheckouts.Commit(parent: "base", files: files)
            contents.branches["agent/\(agent)/work"] = name
            contents.heads["/worktrees/\(agent)"] = "agent/\(agent)/work"
        }
    }

    /// Hands in the way the program does: gates first.
    func handIn(
        _ key: TaskKey,
        as session: TestSession,
        commit: String,
        report: String = "# Done\nAll of it.\n",
        settings: GateSettings = GateSettings()
    ) async throws -> Delivered {
        let changed = try await engine.deliver(
            DeliveryOrder(
                task: key,
                path: "/worktrees/\(session.agent)",
                revision: commit,
                fence: nil,
                report: report,
                claims: ["make test: passed"],
                artifacts: []
            ),
            ChangeRequest(caller: session.caller),
            packets: DocumentReading(),
            tools: tools(settings),
            encode: { _ in .null }
        )
        guard case .made(let delivered, _) = changed else { throw NotMade() }
        return delivered
    }

    /// A site on a commit, for gates by themselves.
    func site(
        on commit: String,
        task: TaskKey? = nil,
        as session: TestSession,
        settings: GateSettings = GateSettings()
    ) throws -> GateSite {
        try engine.gateSite(
            GateOrder(target: .worktree, task: task, path: "/worktrees/\(session.agent)"),
            ChangeRequest(caller: session.caller),
            tools: tools(settings)
        )
    }

    func answers(of gate: String) throws -> [GateStore.Answer] {
        try read { try $0.gates.answers(of: GateName(trusted: gate), limit: 10) }
    }
}
