import Model
import Operations
import ReportKit

extension PageKind {
    /// Whether all is green, and by which gates.
    static let gates = PageKind("/gates", .gates) { request in
        var screen = Screen("Gates", tab: .gates, command: Tab.gates.command)
        let gates = try await request.ask(ListGates.self, NoInput(), for: &screen)
        let last = try await request.ask(
            ShowGateHistory.self,
            ShowGateHistory.Input { $0.limit = 1000 },
            for: &screen
        )
        let cost = try await request.ask(ShowGateCost.self, ShowGateCost.Input(), for: &screen)
        var book = GateBook(last.items, cost.items)
        // What each said last leaves out where there was nothing to judge.
        for gate in gates.items where book.hadNothingToJudge(gate.gate) {
            let asked = ShowGateHistory.Input { ($0.gate, $0.limit) = (gate.gate, 1) }
            let said = try await request.ask(ShowGateHistory.self, asked, for: &screen)
            book.last[gate.gate] = said.items.first
        }
        screen.verdict = Verdict(gates.items, book)
        screen.add("gates", "Gates", .wide, .gates(gates.items, book))
        screen.add("cost", "What they cost and refused", .wide, [.grid(.cost(cost))])
        return screen
    }
}

/// What is known of the gates, by name.
struct GateBook {
    var last: [GateName: GateHistoryLine]
    let cost: [GateName: GateCostLine]

    init(_ last: [GateHistoryLine], _ cost: [GateCostLine]) {
        self.last = Dictionary(last.map { ($0.result.gate, $0) }) { first, _ in first }
        self.cost = Dictionary(cost.map { ($0.gate, $0) }) { first, _ in first }
    }

    /// Whether it was asked, and never came to a verdict.
    func hadNothingToJudge(_ gate: GateName) -> Bool {
        last[gate] == nil && (cost[gate]?.skips ?? 0) > 0
    }
}

extension Verdict {
    /// One light for all: red where something blocks, or could not judge.
    init(_ gates: [GateLine], _ book: GateBook) {
        let asked = gates.filter { $0.level != .off }
        func with(_ verdict: GateVerdict, _ level: RuleLevel) -> [GateLine] {
            asked.filter { $0.level == level && book.last[$0.gate]?.result.verdict == verdict }
        }
        let blocking = with(.fail, .block)
        let blind = with(.error, .block) + with(.error, .advise)
        let advising = with(.fail, .advise)
        let fast = asked.filter { book.last[$0.gate]?.result.usualUs != nil }
        let silent = asked.count { book.last[$0.gate] == nil }
        guard silent < asked.count else {
            self.init("No gate has run yet.", .quiet)
            return
        }
        var words: [String] = []
        if !blocking.isEmpty { words.append("Refused: \(blocking.names).") }
        if !blind.isEmpty { words.append("Could not judge: \(blind.names).") }
        if words.isEmpty { words.append("No gate blocks.") }
        if !advising.isEmpty { words.append("Advised against: \(advising.names).") }
        if !fast.isEmpty { words.append("Far too fast to have looked: \(fast.names).") }
        let idle = asked.count { book.last[$0.gate]?.result.verdict == .skipped }
        if idle > 0 { words.append("\(idle) had nothing to judge.") }
        if silent > 0 { words.append("\(silent) of \(asked.count) were never asked.") }
        let off = gates.count - asked.count
        if off > 0 { words.append("\(off) \(off == 1 ? "is" : "are") off.") }
        let isBad = !(blocking + blind).isEmpty
        let isOdd = !(advising + fast).isEmpty
        self.init(words.joined(separator: " "), isBad ? .bad : isOdd ? .attention : .good)
    }
}

extension [GateLine] {
    fileprivate var names: String {
        let more = count > 5 ? " and \(count - 5) more" : ""
        return prefix(5).map(\.gate.text).joined(separator: ", ") + more
    }
}

extension Action {
    static func level(of gate: GateLine) -> Action {
        Action(
            "rule.set",
            "Change level",
            on: .gate(gate.gate),
            shown: SubjectState(gate).digest,
            given: [("rule", gate.gate.text)],
            entries: [
                .choice(
                    name: "level",
                    label: "Level",
                    options: RuleLevel.allCases.filter { $0 != gate.level }
                        .map { ($0.rawValue, $0.rawValue) }
                )
            ]
        )
    }

