import Model
import Operations
import ReportKit

extension PageKind {
    /// What is to be decided, and what was.
    static let decisions = PageKind("/decisions", .decisions) { request in
        var screen = Screen("Decisions", tab: .decisions, command: Tab.decisions.command)
        let open = ListDecisions.Input { ($0.state, $0.limit) = (.open, 200) }
        let asked = try await request.ask(ListDecisions.self, open, for: &screen)
        let own = ListDecisions.Input { ($0.mine, $0.limit) = (true, 1000) }
        let mine = try await request.ask(ListDecisions.self, own, for: &screen)
        let ledger = try await request.ask(
            ListDecided.self,
            try DecidedFilter(request).input,
            for: &screen
        )
        let yours = Set(mine.items.map(\.decision))
        let (waiting, others) = (
            asked.items.filter { yours.contains($0.decision) }.reversed(),
            asked.items.filter { !yours.contains($0.decision) }
        )
        screen.verdict = Verdict(Array(waiting), others: asked.total - waiting.count, request.now)
        screen.add(
            "yours",
            "Wait for you",
            .wide,
            [
                .cards(waiting.map { Card($0) }, emptiness: "No decision waits for you."),
                .actions([Action.defaults(of: Array(waiting))].compactMap(\.self)),
            ]
        )
        screen.add(
            "others",
            "Wait for others",
            .wide,
            [.cards(others.map { Card($0) }, emptiness: "No decision waits for anybody else.")]
        )
        screen.add(
            "ledger",
            "Decided",
            .wide,
            [.filters(DecidedFilter.bar(request)), .grid(.decided(ledger))]
        )
        return screen
    }
}

/// What the list of the decided is narrowed by: `agent:codex-2 task:T-104`.
private struct DecidedFilter {
    var input = ListDecided.Input()

    init(_ request: PageRequest) throws {
        input.limit = 200
        for word in (request.value("q") ?? "").split(separator: " ") {
            let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "agent": input.agent = try AgentID(parts[1])
            case "task": input.task = try TaskKey(parts[1])
            default: break
            }
        }
    }

    static func bar(_ request: PageRequest) -> FilterBar {
        FilterBar(path: "/decisions", query: request.value("q") ?? "")
    }
}

extension Verdict {
    /// - Parameter waiting: What waits for the viewer, the longest first.
    fileprivate init(_ waiting: [DecisionLine], others: Int, _ now: Timestamp) {
        let rest = others == 0 ? "" : " \(others.of("other")) \(others == 1 ? "waits" : "wait")."
        guard let oldest = waiting.first else {
            self.init("No decision waits for you." + rest, .good)
            return
        }
        let age = (now - oldest.askedAt).brief
        self.init(
            "\(waiting.count.of("decision")) \(waiting.count == 1 ? "waits" : "wait") for you, "
                + "the longest for \(age)." + rest,
            .attention
        )
    }
}

extension Card {
    /// An open decision, with what it costs to leave it open.
    init(_ line: DecisionLine) {
        self.init(
            "q-\(line.decision.text)",
            Badge("decision", .attention),
            .link(line.decision.text, to: "/decisions/" + line.decision.text.addressPart)
                + ReportText(" " + line.text)
        )
        meta = [.moment(line.askedAt), .agent(line.asker)]
        if let delegate = line.delegate { meta.append(.text("answered by " + .agent(delegate))) }
        if !line.tasks.isEmpty { meta.append(.text("blocks " + .tasks(line.tasks))) }
        if let fallback = line.fallback, let deadline = line.deadline {
            meta.append(.text("default \(fallback.text)"))
            meta.append(.moment(deadline))
        }
        lines = line.options.map { .strong($0.option.text) + ReportText(": " + $0.text) }
        actions = Action.answers(to: line)
    }
}

extension Grid {
    fileprivate static func decided(_ lines: Page<DecisionLine>) -> Grid {
        Grid(
            "Decided, newest first",
            columns: ["Decision", "Question", "Outcome", "By", "State", "Settled", "Evidence"],
            rows: lines.items.map { line in
                Grid.Row(
                    "l-\(line.decision.text.pageName)",
                    [
                        .decision(line.decision), .text(line.text),
                        .maybe(line.outcome ?? line.option?.text) { .text($0) },
                        .maybe(line.decider) { .text($0) },
                        .badge(Badge(state: line.state.rawValue)),
                        .maybe(line.settledAt) { .moment($0) }, line.proof,
                    ]
                )
            },
            emptiness: "Nothing was decided yet.",
            total: lines.total
        )
    }
}

extension DecisionLine {
    /// How many links of evidence it has, or that it has had none for too long.
    var proof: GridCell {
        lacksEvidence ? .badge(Badge("lacking", .attention)) : .number(evidence)
    }
}
