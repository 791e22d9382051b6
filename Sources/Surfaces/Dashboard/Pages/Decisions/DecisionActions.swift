import Model
import Operations

extension Action {
    /// A button for each option; with a word to who asked where there is more to say.
    static func answers(to line: DecisionLine) -> [Action] {
        guard line.state == .open else { return [] }
        let shown = SubjectState(line).digest
        let id = line.decision.text
        var actions = line.options.prefix(6).map { option in
            Action(
                "decision.answer",
                // What is chosen, where a button has room for it.
                option.text.utf8.count > 32 ? option.option.text : option.text,
                on: .decision(line.decision),
                shown: shown,
                given: [("answers.decision", id), ("answers.option", option.option.text)],
                tone: option.option == line.fallback ? .active : .quiet
            )
        }
        guard !line.options.isEmpty else { return actions }
        actions.append(worded(line, "Answer with a word"))
        return actions
    }

    /// An answer that holds from now on; `nil` where nothing can be chosen.
    static func policy(for line: DecisionLine) -> Action? {
        guard line.state == .open, !line.options.isEmpty else { return nil }
        var action = worded(line, "Answer and make it policy")
        action.given.append(("policy", "true"))
        return action
    }

    private static func worded(_ line: DecisionLine, _ label: String) -> Action {
        Action(
            "decision.answer",
            label,
            on: .decision(line.decision),
            shown: SubjectState(line).digest,
            given: [("answers.decision", line.decision.text)],
            entries: [
                .choice(
                    name: "answers.option",
                    label: "Option",
                    options: line.options.map {
                        ($0.option.text, "\($0.option.text): \($0.text)".cut(200))
                    }
                ),
                .line(name: "note", label: "A word to \(line.asker.text)", isRequired: false),
            ]
        )
    }

    /// A word to an agent that is to go on.
    static func nudge(_ line: PresenceLine) -> Action {
        Action(
            "agent.nudge",
            "Nudge",
            on: .agent(line.agent),
            shown: SubjectState(line).digest,
            given: [("agent", line.agent.text)],
            entries: [.line(name: "reason", label: "Why", isRequired: true)]
        )
    }
}

extension Action {
    /// Takes the default of each that has one, all or none; `nil` where that would be one or none.
    static func defaults(of lines: [DecisionLine]) -> Action? {
        let able = lines.filter { $0.fallback != nil }.prefix(50)
        guard able.count > 1 else { return nil }
        var action = Action(
            "decision.answer",
            "Take all \(able.count) defaults",
            on: .decisions(able.map(\.decision)),
            shown: SubjectState(Array(able)).digest,
            given: able.flatMap { line in
                [
                    ("answers.decision", line.decision.text),
                    ("answers.option", line.fallback?.text ?? ""),
                ]
            }
        )
        let names = able.map { "\($0.decision.text) \($0.fallback?.text ?? "")" }
        action.question = "Answer \(names.joined(separator: ", "))? All of them, or none."
        return action
    }
}
