import Model
import Operations
import ReportKit

extension PageKind {
    /// What needs the viewer now.
    static let now = PageKind("/", .now) { request in
        var screen = Screen("Now", tab: .now, command: "worklead status")
        let status = try await request.ask(ShowStatus.self, NoInput(), for: &screen)
        let input = ListPresence.Input { $0.limit = 100 }
        let agents = try await request.ask(ListPresence.self, input, for: &screen)
        screen.verdict = Verdict(status, agents.items)
        let cards = NowCards(status).all
        screen.add("queue", "Needs you", .half, [.cards(cards, emptiness: status.calm)])
        screen.add("agents", "Agents", .aside, [.grid(.strip(of: agents))])
        screen.add("work", "Work", .wide, [.facts(status.facts)])
        return screen
    }
}

extension Verdict {
    fileprivate init(_ status: StatusReport, _ agents: [PresenceLine]) {
        let waiting = status.undecided + status.delivered.count + status.attention.count
        let working = agents.count { $0.state == .working }
        let stuck = agents.count { $0.state == .stuck || $0.state == .silent }
        let needs =
            waiting == 0
            ? "Nothing needs you."
            : "\(waiting.of("thing")) \(waiting == 1 ? "needs" : "need") you."
        self.init(
            "\(needs) \(working.of("agent")) working, \(stuck) stuck or silent.",
            stuck > 0 ? .bad : waiting > 0 ? .attention : .good
        )
    }
}

/// The things of the queue as cards, the most urgent kind first.
private struct NowCards {
    let all: [Card]

    init(_ status: StatusReport) {
        all =
            status.decisions.map(Self.decision) + status.delivered.map(Self.delivery)
            + status.attention.map(Self.agent) + status.overdue.map(Self.overdue)
    }

    private static func decision(_ line: DecisionLine) -> Card {
        var card = Card(
            "q-\(line.decision.text)",
            Badge("decision", .attention),
            ReportText("\(line.decision.text) ") + ReportText(line.text)
        )
        card.title =
            .link(line.decision.text, to: "/decisions/" + line.decision.text.addressPart)
            + ReportText(" " + line.text)
        card.meta = [.moment(line.askedAt), .agent(line.asker)]
        if !line.tasks.isEmpty { card.meta.append(.text("blocks \(line.tasks.count)")) }
        if let fallback = line.fallback, let deadline = line.deadline {
            card.meta.append(.text("default \(fallback.text)"))
            card.meta.append(.moment(deadline))
        }
        card.actions = Action.answers(to: line)
        return card
    }

    private static func delivery(_ task: TaskLine) -> Card {
        var card = Card(
            "q-\(task.task.text)",
            Badge("delivered", .active),
            .task(task.task) + ReportText(" " + task.title)
        )
        card.meta = [.moment(task.changedAt)] + (task.holder.map { [.agent($0)] } ?? [])
        card.lines = ["Open it to see its proof, and to accept it or send it back."]
        return card
    }

    private static func agent(_ line: PresenceLine) -> Card {
        var card = Card(
            "q-agent-\(line.agent.text)",
            Badge(state: line.state.rawValue),
            .agent(line.agent) + ReportText(" " + line.reason)
        )
        card.meta = [.moment(line.since)]
        if !line.holds.isEmpty { card.meta.append(.text("holds " + .tasks(line.holds))) }
        if let remedy = line.remedy { card.lines = ["What helps: " + .code(remedy)] }
        card.actions = [.nudge(line.agent)]
        return card
    }

    private static func overdue(_ task: TaskLine) -> Card {
        var card = Card(
            "q-over-\(task.task.text)",
            Badge("overdue", .attention),
            .task(task.task) + ReportText(" " + task.title)
        )
        card.meta = [.maybe(task.holder) { .agent($0) }, .maybe(task.until) { .moment($0) }]
        card.lines = ["Its lease has ended; anybody may claim it."]
        return card
    }
}

extension StatusReport {
    fileprivate var calm: String {
        let claimed = tasks.first { $0.state == "claimed" }?.count ?? 0
        return "Nothing needs you. \(claimed.of("task")) in work, \(ready) ready, "
            + "\(waiting) waiting for others."
    }

    fileprivate var facts: [ScreenFact] {
        tasks.map { ScreenFact($0.state, .link(String($0.count), to: "/tasks?state=\($0.state)")) }
            + [
                ScreenFact("can be claimed", .number(ready)),
                ScreenFact("wait for others", .number(waiting)),
                ScreenFact("unread", .link(String(unread), to: "/inbox")),
            ]
    }
}

extension Grid {
    /// Who stands how, in a few columns.
    fileprivate static func strip(of agents: Page<PresenceLine>) -> Grid {
        Grid(
            "Agents",
            columns: ["Agent", "State", "Holds", "Worked"],
            rows: agents.items.sorted { $0.agent < $1.agent }.map { line in
                Grid.Row(
                    "a-\(line.agent.text.pageName)",
                    [
                        .agent(line.agent), .badge(Badge(state: line.state.rawValue)),
                        .tasks(line.holds), .maybe(line.workedAt) { .moment($0) },
                    ]
                )
            },
            emptiness: "No agent is registered yet.",
            total: agents.total
        )
    }
}
