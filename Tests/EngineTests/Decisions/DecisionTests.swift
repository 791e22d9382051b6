import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Decisions")
struct DecisionTests {
    static let options = [
        Decision.Option(name: OptionName(trusted: "a"), text: "wait"),
        Decision.Option(name: OptionName(trusted: "b"), text: "go"),
    ]
    private let a = OptionName(trusted: "a")
    private let b = OptionName(trusted: "b")

    private func ask(
        _ kind: Decision.Kind = .strategy,
        within: Duration? = .seconds(60),
        blocking tasks: [String] = [],
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> DecisionID {
        let draft = DecisionDraft(
            text: "Which?",
            kind: kind,
            options: Self.options,
            fallback: within.map { (OptionName(trusted: "a"), $0) },
            tasks: tasks.map(TaskKey.init(trusted:))
        )
        return try await workspace.change(as: session) {
            try $0.decisions.ask(draft).stored.decision.id
        }
    }

    private func inbox(_ agent: AgentID, _ workspace: TestWorkspace) throws -> [Message] {
        try workspace.read { view in
            try view.messages.inbox(of: agent, unreadOnly: true, limit: 99).map(\.stored.message)
        }
    }

    @Test("Only strategy, blockers, safety and law come before the founder at once")
    func interrupts() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let fay = workspace.founder.agent
            for kind in Decision.Kind.allCases {
                _ = try await ask(kind, as: ada, in: workspace)
            }
            #expect(try inbox(fay, workspace).count == 4)
            let quiet = try workspace.read { view in
                try view.decisions.decisions(DecisionFilter(), at: view.now, limit: 9)
                    .filter { $0.decision.kind == .routine }
            }
            #expect(quiet.map(\.decision.desk) == [.digest])

            let lea = try await workspace.session(of: "lea", as: .lead)
            _ = try await ask(.routine, as: ada, in: workspace)
            #expect(try inbox(lea.agent, workspace).map(\.kind) == [.request])
            #expect(try inbox(fay, workspace).count == 4)

            try await workspace.change { try $0.set(.interrupt, to: .advise) }
            _ = try await ask(.routine, as: ada, in: workspace)
            #expect(try inbox(fay, workspace).count == 5)
        }
    }

    @Test("What waits for a decision can't be claimed; the answer frees it in the same transaction")
    func blocks() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = TaskKey(trusted: "T-1")
            try await workspace.task("T-1")
            let id = try await ask(within: nil, blocking: ["T-1"], as: ada, in: workspace)
            await #expect(throws: TaskError.undecided(key, [id])) {
                try await workspace.claim(key, as: ada, lease: .seconds(60))
            }
            #expect(try workspace.read(as: ada) { try $0.next(in: nil, limit: 9) }.isEmpty)
            let decided = try await workspace.change {
                try $0.decisions.answer([(id, OptionName(trusted: "b"))], note: "go on")
            }
            #expect(decided[0].unlocked == [key])
            let told = try inbox(ada.agent, workspace)
            #expect(told.map(\.kind) == [.answer])
            #expect(told[0].thread.text == id.text && told[0].body.contains("go on"))
            #expect(try workspace.read(as: ada) { try $0.next(in: nil, limit: 9) }.count == 1)
            try await workspace.claim(key, as: ada, lease: .seconds(60))
        }
    }

    @Test("Who relies on a default writes it down: no clock that goes back takes it away")
    func claimSettles() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = TaskKey(trusted: "T-1")
            try await workspace.task("T-1")
            let id = try await ask(blocking: ["T-1"], as: ada, in: workspace)
            workspace.time.advance(by: .seconds(60))
            #expect(try workspace.read(as: ada) { try $0.next(in: nil, limit: 9) }.count == 1)
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            workspace.time.set(to: workspace.time.now() + .seconds(-30))
            await #expect(throws: DecisionError.self) {
                try await workspace.change {
                    _ = try $0.decisions.answer([(id, OptionName(trusted: "b"))], note: nil)
                }
            }
            let sweep = try await workspace.change { try $0.decisions.sweep() }
            #expect(sweep.taken.isEmpty)
            #expect(try inbox(ada.agent, workspace).map(\.kind) == [.answer])
        }
    }

    @Test(
        "A default that was only read is not kept when the clock is set back; a sweep keeps it",
        arguments: [false, true]
    )
    func onlyRead(isSwept: Bool) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await ask(as: ada, in: workspace)
            workspace.time.advance(by: .seconds(60))
            let seen = try workspace.read { try $0.decision(id).decision.taken(at: $0.now) }
            #expect(seen == a)
            if isSwept { _ = try await workspace.change { try $0.decisions.sweep() } }
            workspace.time.set(to: workspace.time.now() + .seconds(-30))
            let answer = { () async throws in
                try await workspace.change {
                    _ = try $0.decisions.answer([(id, OptionName(trusted: "b"))], note: nil)
                }
            }
            if isSwept {
                await #expect(throws: DecisionError.self) { try await answer() }
            } else {
                try await answer()
            }
            let name: DecisionState.Name = isSwept ? .defaulted : .answered
            #expect(try workspace.read { try $0.decision(id).decision.state.name } == name)
        }
    }

    @Test("Whatever was written after the deadline, a set-back clock takes no answer")
    func anythingSettles() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await ask(as: ada, in: workspace)
            workspace.time.advance(by: .seconds(60))
            try await workspace.task("T-1")
            #expect(try inbox(ada.agent, workspace).map(\.kind) == [.answer])
            workspace.time.set(to: workspace.time.now() + .seconds(-30))
            let (a, b) = (a, b)
            await #expect(
                throws: DecisionError.defaulted(id, a, at: workspace.time.now() + .seconds(30))
            ) {
                try await workspace.change { _ = try $0.decisions.answer([(id, b)], note: nil) }
            }
        }
    }

    @Test("What changes nothing writes no default down")
    func readsSettleNothing() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await ask(as: ada, in: workspace)
            workspace.time.advance(by: .seconds(60))
            let head = try workspace.read { try $0.ledger.head() }
            try await workspace.change { _ = try $0.messages.markRead(through: nil) }
            let after = try workspace.read { try $0.ledger.head() }
            let types = try workspace.read {
                try $0.ledger.events(EventFilter(after: head), limit: 9).map(\.fact.type)
            }
            #expect(types == ["agent.inbox_read", "decision.defaulted", "message.announced"])
            try await workspace.change(as: ada) { _ = try $0.messages.sweep(giving: .seconds(9)) }
            #expect(try workspace.read { try $0.ledger.head() } == after)
        }
    }

    @Test("Several answers are all taken, or none of them")
    func batch() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let one = try await ask(as: ada, in: workspace)
            let two = try await ask(as: ada, in: workspace)
            let (a, b) = (a, b)
            let head = try workspace.read { try $0.ledger.head() }
            for wrong in [(two, OptionName(trusted: "c")), (one, b)] {
                await #expect(throws: DecisionError.self) {
                    try await workspace.change {
                        _ = try $0.decisions.answer([(one, a), wrong], note: nil)
                    }
                }
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
            let decided = try await workspace.change {
                try $0.decisions.answer([(one, a), (two, b)], note: nil)
            }
            #expect(decided.map(\.stored.decision.state.option) == [a, b])
        }
    }

    @Test(
        "An agent whose question lies on the founder's desk needs the founder, until it is settled"
    )
    func presence() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await ask(as: ada, in: workspace)
            func state() throws -> Presence.State? {
                try workspace.read { try $0.presences(.standard) }
                    .first { $0.agent.id == ada.agent }?.presence.state
            }
            #expect(try state() == .needsFounder)
            workspace.time.advance(by: .seconds(60))
            #expect(try state() != .needsFounder, "the default is taken")
            let other = try await ask(as: ada, in: workspace)
            #expect(other != id)
            try await workspace.change {
                _ = try $0.decisions.answer([(other, OptionName(trusted: "a"))], note: nil)
            }
            #expect(try state() != .needsFounder)
        }
    }

    @Test("What was decided elsewhere is written down once under its reference")
    func records() async throws {
        try await TestWorkspace.with { workspace in
            let record = DecisionRecord(
                text: "Which?",
                kind: .strategy,
                outcome: DecisionOutcome(text: "a", decider: "board", at: nil, reference: "X-1")
            )
            let stored = try await workspace.change { try $0.decisions.write(record).stored }
            #expect(stored.settledAt != nil && stored.evidence == 0)
            await #expect(throws: DecisionError.knownReference("X-1", stored.decision.id)) {
                try await workspace.change { _ = try $0.decisions.write(record) }
            }
        }
    }

    @Test("What has no evidence for a day is brought up once, by whichever sweep comes first")
    func escalates() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let lacking = try await ask(within: nil, as: ada, in: workspace)
            let shown = try await ask(within: nil, as: ada, in: workspace)
            let gone = try await ask(within: nil, as: ada, in: workspace)
            try await workspace.change(as: ada) { change in
                let link = EvidenceLink(kind: .file, name: "minutes.md", digest: nil)
                try change.decisions.attach([link], to: shown, note: nil)
                _ = try change.decisions.withdraw(gone, because: "not needed")
            }
            workspace.time.advance(by: Decision.evidenceWithin - .milliseconds(1))
            let early = try await workspace.change { try $0.decisions.sweep() }
            #expect(early.escalated.isEmpty)
            workspace.time.advance(by: .milliseconds(1))
            let sweep = try await workspace.change { try $0.decisions.sweep() }
            #expect(sweep.escalated.map(\.decision.id) == [lacking])
            let again = try await workspace.change { try $0.decisions.sweep() }
            #expect(again.escalated.isEmpty && again.message == nil)
            #expect(try inbox(lea.agent, workspace).map(\.kind) == [.request])
        }
    }

    @Test("At level off nothing is brought up")
    func escalationOff() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await ask(within: nil, as: workspace.founder, in: workspace)
            workspace.time.advance(by: .seconds(100_000))
            try await workspace.change { try $0.set(.decisionEvidence, to: .off) }
            let sweep = try await workspace.change { try $0.decisions.sweep() }
            #expect(sweep.escalated.isEmpty)
        }
    }

    @Test("A day's report tells what was asked and settled in it, and what lacks evidence")
    func cadence() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let old = try await ask(within: .seconds(3600), as: ada, in: workspace)
            workspace.time.advance(by: .seconds(86_400))
            let new = try await ask(within: nil, as: ada, in: workspace)
            workspace.time.advance(by: .seconds(600))
            let report = try workspace.read { try $0.cadence(.daily, until: nil) }
            #expect(report.asked.map(\.decision.id) == [new])
            #expect(report.settled.map(\.decision.id) == [old], "its default, unannounced as it is")
            #expect(report.open.map(\.decision.id) == [new])
            #expect(report.lacking.map(\.decision.id) == [old])
            let week = try workspace.read { try $0.cadence(.weekly, until: nil) }
            #expect(week.asked.map(\.decision.id) == [old, new])
        }
    }

    @Test("A secret is not asked, answered or written down")
    func secrets() async throws {
        try await TestWorkspace.with { workspace in
            let secret = SecretSample("key ghp_<alnum:36>").text(seed: 7)
            let id = try await ask(as: workspace.founder, in: workspace)
            await #expect(throws: RuleError.self) {
                try await workspace.change {
                    _ = try $0.decisions.answer([(id, OptionName(trusted: "a"))], note: secret)
                }
            }
            await #expect(throws: RuleError.self) {
                try await workspace.change {
                    _ = try $0.decisions.ask(
                        DecisionDraft(text: secret, kind: .safety, options: Self.options)
                    )
                }
            }
        }
    }

    @Test("A question has words, not too many, and is about no task that is over")
    func refusedQuestions() async throws {
        try await TestWorkspace.with { workspace in
            let key = try await workspace.task("T-1")
            try await workspace.change { try $0.tasks.cancel(key, because: "not needed") }
            let (text, note) = (DecisionEngine.textBytesMax, DecisionEngine.noteBytesMax)
            await refused(" \n", with: DecisionError.empty, in: workspace)
            await refused(
                String(repeating: "é", count: text / 2) + "x",
                with: DecisionError.tooLong(bytes: text + 1, limit: text),
                in: workspace
            )
            let long = Decision.Option(
                name: OptionName(trusted: "c"),
                text: String(repeating: "x", count: note + 1)
            )
            await refused(
                "Which?",
                Self.options + [long],
                with: DecisionError.tooLong(bytes: note + 1, limit: note),
                in: workspace
            )
            await refused(
                "Which?",
                about: [key],
                with: TaskError.finished(key, .cancelled),
                in: workspace
            )
        }
    }

    private func refused<Refusal: Error & Equatable>(
        _ text: String,
        _ options: [Decision.Option] = DecisionTests.options,
        about tasks: [TaskKey] = [],
        with error: Refusal,
        in workspace: TestWorkspace
    ) async {
        await #expect(throws: error) {
            try await workspace.change {
                let draft = DecisionDraft(
                    text: text,
                    kind: .strategy,
                    options: options,
                    tasks: tasks
                )
                _ = try $0.decisions.ask(draft)
            }
        }
    }

    @Test("A question is not given to an agent who is retired")
    func retiredDelegate() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea").agent
            let id = try await ask(as: ada, in: workspace)
            try await workspace.change { try $0.agents.retire(bea, because: "rest") }
            await #expect(throws: AgentError.retired(bea, reason: "rest")) {
                try await workspace.change { _ = try $0.decisions.delegate(id, to: bea, note: nil) }
            }
        }
    }
}
