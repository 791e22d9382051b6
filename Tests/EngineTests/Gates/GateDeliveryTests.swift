import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Gates at deliveries, acceptances and messages")
struct GateDeliveryTests {
    private static let secret = SecretSample("key ghp_<alnum:36>").text(seed: 7)

    @Test("A delivery with a secret is refused, and that is kept; without it, it is taken")
    func secrets() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: [])
            try await workspace.claim(key, as: ada)
            workspace.commit("c1", by: ada.agent, ["src/a": "one\n\(Self.secret)\n"])
            let refused = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: ada, commit: "c1")
            }
            #expect(refused?.code == "rule.secrets" && refused?.category == .checkFailed)
            #expect(refused?.message.hasPrefix("src/a:2: ") == true)
            #expect(refused?.message.contains("ghp_") == true)
            #expect(refused?.message.contains(Self.secret) == false)
            let kept = try workspace.answers(of: "secrets")
            #expect(kept.map(\.result.verdict) == [.fail] && kept[0].moment == .delivery)
            #expect(kept[0].result.findings.first?.line == 2 && kept[0].commit == "c1")
            workspace.commit("c2", by: ada.agent, ["src/a": "one\n"])
            // Taken away by the next commit it is in the history still.
            workspace.checkouts.edit { $0.commits["c2"]?.parent = "c1" }
            let hidden = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: ada, commit: "c2")
            }
            #expect(
                hidden?.message.hasSuffix("bytes), in the commit c1.") == true,
                "\(hidden?.message ?? "")"
            )
            workspace.checkouts.edit { $0.commits["c2"]?.parent = "base" }
            await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: ada, commit: "c2", report: Self.secret)
            }
            let taken = try await workspace.handIn(key, as: ada, commit: "c2")
            #expect(taken.delivery.commit == "c2" && taken.delivery.advice.isEmpty)
            let again = try workspace.answers(of: "secrets").map(\.result.verdict)
            #expect(again == [.pass, .fail, .fail, .fail])
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("What only advises is said with the delivery, and what is off is not asked")
    func levels() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            for (number, level) in [RuleLevel.advise, .off, .block].enumerated() {
                let key = try await workspace.task("P-\(number)", paths: [])
                try await workspace.claim(key, as: ada)
                try await workspace.change { try $0.set(.placeholders, to: level) }
                let name = "c\(number)"
                workspace.commit(name, by: ada.agent, ["src/a.c": "// TODO \(number)\n"])
                let asked = try workspace.answers(of: "placeholders").count
                if level == .block {
                    await #expect(throws: RuleError.self) {
                        _ = try await workspace.handIn(key, as: ada, commit: name)
                    }
                } else {
                    let advice = try await workspace.handIn(key, as: ada, commit: name).delivery
                        .advice
                    #expect(advice.isEmpty == (level == .off), "\(level): \(advice)")
                }
                let more = level == .off ? 0 : 1
                #expect(try workspace.answers(of: "placeholders").count == asked + more)
            }
        }
    }

    @Test("A refusal inside the transaction is kept too, with what was said before it")
    func inside() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            try await workspace.claim(key, as: ada)
            workspace.commit("c1", by: ada.agent, ["src/a": "one\n"])
            workspace.checkouts.edit { $0.uncommitted["/worktrees/ada"] = ["left", "out/x"] }
            let refused = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: ada, commit: "c1")
            }
            #expect(refused?.message == "Not committed: left, out/x.")
            #expect(try workspace.answers(of: "clean_tree").map(\.result.verdict) == [.fail])
            #expect(try workspace.answers(of: "branch").map(\.result.verdict) == [.pass])
            workspace.checkouts.edit { $0.uncommitted["/worktrees/ada"] = ["out/x"] }
            var settings = GateSettings()
            settings.scratch = [try PathPattern("out/")]
            _ = try await workspace.handIn(key, as: ada, commit: "c1", settings: settings)
        }
    }

    @Test("A role bounds what its agent may hand in, and what it may edit and commit")
    func roles() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            var settings = GateSettings()
            settings.roles[.lead] = PathScope(
                inScope: [try PathPattern("**")],
                outOfScope: [try PathPattern("src/")]
            )
            let key = try await workspace.task("P-1", paths: [])
            try await workspace.claim(key, as: lea)
            workspace.commit("c1", by: lea.agent, ["src/a": "one\n"])
            let refused = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: lea, commit: "c1", settings: settings)
            }
            #expect(refused?.code == "rule.role")
            #expect(refused?.message == "src/a: A lead may not change it.")
            let places = ["src/a", "docs/a"].map { path in
                PathPlace(
                    asked: path,
                    path: path,
                    root: "/repositories/api",
                    commonDirectory: "/repositories/api/.git"
                )
            }
            let judged = try workspace.read(as: lea) {
                try $0.judgements(
                    of: places,
                    packets: DocumentReading(),
                    roles: [RepositoryName(trusted: "api"): settings.roles]
                )
            }
            #expect(judged.map(\.standing) == [.outOfRole, .inScope])
            #expect(judged.map(\.level) == [.block, .off])
            #expect(judged[0].rule == GateName(trusted: "role"))
        }
    }

    @Test("Messages and packets with a secret are not sent or kept")
    func texts() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let body = "line one\nit is \(Self.secret)"
            let draft = MessageDraft(recipients: [workspace.founder.agent], body: body)
            let refused = await #expect(throws: RuleError.self) {
                try await workspace.change(as: ada) { _ = try $0.messages.send(draft) }
            }
            #expect(refused?.code == "rule.secrets")
            #expect(refused?.message.hasPrefix("Line 3 of the message has a token") == true)
            let packet = TestWorkspace.packet(paths: ["src/"], note: Self.secret)
            await #expect(throws: RuleError.self) {
                try await workspace.change {
                    _ = try $0.tasks.create(TaskEngine.Draft(title: "A", packet: packet))
                }
            }
            let key = try await workspace.task("P-1", paths: ["src/"])
            await #expect(throws: RuleError.self) {
                try await workspace.change { _ = try $0.tasks.revisePacket(of: key, with: packet) }
            }
            try await workspace.change { try $0.set(.secrets, to: .off) }
            try await workspace.change(as: ada) { _ = try $0.messages.send(draft) }
        }
    }

    @Test("An acceptance asks the gates of its moment: advice is said, a block refuses")
    func acceptance() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            func accept(_ key: TaskKey) async throws -> VerdictEngine.Judged {
                let changed = try await workspace.engine.accept(
                    AcceptanceOrder(task: key, waivedGaps: nil, note: nil),
                    ChangeRequest(caller: vera.caller),
                    tools: workspace.tools(),
                    encode: { _ in .null }
                )
                guard case .made(let judged, _) = changed else { throw NotMade() }
                return judged
            }
            for (name, report) in [("P-1", " "), ("P-2", "All done.")] {
                let key = try await workspace.task(name, paths: [])
                try await workspace.claim(key, as: ada)
                workspace.commit(name, by: ada.agent, ["src/\(name)": "one\n"])
                let delivery = try await workspace.handIn(
                    key,
                    as: ada,
                    commit: name,
                    report: report
                ).delivery
                try await workspace.replay(delivery, of: key, as: vera)
                if name == "P-1" {
                    try await workspace.change { try $0.set(.closeout, to: .block) }
                    let refused = await #expect(throws: RuleError.self) {
                        _ = try await accept(key)
                    }
                    #expect(refused?.code == "rule.closeout")
                    #expect(refused?.message == "There is no report.")
                    try await workspace.change { try $0.set(.closeout, to: .advise) }
                    let judged = try await accept(key)
                    #expect(judged.advice == ["There is no report."])
                } else {
                    #expect(try await accept(key).advice.isEmpty)
                }
            }
            let verdicts = try workspace.answers(of: "closeout").map(\.result.verdict)
            #expect(verdicts == [.pass, .fail, .fail])
        }
    }
}
