import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What needs a person")
struct NeedTests {
    private let options = [
        Decision.Option(name: OptionName(trusted: "a"), text: "wait"),
        Decision.Option(name: OptionName(trusted: "b"), text: "go"),
    ]

    private func needs(
        of agent: String = "fay",
        limit: Int = 50,
        _ workspace: TestWorkspace
    ) throws -> Needs {
        try workspace.read { view in
            let reader = try #require(try view.agents.agent(AgentID(trusted: agent)))
            return try view.needs(of: reader, try view.presences(.standard), limit: limit)
        }
    }

    private func ask(
        _ kind: Decision.Kind,
        blocking tasks: [String] = [],
        as session: TestSession,
        _ workspace: TestWorkspace
    ) async throws -> DecisionID {
        let draft = DecisionDraft(
            text: "Which database?\nIt matters.",
            kind: kind,
            options: options,
            fallback: (OptionName(trusted: "a"), .seconds(600)),
            tasks: tasks.map(TaskKey.init(trusted:))
        )
        return try await workspace.change(as: session) {
            try $0.decisions.ask(draft).stored.decision.id
        }
    }

    @Test("Where nothing waits, nothing needs anybody")
    func nothing() async throws {
        try await TestWorkspace.with { workspace in
            try await workspace.task("T-1")
            let needs = try needs(workspace)
            #expect(needs.first.isEmpty && needs.total == 0 && needs.oldest == nil)
        }
    }

