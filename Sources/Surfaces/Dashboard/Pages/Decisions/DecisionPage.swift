import Model
import Operations
import ReportKit

extension PageKind {
    /// What is asked, what can be chosen, and what it costs to wait.
    static let decision = PageKind("/decisions/{decision}", .decisions) { request in
        let id = try DecisionID(request.word("decision"))
        var screen = Screen(
            id.text,
            tab: .decisions,
            command: "worklead decision show \(id.text)"
        )
        let input = ShowDecision.Input { $0.decision = id }
        let detail = try await request.ask(ShowDecision.self, input, for: &screen)
        let line = detail.decision
        let talk = ShowThread.Input { ($0.thread, $0.limit) = (line.thread, 200) }
        let thread = try await request.ask(ShowThread.self, talk, for: &screen)
        let agents = try await request.ask(ListAgents.self, ListAgents.Input(), for: &screen)
        let others = agents.items.filter { $0.agent != request.agent }
        screen.title = "\(id.text) \(line.text)"
        screen.verdict = Verdict(line, request.now)
        screen.add(
            "options",
            "What can be chosen",
            .wide,
            [.grid(.options(of: line)), .actions(line.actions(others))]
        )
        screen.add("standing", "How it stands", .half, [.facts(line.facts)])
        screen.add("evidence", "Evidence", .half, [.grid(.evidence(detail.evidence))])
        screen.add(
            "thread",
            "What was said",
            .wide,
            [
                .thread(
                    thread.items.map { ThreadEntry($0) },
                    emptiness: "Nothing was said about it."
                )
            ]
        )
        return screen
    }
}

extension Verdict {
    fileprivate init(_ line: DecisionLine, _ now: Timestamp) {
        let what = line.outcome ?? line.option?.text
        let chosen = what.map { ": \($0)" } ?? ""
        let who = line.decider.map { " by \($0)" } ?? ""
        switch line.state {
        case .open:
            let wait = "Open for \((now - line.askedAt).brief)"
            let cost =
                line.tasks.isEmpty ? "" : ", and \(line.tasks.count.of("task")) can't be claimed"
            let end =
                line.fallback.flatMap { fallback in
                    line.deadline.map { ($0 - now, fallback) }
                }
                .map { " If nobody answers in \($0.0.brief), \($0.1.text) is taken." } ?? ""
            self.init(wait + cost + "." + end, .attention)
        case .answered: self.init("Answered\(who)\(chosen).", .good)
        case .defaulted: self.init("Nobody answered: the default was taken\(chosen).", .good)
        case .withdrawn: self.init("Withdrawn\(who)\(chosen).", .quiet)
        case .recorded: self.init("Decided elsewhere\(who)\(chosen).", .good)
        }
    }
}

extension Decision.Desk {
    /// Whose answer it is, in words.
    fileprivate var words: String {
        switch self {
        case .founder: "a founder, who was told at once"
        case .digest: "a founder, when one looks"
        case .lead: "a lead"
        }
    }
}

extension DecisionLine {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(state: state.rawValue))),
            ScreenFact("Kind", kind.rawValue.replacing("_", with: " ")),
            ScreenFact("Asked by", .agent(asker)), ScreenFact("Asked", .moment(askedAt)),
            ScreenFact("Waits for", desk.words),
            ScreenFact("Answered by", .maybe(delegate) { .agent($0) }),
            ScreenFact("Default", .maybe(fallback) { .text($0.text) }),
            ScreenFact("Deadline", .maybe(deadline) { .moment($0) }),
            ScreenFact("Blocks", .tasks(tasks)), ScreenFact("Thread", .thread(thread)),
            ScreenFact("Settled", .maybe(settledAt) { .moment($0) }),
            ScreenFact("Note", .maybe(note) { .text($0) }),
            ScreenFact("Known elsewhere as", .maybe(reference) { .text($0) }),
        ]
    }

    /// What can be done.
    ///
    /// - Parameter agents: Who could answer in the viewer's place.
    fileprivate func actions(_ agents: [AgentLine]) -> [Action] {
        guard state == .open else { return [] }
        let shown = SubjectState(self).digest
        var delegate = Action(
            "decision.delegate",
            "Delegate",
            on: .decision(decision),
            shown: shown,
            given: [("decision", decision.text)]
        )
        delegate.entries = [
            .agents("agent", "Who is to answer", agents),
            .line(name: "note", label: "A word to them", isRequired: false),
        ]
        var withdraw = Action(
            "decision.withdraw",
            "Withdraw",
            on: .decision(decision),
            shown: shown,
            given: [("decision", decision.text)],
            tone: .bad
        )
        withdraw.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        withdraw.question =
            "Withdraw \(decision.text)? What waits for it can be claimed then, unanswered."
        let policy = Action.policy(for: self).map { [$0] } ?? []
        return Action.answers(to: self) + policy + (agents.isEmpty ? [] : [delegate]) + [withdraw]
    }
}

extension Grid {
    fileprivate static func options(of line: DecisionLine) -> Grid {
        Grid(
            "Options",
            columns: ["Option", "What it means", "Standing"],
            rows: line.options.map { option in
                let standing: GridCell =
                    switch option.option {
                    case line.option: .badge(Badge("chosen", .good))
                    case line.fallback: .badge(Badge("default", .active, "◇"))
                    default: .none
                    }
                return Grid.Row(
                    "o-\(option.option.text.pageName)",
                    [.text(.strong(option.option.text)), .text(option.text), standing]
                )
            },
            emptiness: "It has no options."
        )
    }

    fileprivate static func evidence(_ links: [EvidenceLinkLine]) -> Grid {
        Grid(
            "What shows it",
            columns: ["Kind", "Name", "Digest", "Note", "By", "Added"],
            rows: links.enumerated().map { index, link in
                let name: GridCell =
                    link.kind == "bundle"
                    ? .link(link.target, to: "/evidence/" + link.target.addressPart)
                    : .text(.code(link.target))
                return Grid.Row(
                    "e-\(index)",
                    [
                        .text(link.kind), name,
                        .maybe(link.digest) { .text(.code(String($0.hex.prefix(12)))) },
                        .maybe(link.note) { .text($0) }, .agent(link.agent),
                        .moment(link.addedAt),
                    ]
                )
            },
            emptiness: "Nothing is linked to it."
        )
    }
}
