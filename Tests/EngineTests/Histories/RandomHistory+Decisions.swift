import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let decisionSteps: [Step] = [
        ("ask", { try await $0.ask() }), ("ask", { try await $0.ask() }),
        (
            "answer",
            { history in
                let id = try history.decision()
                let option = OptionName(trusted: history.chance.pick(["a", "b"]))
                let note = history.chance.oneIn(2) ? history.chance.text(upTo: 9) + "." : nil
                try await history.workspace.change {
                    _ = try $0.decisions.answer([(id, option)], note: note)
                }
            }
        ),
        (
            "delegate",
            { history in
                let id = try history.decision()
                let agent = history.session().agent
                try await history.workspace.change {
                    _ = try $0.decisions.delegate(id, to: agent, note: nil)
                }
            }
        ),
        (
            "withdraw",
            { history in
                let id = try history.decision()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.decisions.withdraw(id, because: "not needed")
                }
            }
        ),
        (
            "look after the decisions",
            { history in
                if history.chance.oneIn(3) {
                    history.workspace.time.advance(by: .seconds(86_400))
                }
                try await history.workspace.change { _ = try $0.decisions.sweep() }
            }
        ),
        ("write a decision down", { try await $0.writeDecision() }),
        (
            "show a decision",
            { history in
                let id = try history.decision()
                let link = EvidenceLink(kind: .file, name: "minutes.md", digest: nil)
                try await history.workspace.change(as: history.session()) {
                    try $0.decisions.attach([link], to: id, note: nil)
                }
            }
        ),
    ]

    /// A decision, mostly an open one.
    private func decision() throws -> DecisionID {
        var filter = DecisionFilter()
        filter.state = chance.oneIn(6) ? nil : .open
        let ids = try workspace.read { view in
            try view.decisions.decisions(filter, at: view.now, limit: 100).map(\.decision.id)
        }
        return ids.isEmpty ? DecisionID(trusted: "D-0") : chance.pick(ids)
    }

    private func ask() async throws {
        let options = ["a", "b"].map {
            Decision.Option(name: OptionName(trusted: $0), text: chance.text(upTo: 9) + ".")
        }
        let draft = DecisionDraft(
            text: "Which? " + chance.text(upTo: 9),
            kind: chance.pick(Decision.Kind.allCases),
            options: options,
            fallback: chance.oneIn(2) ? (OptionName(trusted: "a"), lease()) : nil,
            tasks: chance.oneIn(2) ? [key()] : []
        )
        try await workspace.change(as: session()) { _ = try $0.decisions.ask(draft) }
    }

    private func writeDecision() async throws {
        guard chance.oneIn(2) else { return }
        let record = DecisionRecord(
            text: "Which?",
            kind: chance.pick(Decision.Kind.allCases),
            outcome: DecisionOutcome(
                text: "This.",
                decider: chance.oneIn(2) ? "the board" : nil,
                at: chance.oneIn(2) ? now : nil,
                reference: chance.oneIn(2) ? "X-\(Int.random(in: 1...9, using: &chance))" : nil
            )
        )
        try await workspace.change { _ = try $0.decisions.write(record) }
    }
}
