import Model
import Testing

@Suite("A decision, and who may settle it until when")
struct DecisionTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)
    private let ada = Agent(id: AgentID(trusted: "ada"), role: .worker)
    private let fay = Agent(id: AgentID(trusted: "fay"), role: .founder)
    private let lea = Agent(id: AgentID(trusted: "lea"), role: .lead)
    private let a = OptionName(trusted: "a")
    private let b = OptionName(trusted: "b")
    private var deadline: Timestamp { start + .seconds(60) }

    private func decision(
        desk: Decision.Desk = .founder,
        options: [String] = ["a", "b"],
        fallback: String? = "a",
        deadline: Timestamp? = nil,
        state: DecisionState = .open
    ) -> Decision {
        Decision(
            id: DecisionID(trusted: "D-1"),
            asker: ada.id,
            kind: .strategy,
            text: "Which?",
            thread: ThreadID(trusted: "D-1"),
            desk: desk,
            options: options.map { Decision.Option(name: OptionName(trusted: $0), text: $0) },
            fallback: fallback.map {
                Decision.Fallback(
                    option: OptionName(trusted: $0),
                    deadline: deadline ?? self.deadline
                )
            },
            tasks: [],
            state: state
        )
    }

    private func settled(_ name: DecisionState.Name) -> DecisionState {
        switch name {
        case .open: .open
        case .answered: .answered(a, by: fay.id, note: nil)
        case .defaulted: .defaulted(a)
        case .withdrawn: .withdrawn(reason: "none")
        case .recorded:
            .recorded(DecisionOutcome(text: "a", decider: nil, at: nil, reference: nil))
        }
    }

    @Test("A question has two options at least, each once, and a default that is one of them")
    func asking() {
        #expect(throws: Never.self) { try decision().ask(at: start) }
        #expect(throws: DecisionError.optionCount(1)) {
            try decision(options: ["a"]).ask(at: start)
        }
        #expect(throws: DecisionError.optionCount(10)) {
            try decision(options: (0..<10).map { "o\($0)" }, fallback: nil).ask(at: start)
        }
        #expect(throws: DecisionError.repeatedOption(a)) {
            try decision(options: ["a", "b", "a"]).ask(at: start)
        }
        #expect(throws: DecisionError.unknownOption(OptionName(trusted: "c"), known: [a, b])) {
            try decision(fallback: "c").ask(at: start)
        }
        #expect(throws: DecisionError.deadlinePast(start)) {
            try decision(deadline: start).ask(at: start)
        }
    }

    @Test("The default is taken at its deadline, not before it, and whether or not anybody looks")
    func deadlineDecides() throws {
        var decision = decision()
        let before = deadline + .milliseconds(-1)
        #expect(decision.taken(at: before) == nil)
        #expect(decision.takeDefault(at: before) == nil)
        #expect(decision.standing(at: deadline) == .defaulted(a))
        #expect(throws: DecisionError.defaulted(decision.id, a, at: deadline)) {
            try decision.answer(b, by: fay, note: nil, at: deadline)
        }
        #expect(decision.state == .open)
        #expect(decision.takeDefault(at: deadline) == .defaulted(a))
        #expect(decision.takeDefault(at: deadline) == nil, "once")
    }

    @Test("An answer before the deadline stands for ever")
    func answerStands() throws {
        var decision = decision()
        _ = try decision.answer(b, by: fay, note: nil, at: deadline + .milliseconds(-1))
        #expect(
            decision.standing(at: deadline + .seconds(9)) == .answered(b, by: fay.id, note: nil)
        )
        #expect(decision.takeDefault(at: deadline) == nil)
    }

    @Test(
        "Nothing is settled twice, whichever way it was settled",
        arguments: DecisionState.Name.allCases
    )
    func settledOnce(_ name: DecisionState.Name) {
        let isOpen = name == .open
        let acts: [(inout Decision) throws -> Void] = [
            { _ = try $0.answer(self.a, by: self.fay, note: nil, at: self.start) },
            { _ = try $0.delegate(to: self.lea.id, by: self.fay, at: self.start) },
            { _ = try $0.withdraw(because: "none", by: self.fay, at: self.start) },
        ]
        for act in acts {
            var decision = decision(state: settled(name))
            if isOpen {
                #expect(throws: Never.self) { try act(&decision) }
            } else {
                #expect(throws: DecisionError.self) { try act(&decision) }
                #expect(decision.state == settled(name))
            }
        }
    }

    @Test("A founder answers, or whom a founder lets; a lead only what lies on a lead's desk")
    func whoAnswers() throws {
        #expect(decision().isFor(fay))
        #expect(!decision().isFor(ada))
        #expect(!decision().isFor(lea))
        #expect(!decision(desk: .digest).isFor(lea))
        #expect(decision(desk: .lead).isFor(lea))
        #expect(decision(desk: .lead).isFor(fay))
        #expect(!decision(desk: .lead).isFor(Agent(id: ada.id, role: .lead)), "its own question")
        var delegated = decision()
        _ = try delegated.delegate(to: lea.id, by: fay, at: start)
        #expect(delegated.isFor(lea))
        #expect(throws: DecisionError.notYours(delegated.id, ada.id)) {
            try delegated.answer(a, by: ada, note: nil, at: start)
        }
        #expect(throws: Never.self) { try delegated.withdraw(because: "x", by: ada, at: start) }
        var asked = decision()
        let stranger = Agent(id: AgentID(trusted: "bea"), role: .worker)
        #expect(throws: DecisionError.notYours(asked.id, ada.id)) {
            try asked.delegate(to: lea.id, by: ada, at: start)
        }
        #expect(throws: DecisionError.notYours(asked.id, stranger.id)) {
            try asked.withdraw(because: "x", by: stranger, at: start)
        }
    }

    @Test("What happens to a decision is read from the ledger as it was written")
    func facts() throws {
        let id = DecisionID(trusted: "D-1")
        let outcome = DecisionOutcome(text: "a", decider: "the board", at: start, reference: "X-1")
        let recorded = Decision(
            id: id,
            asker: ada.id,
            kind: .legal,
            text: "Which?",
            thread: ThreadID(trusted: "D-1"),
            desk: .digest,
            options: [],
            fallback: nil,
            tasks: [TaskKey(trusted: "T-1")],
            state: .recorded(outcome)
        )
        let link = EvidenceLink(kind: .file, name: "a.md", digest: nil)
        let events: [DecisionEvent] = [
            .asked(decision()), .asked(decision(fallback: nil)), .delegated(to: lea.id),
            .answered(a, note: nil), .answered(b, note: "so"), .defaulted(a),
            .withdrawn(reason: "none"), .recorded(recorded, outcome),
            .evidenceAdded([link], note: "x"), .escalated,
        ]
        for event in events {
            #expect(try DecisionEvent(event.fact, of: id) == event)
        }
    }
}