    /// Runs it on all that the ledger covers, or on what was handed in for a task; what it would
    /// look at in a working directory only somebody who stands in one can ask.
    static func run(_ gate: GateLine) -> [Action] {
        var plain = Action(
            "gate.run",
            "Run",
            on: .gate(gate.gate),
            shown: SubjectState(gate).digest,
            given: [("gates", gate.gate.text)],
            tone: .active
        )
        var actions: [Action] = []
        if gate.targets.contains(.workspace) {
            plain.given.append(("on", GateTarget.workspace.rawValue))
            actions.append(plain)
        }
        for target in [GateTarget.delivery, .packet] where gate.targets.contains(target) {
            var task = plain
            task.label = "Run on a task's \(target.rawValue)"
            task.tone = .quiet
            task.given = [("gates", gate.gate.text), ("on", target.rawValue)]
            task.entries = [.line(name: "task", label: "Task", isRequired: true)]
            actions.append(task)
        }
        return actions
    }
}

extension [ScreenBlock] {
    /// The gates that were asked; those that never were are folded away beside them.
    static func gates(_ gates: [GateLine], _ book: GateBook) -> [ScreenBlock] {
        let asked = gates.filter { book.last[$0.gate] != nil }
        let silent = gates.filter { book.last[$0.gate] == nil }
        guard !asked.isEmpty else { return [.grid(.unasked(silent))] }
        let count = silent.count.of("gate")
        let words = "\(count) \(silent.count == 1 ? "was" : "were") never asked"
        return [.grid(.asked(asked, book))]
            + (silent.isEmpty ? [] : [.more(words, [.grid(.unasked(silent))])])
    }
}

extension GateLine {
    /// What can be done without saying more, and its level.
    fileprivate var actions: GridCell {
        .actions(Action.run(self).filter(\.entries.isEmpty) + [.level(of: self)])
    }
}

extension Grid {
    fileprivate static func asked(_ gates: [GateLine], _ book: GateBook) -> Grid {
        Grid(
            "Gates, each with what it said last",
            columns: [
                "Gate", "Last verdict", "Level", "When", "Took", .number("Refused"),
                "What is so where it passes", "Actions",
            ],
            rows: gates.map { gate in
                let last = book.last[gate.gate]
                let cost = book.cost[gate.gate]
                return Grid.Row(
                    "g-\(gate.gate.text.pageName)",
                    [
                        .gate(gate.gate), last?.result.badge ?? .none,
                        .badge(Badge(level: gate.level)), .maybe(last) { .moment($0.ranAt) },
                        last?.result.took ?? .none, .maybe(cost) { .number($0.refusals) },
                        .text(gate.summary), gate.actions,
                    ]
                )
            }
        )
    }

    fileprivate static func unasked(_ gates: [GateLine]) -> Grid {
        Grid(
            "Gates that were never asked",
            columns: ["Gate", "Level", "What is so where it passes", "Actions"],
            rows: gates.map { gate in
                Grid.Row(
                    "g-\(gate.gate.text.pageName)",
                    [
                        .gate(gate.gate), .badge(Badge(level: gate.level)), .text(gate.summary),
                        gate.actions,
                    ]
                )
            },
            emptiness: "There is no gate."
        )
    }

    fileprivate static func cost(_ lines: Page<GateCostLine>) -> Grid {
        Grid(
            "Since the ledger began",
            columns: [
                "Gate", .number("Asked"), .number("Passed"), .number("Refused"),
                .number("Nothing to judge"), .number("Could not judge"), "In all", "Longest",
            ],
            rows: lines.items.map { line in
                Grid.Row(
                    "c-\(line.gate.text.pageName)",
                    [
                        .gate(line.gate), .number(line.runs), .number(line.passes),
                        .number(line.refusals), .number(line.skips), .number(line.errors),
                        .text(Duration.microseconds(line.totalUs).fine),
                        .text(Duration.microseconds(line.longestUs).fine),
                    ]
                )
            },
            emptiness: "No gate has run yet.",
            total: lines.total
        )
    }
}
