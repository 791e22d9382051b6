import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Texts about a task, to be pasted")
struct TaskPromptTests {
    private func packet(lines: Int = 2) -> Packet {
        Packet(
            title: "Task Packet: T-1",
            what: "Add the endpoint that cancels a job.",
            why: "Jobs that hang hold their worker.",
            inScope: (1...lines).map { ScopeLine("src/jobs/file\($0).swift") },
            outOfScope: [ScopeLine("The scheduler")],
            testPlan: CommandPlan(commands: (1...lines).map { "make test-\($0)" }),
            doneMeans: (1...lines).map { "It answers \($0)." },
            requiredEvidence: ["report.md"],
            reportSections: ["Changes"],
            filesToOpen: ["src/jobs/run.swift"]
        )
    }

    private func text(
        _ purpose: TaskPrompt.Purpose,
        _ key: TaskKey,
        for role: Role = .worker,
        reader: String? = nil,
        lines: Int = 2,
        in workspace: TestWorkspace
    ) throws -> String {
        try workspace.read { view in
            let material = try TaskMaterial(
                of: key,
                for: reader.map(AgentID.init(trusted:)),
                packet: packet(lines: lines),
                in: view
            )
            return TaskPrompt(purpose, material, for: role).text
        }
    }

    @Test("The same state makes the same text", arguments: TaskPrompt.Purpose.allCases)
    func sameBytes(_ purpose: TaskPrompt.Purpose) async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("T-1")
            let first = try text(purpose, key, in: workspace)
            workspace.time.advance(by: .seconds(3600))
            try await workspace.task("T-2")
            #expect(try text(purpose, key, in: workspace) == first)
        }
    }

    @Test(
        "A text is no longer than its kind may be, however long the packet is",
        arguments: TaskPrompt.Purpose.allCases,
        [1, 10, 500]
    )
    func budget(_ purpose: TaskPrompt.Purpose, _ lines: Int) async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("T-1")
            for role in Role.allCases {
                let made = try text(purpose, key, for: role, lines: lines, in: workspace)
                #expect(made.utf8.count <= purpose.bytesMax)
                if lines == 500 { #expect(made.contains("more, in the packet")) }
            }
        }
    }

    @Test("A text says what its reader's role does next")
    func roles() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("T-1")
            #expect(try text(.handoff, key, in: workspace).contains("worklead claim T-1"))
            try await workspace.claim(key, as: ada)
            let claimed = try text(.handoff, key, in: workspace)
            #expect(!claimed.contains("worklead claim") && claimed.contains("worklead deliver T-1"))
            #expect(
                try text(.handoff, key, for: .lead, in: workspace)
                    .contains("worklead task acknowledge T-1")
            )
            try await workspace.deliver(key, as: ada)
            let judged = try text(.handoff, key, for: .validator, reader: "vera", in: workspace)
            #expect(judged.contains("worklead replay T-1") && judged.contains("`vera`"))
            #expect(!judged.contains("worklead deliver"))
        }
    }

    @Test("To go on is to know who held it, what was handed in, where it stood and what to mend")
    func resume() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("T-1")
            try await workspace.claim(key, as: ada)
            try await workspace.change(as: ada) { change in
                try change.sessions.save(
                    SessionNote(
                        label: nil,
                        done: "the endpoint",
                        next: "its tests",
                        branch: "agent/ada/t-1",
                        commit: nil
                    )
                )
            }
            let delivery = try await workspace.deliver(key, as: ada)
            try await workspace.replay(delivery, of: key, as: vera, grade: .notVerified)
            try await workspace.change(as: vera) {
                _ = try $0.verdicts.sendBack(
                    key,
                    findings: ["The second cancel fails."],
                    keeping: .seconds(60)
                )
            }
            let made = try text(.resume, key, in: workspace)
            for wanted in [
                "it is sent back for rework", "claimed by ada under fence 1",
                "\(delivery.id) by ada: commit c1",
                "not_verified, sent_back", "Done: the endpoint", "Next: its tests",
                "At: agent/ada/t-1", "The second cancel fails.", "worklead claim T-1",
            ] {
                #expect(made.contains(wanted), "\(wanted)")
            }
            #expect(try !text(.launch, key, in: workspace).contains("So far"))
        }
    }
}
