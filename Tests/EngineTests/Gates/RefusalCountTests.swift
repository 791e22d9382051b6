import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What gates refuse outside of their runs")
struct RefusalCountTests {
    private let secret = SecretSample("It is ghp_<alnum:36>").text(seed: 7)

    private func send(
        about task: TaskKey? = nil,
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> [String] {
        let draft = MessageDraft(
            recipients: [workspace.founder.agent],
            body: secret,
            task: task
        )
        return try await workspace.change(as: session) { try $0.messages.post(draft).advice }
    }

    private func refusals(
        of gate: GateDescription,
        in workspace: TestWorkspace
    ) throws -> [GateStore.Answer] {
        try workspace.read { try $0.gates.answers(of: gate.name, limit: 100) }
    }

    @Test("A refused message is counted, the same one once in ten minutes, and is not sent")
    func messages() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            for _ in 1...3 {
                await #expect(throws: RuleError.self) {
                    _ = try await send(as: ada, in: workspace)
                }
            }
            let told = try refusals(of: .secrets, in: workspace)
            #expect(told.count == 1)
            #expect(told.first?.moment == .message && told.first?.actor == ada.agent)
            #expect(told.first?.result.verdict == .fail)
            #expect(told.first?.result.fault?.contains(secret.dropFirst(9)) == false)
            // Another agent's is another.
            let bea = try await workspace.session(of: "bea")
            await #expect(throws: RuleError.self) { _ = try await send(as: bea, in: workspace) }
            workspace.time.advance(by: .seconds(600))
            await #expect(throws: RuleError.self) { _ = try await send(as: ada, in: workspace) }
            #expect(try refusals(of: .secrets, in: workspace).count == 3)
            let sum = try workspace.read { try $0.gates.sums() }.first { $0.gate.text == "secrets" }
            #expect(sum?.refusals == 3)
            #expect(
                try workspace.read { try $0.messages.inboxCount(of: workspace.founder.agent) } == 0
            )
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A claim that is refused for its paths is counted; a packet with a secret is too")
    func claimsAndPackets() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            let first = try await workspace.task("P-1", paths: ["src/"])
            let second = try await workspace.task("P-2", paths: ["src/a"])
            try await workspace.claim(first, as: ada)
            await #expect(throws: ReservationError.self) {
                try await workspace.claim(second, as: bea)
            }
            let told = try refusals(of: .overlap, in: workspace)
            #expect(told.map(\.moment) == [.claim] && told.map(\.task) == [second])
            let note = secret
            await #expect(throws: RuleError.self) {
                try await workspace.change {
                    _ = try $0.tasks.revisePacket(
                        of: second,
                        with: TestWorkspace.packet(paths: ["src/a"], note: note)
                    )
                }
            }
            #expect(try refusals(of: .secrets, in: workspace).map(\.moment) == [.packet])
        }
    }

    private func remember(
        about task: TaskKey?,
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> [String] {
        let draft = MemoryEngine.Draft(kind: .note, text: secret, task: task)
        return try await workspace.change(as: session) { try $0.memory.keep(draft).advice }
    }

    private func ask(
        about tasks: [TaskKey],
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> [String] {
        let draft = DecisionDraft(
            text: secret,
            kind: .routine,
            options: ["a", "b"].map { Decision.Option(name: OptionName(trusted: $0), text: $0) },
            tasks: tasks
        )
        return try await workspace.change(as: session) { try $0.decisions.ask(draft).advice }
    }

    @Test("A secret in a note and in a decision is counted, each where it was met")
    func notesAndDecisions() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            for _ in 1...2 {
                await #expect(throws: RuleError.self) {
                    _ = try await remember(about: key, as: ada, in: workspace)
                }
                await #expect(throws: RuleError.self) {
                    _ = try await ask(about: [key], as: ada, in: workspace)
                }
            }
            let told = try refusals(of: .secrets, in: workspace)
            #expect(Set(told.map(\.moment)) == [.memory, .decision] && told.count == 2)
            #expect(told.allSatisfy { $0.task == key && $0.actor == ada.agent })
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A waiver for each of its tasks lets a note and a decision through, with the gate's word")
    func waivedNotesAndDecisions() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            let other = try await workspace.task("P-2", paths: ["docs/"])
            try await waive(key, in: workspace)
            try await workspace.claim(key, as: ada)
            #expect(try await remember(about: key, as: ada, in: workspace).count == 1)
            #expect(try await ask(about: [key], as: ada, in: workspace).count == 1)
            for tasks in [[other], [key, other], []] {
                await #expect(throws: RuleError.self, "\(tasks)") {
                    _ = try await ask(about: tasks, as: ada, in: workspace)
                }
            }
            try await waive(other, in: workspace)
            #expect(try await ask(about: [key, other], as: ada, in: workspace).count == 1)
            let written = try await workspace.change {
                try $0.decisions.write(
                    DecisionRecord(
                        text: "Which token?",
                        kind: .routine,
                        outcome: DecisionOutcome(
                            text: secret,
                            decider: nil,
                            at: nil,
                            reference: nil
                        ),
                        tasks: [key]
                    )
                )
            }
            #expect(written.advice.count == 1)
            let link = EvidenceLink(kind: .file, name: "docs/minutes.md", digest: nil)
            let advice = try await workspace.change {
                try $0.decisions.attach([link], to: written.stored.decision.id, note: secret)
            }
            #expect(advice.count == 1)
            let nudge = try await workspace.change {
                try $0.presence.nudge(ada.agent, because: secret)
            }
            #expect(nudge.advice.count == 1)
        }
    }

    @Test("What is refused names the command by which who reads it can get leave")
    func remedies() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lead = try await workspace.session(of: "lea", as: .lead)
            let key = try await workspace.task("P-1", paths: ["src/"])
            func hint(about task: TaskKey?, as session: TestSession) async throws -> String {
                do {
                    _ = try await send(about: task, as: session, in: workspace)
                    return "sent"
                } catch let error as RuleError { return error.hint ?? "" }
            }
            let grant = "`worklead waiver grant secrets --task P-1 --until 1h --reason TEXT`"
            let planner = try await hint(about: key, as: lead)
            #expect(planner.contains(grant) && !planner.contains("message send"))
            let worker = try await hint(about: key, as: ada)
            #expect(worker.contains(grant) && worker.contains("worklead message send "))
            #expect(worker.hasSuffix(" --task P-1`."))
            let none = try await hint(about: nil, as: ada)
            #expect(none.contains("`--task`") && !none.contains("waiver grant"))
        }
    }

    private func waive(_ key: TaskKey, in workspace: TestWorkspace) async throws {
        let until = workspace.time.now() + .seconds(60)
        try await workspace.change {
            _ = try $0.waivers.grant(
                WaiverGrant(
                    rule: "secrets",
                    task: key,
                    phase: nil,
                    reason: "the token of the tests",
                    until: until
                )
            )
        }
    }

    @Test("What is only tried is not counted")
    func dryRun() async throws {
        try await TestWorkspace.with { workspace in
            var request = ChangeRequest(caller: workspace.founder.caller)
            request.isDryRun = true
            let draft = MessageDraft(recipients: [workspace.founder.agent], body: secret)
            await #expect(throws: RuleError.self) {
                _ = try await workspace.engine.change(request, encode: { (_: Message) in .null }) {
                    try $0.messages.send(draft)
                }
            }
            let told = try refusals(of: .secrets, in: workspace)
            #expect(told.isEmpty)
        }
    }

    @Test("A waiver for the task lets its messages and packets through, with the word of the gate")
    func waived() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            let other = try await workspace.task("P-2", paths: ["docs/"])
            try await waive(key, in: workspace)
            #expect(try await send(about: key, as: ada, in: workspace).count == 1)
            for task in [other, nil] {
                await #expect(throws: RuleError.self) {
                    _ = try await send(about: task, as: ada, in: workspace)
                }
            }
            let note = secret
            let revise: @Sendable (TaskKey, Change) throws -> [String] = { key, change in
                try change.tasks.revisePacket(
                    of: key,
                    with: TestWorkspace.packet(paths: ["src/"], note: note)
                ).advice
            }
            let advice = try await workspace.change { try revise(key, $0) }
            #expect(advice.contains { $0.contains("packet") }, "\(advice)")
            await #expect(throws: RuleError.self) {
                _ = try await workspace.change { try revise(other, $0) }
            }
            workspace.time.advance(by: .seconds(60))
            await #expect(throws: RuleError.self) {
                _ = try await send(about: key, as: ada, in: workspace)
            }
        }
    }
}
