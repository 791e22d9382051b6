import Documents
import Engine
import Model
import Store
import TestSupport

/// Reads packets as the program does.
struct DocumentReading: PacketReading {
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket {
        let read = try PacketReader().read(text, .markdown, fileName: file)
        return WrittenPacket(
            format: format,
            text: text,
            packet: read.packet,
            findings: read.lint(expectedKey: key)
        )
    }
}

extension TestWorkspace {
    func tools(_ settings: GateSettings = GateSettings()) -> GateTools {
        GateTools(
            settings: settings,
            sources: checkouts,
            commands: FakeCommands(),
            branches: BranchPattern()
        )
    }

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