    @Test("A question comes with its choices, its default, and what waits for it")
    func question() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.task("T-1", lane: nil)
            let asked = workspace.time.now()
            let id = try await ask(.strategy, blocking: ["T-1"], as: ada, workspace)
            workspace.time.advance(by: .seconds(30))
            let need = try #require(try needs(workspace).first.first)
            #expect(need.kind == .decision && need.subject == id.text)
            #expect(need.title == "Which database?" && need.who == ada.agent)
            #expect(need.options == options && need.blocks == 1 && need.task?.text == "T-1")
            #expect(need.fallback?.deadline == asked + .seconds(600) && need.since == asked)
            #expect(need.repository?.text == "api")
            #expect(need.remedy == "worklead decision show \(id)")
            #expect(need.key == "decision:\(id)")
            // Nobody else is asked.
            #expect(try needs(of: "ada", workspace).total == 0)
            workspace.time.advance(by: .seconds(600))
            #expect(try needs(workspace).total == 0)
        }
    }

    @Test("For ten times the agents, questions and messages, the store is asked no more often")
    func asksOften() async throws {
        try await TestWorkspace.with { workspace in
            var asked: [Int] = []
            for count in [2, 18] {
                for number in 0..<count {
                    let agent = try await workspace.session(of: "ada-\(count)-\(number)")
                    let key = try await workspace.task("T-\(count)-\(number)")
                    try await workspace.claim(key, as: agent)
                    _ = try await ask(.strategy, blocking: [key.text], as: agent, workspace)
                    try await workspace.change(as: agent) { change in
                        for kind in [Message.Kind.question, .blocker] {
                            let draft = MessageDraft(
                                recipients: [AgentID(trusted: "fay")],
                                kind: kind,
                                body: "Which?",
                                acknowledgeWithin: kind == .blocker ? .seconds(60) : nil
                            )
                            _ = try change.messages.send(draft)
                        }
                    }
                }
                try workspace.read { view in
                    let counted = CountedTransaction(view.transaction)
                    let view = View(transaction: counted, now: view.now, asker: view.asker)
                    let reader = try #require(try view.agents.agent(AgentID(trusted: "fay")))
                    let standings = try view.presences(.standard)
                    let needs = try view.needs(of: reader, standings, limit: 100)
                    #expect(needs.total >= 3 * count, "\(needs.total)")
                    asked.append(counted.count)
                }
            }
            #expect(asked[1] == asked[0], "\(asked)")
        }
    }

    @Test("The more urgent comes first, and among equals the longer waiting")
    func order() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let first = try await ask(.strategy, as: ada, workspace)
            workspace.time.advance(by: .seconds(1))
            let second = try await ask(.strategy, as: ada, workspace)
            workspace.time.advance(by: .seconds(1))
            let safety = try await ask(.safety, as: ada, workspace)
            let routine = try await ask(.routine, as: ada, workspace)
            let all = try needs(workspace)
            #expect(all.first.map(\.subject) == [safety, first, second, routine].map(\.text))
            let some = try needs(limit: 2, workspace)
            #expect(some.first.count == 2 && some.total == 4)
        }
    }

    @Test("What is soon too late comes before what waits longer")
    func pressing() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let draft = DecisionDraft(text: "Which name?", kind: .strategy, options: options)
            let patient = try await workspace.change(as: ada) {
                try $0.decisions.ask(draft).stored.decision.id
            }
            workspace.time.advance(by: .seconds(60))
            let pressing = try await ask(.strategy, as: ada, workspace)
            #expect(try needs(workspace).first.map(\.subject) == [pressing, patient].map(\.text))
        }
    }

    @Test("What may not wait stands before its reader until it is read")
    func urgent() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let sent = try await workspace.change(as: ada) { change in
                try [Message.Kind.blocker, .status].map { kind in
                    try change.messages.send(
                        MessageDraft(
                            recipients: [AgentID(trusted: "fay")],
                            kind: kind,
                            body: "The key has run out."
                        )
                    )
                }
            }
            let need = try #require(try needs(workspace).first.first)
            #expect(need.kind == .question && need.urgency == .blocker)
            #expect(need.subject == sent[0].id.text && need.who == ada.agent)
            #expect(try needs(workspace).total == 1)
            _ = try await workspace.change { try $0.messages.markRead(through: sent[0].id) }
            #expect(try needs(workspace).total == 0)
        }
    }

    @Test("A delivery waits for its replay, then for a verdict, then for nobody")
    func delivery() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("T-1", paths: ["src/"])
            try await workspace.task("T-2", dependsOn: ["T-1"])
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            // A validator is there, and has it before them at once; a founder later.
            #expect(try needs(of: "vera", workspace).first.first?.kind == .replay)
            #expect(try needs(workspace).total == 0)
            workspace.time.advance(by: .seconds(60))
            let unseen = try #require(try needs(workspace).first.first)
            #expect(unseen.kind == .replay && unseen.remedy == "worklead replay T-1")
            #expect(unseen.blocks == 1 && unseen.who == ada.agent)
            #expect(unseen.title == (try workspace.task(key).title))
            try await workspace.replay(delivery, of: key, as: vera)
            let judged = try #require(try needs(of: "vera", workspace).first.first)
            #expect(judged.kind == .accept && judged.remedy == "worklead accept T-1")
            #expect(judged.urgency < unseen.urgency && judged.key != unseen.key)
            #expect(try needs(of: "ada", workspace).total == 0)
            try await workspace.accept(key, as: vera)
            #expect(try needs(workspace).total == 0)
        }
    }

    @Test("A delivery that its replay does not bear out is to be sent back, not accepted")
    func notVerified() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("T-1", paths: ["src/"])
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            try await workspace.replay(delivery, of: key, as: vera, grade: .notVerified)
            let need = try #require(try needs(workspace).first.first)
            #expect(need.kind == .accept && need.remedy.hasPrefix("worklead rework T-1"))
        }
    }

    @Test("Nobody's own delivery waits for their verdict")
    func ownWork() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            let key = try await workspace.task("T-1", paths: ["src/"])
            try await workspace.claim(key, as: lea)
            try await workspace.deliver(key, as: lea)
            #expect(try needs(of: "lea", workspace).first.map(\.kind) == [])
            #expect(try needs(workspace).first.map(\.kind) == [.replay])
        }
    }

    @Test("An agent that is stuck stands there once, with its lease that has ended")
    func stuck() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("T-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            workspace.time.advance(by: .seconds(61))
            let need = try #require(try needs(workspace).first.first)
            #expect(need.kind == .stuck && need.who == ada.agent && need.task == key)
            #expect(try needs(workspace).total == 1)
            let key1 = need.key
            workspace.time.advance(by: .seconds(100))
            #expect(try needs(workspace).first.first?.key == key1)
            // It comes back and goes away again: that is another one.
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: nil, lease: .seconds(60))
            }
            #expect(try needs(workspace).total == 0)
            workspace.time.advance(by: .seconds(61))
            let again = try #require(try needs(workspace).first.first)
            #expect(again.kind == .stuck && again.key != key1)
        }
    }

    @Test("What is blocked or waits for what was cancelled stands there until it goes on")
    func stopped() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("T-1")
            let gone = try await workspace.task("T-2")
            try await workspace.task("T-3", dependsOn: ["T-2"])
            try await workspace.change { try $0.tasks.block(key, because: "no licence") }
            try await workspace.change { _ = try $0.tasks.cancel(gone, because: "not built") }
            let all = try needs(workspace)
            #expect(Set(all.first.map(\.kind)) == [.blocked, .stranded])
            let blocked = try #require(all.first.first { $0.kind == .blocked })
            #expect(blocked.reason == "no licence")
            try await workspace.change { try $0.tasks.unblock(key) }
            try await workspace.change { try $0.tasks.block(key, because: "no licence") }
            let again = try needs(workspace).first.first { $0.kind == .blocked }
            #expect(again?.key != blocked.key)
        }
    }

    @Test("A gate that refuses stands there from its first refusal on, until it passes")
    func gate() async throws {
        try await TestWorkspace.with { workspace in
            let lint = GateName(trusted: "lint")
            func run(_ verdict: GateVerdict) async throws {
                let findings = verdict == .fail ? [GateFinding("It is wrong.")] : []
                let event = GateEvent(
                    target: .workspace,
                    task: nil,
                    commit: nil,
                    moment: nil,
                    results: [
                        GateResult(
                            gate: lint,
                            level: .block,
                            verdict: verdict,
                            judgement: GateJudgement(findings),
                            duration: .seconds(1)
                        )
                    ]
                )
                try await workspace.change { _ = try $0.gates.record(event) }
            }
            try await run(.pass)
            let since = workspace.time.now()
            try await run(.fail)
            workspace.time.advance(by: .seconds(60))
            try await run(.fail)
            let all = try needs(workspace)
            let need = try #require(all.first.first)
            #expect(need.kind == .gate && need.subject == "lint" && need.since == since)
            #expect(all.failingGates == [lint])
            try await run(.pass)
            #expect(try needs(workspace).total == 0)
            try await run(.fail)
            #expect(try needs(workspace).first.first?.key != need.key)
        }
    }

    @Test("A message to be acknowledged needs its reader alone")
    func acknowledge() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let fay = AgentID(trusted: "fay")
            let message = try await workspace.change(as: ada) {
                try $0.messages.send(
                    MessageDraft(
                        recipients: [fay],
                        kind: .blocker,
                        subject: "The disk is full",
                        body: "Nothing goes on.",
                        acknowledgeWithin: .seconds(60)
                    )
                )
            }
            let need = try #require(try needs(workspace).first.first)
            #expect(need.kind == .acknowledge && need.urgency == .blocker)
            #expect(need.title == "The disk is full")
            try await workspace.change { _ = try $0.messages.acknowledge(message.id, note: nil) }
            #expect(try needs(workspace).total == 0)
        }
    }

    @Test("A disputed finding that has to be mended needs a person, others do not")
    func dispute() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("T-1")
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            let review = try await workspace.change(as: vera) {
                try $0.reviews.start(
                    ReviewEngine.Material(
                        repository: RepositoryName(trusted: "api"),
                        task: key,
                        delivery: delivery.id,
                        base: "base",
                        commit: "c1",
                        authors: [ada.agent]
                    ),
                    focus: nil
                ).id
            }
            let findings = try await workspace.change(as: vera) {
                try $0.reviews.add(
                    [.blocking, .low].map {
                        ReviewEngine.Draft(severity: $0, text: "It is wrong.", anchor: nil)
                    },
                    to: review,
                    owner: ada.agent
                )
            }
            for finding in findings {
                try await workspace.change(as: ada) {
                    _ = try $0.reviews.dispute(finding.id, because: "It is right.")
                }
            }
            let disputes = try needs(workspace).first.filter { $0.kind == .review }
            #expect(disputes.map(\.subject) == [findings[0].id.text])
            #expect(disputes.first?.task == key && disputes.first?.urgency == .attention)
        }
    }

    @Test("A title of two thousand marks on one letter is cut")
    func hostile() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let text = "e" + String(repeating: "\u{301}", count: 1900)
            try await workspace.change(as: ada) {
                _ = try $0.messages.send(
                    MessageDraft(
                        recipients: [AgentID(trusted: "fay")],
                        kind: .note,
                        body: text,
                        acknowledgeWithin: .seconds(60)
                    )
                )
            }
            let need = try #require(try needs(workspace).first.first)
            #expect(need.title.unicodeScalars.count <= 500)
        }
    }
}
