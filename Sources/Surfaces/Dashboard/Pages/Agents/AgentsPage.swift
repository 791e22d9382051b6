import Model
import Operations
import ReportKit

extension PageKind {
    /// Who is working, stuck or idle.
    static let agents = PageKind("/agents", .agents) { request in
        var screen = Screen("Agents", tab: .agents, command: Tab.agents.command)
        let input = ListPresence.Input { $0.limit = 1000 }
        let agents = try await request.ask(ListPresence.self, input, for: &screen)
        screen.verdict = Verdict(agents.items)
        screen.add("agents", "Agents", .wide, [.grid(.agents(agents))])
        return screen
    }
}

extension Verdict {
    fileprivate init(_ agents: [PresenceLine]) {
        var counts: [String: Int] = [:]
        // As on Now: founders look, and are not looked after.
        let agents = agents.filter { $0.role != .founder }
        for line in agents { counts[line.state.rawValue, default: 0] += 1 }
        let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \($0.key.replacing("_", with: " "))" }
        let isBad = agents.contains { Badge(state: $0.state.rawValue).tone == .bad }
        self.init(
            words.isEmpty ? "No agent is registered yet." : words.joined(separator: ", ") + ".",
            isBad ? .bad : .good
        )
    }
}

extension Grid {
    /// All agents in a stable order, each with its two clocks.
    fileprivate static func agents(_ agents: Page<PresenceLine>) -> Grid {
        Grid(
            "Agents",
            columns: [
                "Agent", "Role", "State", "Reason", "Holds", "Worked", "Seen", "Actions",
            ],
            rows: agents.items.sorted { $0.agent < $1.agent }.map { line in
                Grid.Row(
                    "a-\(line.agent.text.pageName)",
                    [
                        .agent(line.agent), .text(line.role.rawValue),
                        .badge(Badge(state: line.state.rawValue)), .text(line.reason),
                        .tasks(line.holds), .maybe(line.workedAt) { .moment($0) },
                        .maybe(line.seenAt) { .moment($0) },
                        .actions(line.role == .founder ? [] : [.nudge(line)]),
                    ]
                )
            },
            emptiness: "No agent is registered yet.",
            total: agents.total
        )
    }
}
