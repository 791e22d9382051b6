import CommandLineKit
import Model
import Operations

/// What `worklead top` shows, as lines that fit the terminal.
///
/// A function of what is known and where somebody is; it writes nothing.
struct TopScreen {
    let report: NowReport
    let state: TopState
    /// Why the report is not of this moment.
    let fault: String?
    let readAt: Timestamp
    let rows: Int
    let columns: Int
    let presentation: Presentation

    /// As many lines as the terminal has.
    var lines: [String] {
        let body =
            switch state.view {
            case .list, .filter: head + queue + agents
            case .details: head + details
            case .keys: Self.keys
            }
        let room = max(rows - 1, 0)
        let shown = Array(body.prefix(room))
        let fill = Array(repeating: "", count: room - shown.count)
        return (shown + fill).map { $0 } + [foot]
    }

    private var head: [String] {
        var facts: [String] = []
        if let since = report.waitingSince { facts.append("longest wait \(age(since))") }
        facts.append("today \(report.acceptedToday) accepted, \(report.sentBackToday) sent back")
        if let cost = report.costToday {
            let most = report.costTodayMax.map { " of $" + $0.inDollars } ?? ""
            facts.append("$" + cost.inDollars + most)
        }
        facts += report.work.prefix(3).map { "\($0.kind) \($0.name) \($0.done)/\($0.total)" }
        return [
            line("\(report.workspace): \(report.verdict)", .bold),
            line(facts.joined(separator: " · "), .dim), "",
        ]
    }

    private var queue: [String] {
        let items = state.shown(report.items)
        let title =
            "NEEDS YOU " + (items.count == report.itemsTotal ? "" : "\(items.count) of ")
            + "\(report.itemsTotal)"
        guard !items.isEmpty else {
            let word = report.items.isEmpty ? "nothing" : "nothing that has '\(state.filter)'"
            return [line(title, .bold), line("  " + word, .dim), ""]
        }
        let place = state.place(in: items)
        // The agents keep a third of the screen where there are some.
        let room = max(3, (rows - 6) * (report.agents.isEmpty ? 3 : 2) / 3)
        let start = max(0, min(place - room / 2, items.count - room))
        let shown = items[start..<min(start + room, items.count)]
        return [line(title, .bold)]
            + zip(shown.indices, shown).map { index, item in row(item, isChosen: index == place) }
            + [""]
    }

    private func row(_ item: QueueItem, isChosen: Bool) -> String {
        let mark = item.severity.mark
        let who = [item.who?.text, item.lane?.text].compactMap(\.self).joined(separator: " · ")
        let text =
            (isChosen ? "> " : "  ") + mark.glyph(unicode: presentation.unicode) + " "
            + item.kind.rawValue.filled(11) + " " + item.subject.printable(limit: 40).filled(12)
            + " " + age(item.since).filled(5) + " " + who.filled(16) + " "
            + item.title.printable(limit: 300)
        let cut = text.cut(columns, presentation.ellipsis)
        guard presentation.rawColors else { return cut }
        return isChosen ? "\u{1b}[7m\(cut.filled(columns))\u{1b}[0m" : mark.ink.paint(cut, if: true)
    }

    private var agents: [String] {
        [line("AGENTS \(report.agentsTotal)", .bold)]
            + report.agents.map { agent in
                let holds = agent.holds.first.map { " \($0)" } ?? ""
                let text =
                    "  " + agent.agent.text.filled(16) + " " + agent.state.rawValue.filled(13) + " "
                    + age(agent.since).filled(5) + holds + " " + agent.reason.printable(limit: 200)
                return line(text, agent.state.raisesAlert ? .red : nil)
            }
    }

    private var details: [String] {
        let items = state.shown(report.items)
        guard !items.isEmpty else { return queue }
        let item = items[state.place(in: items)]
        var fields: [(String, String)] = [
            ("what", item.kind.rawValue), ("subject", item.subject), ("title", item.title),
            ("why", item.reason), ("severity", item.severity.rawValue),
            ("waits", "\(age(item.since)), since \(item.since.text)"),
        ]
        if let who = item.who { fields.append(("who", who.text)) }
        if let task = item.task { fields.append(("task", task.text)) }
        if let lane = item.lane { fields.append(("lane", lane.text)) }
        if let repository = item.repository { fields.append(("repository", repository.text)) }
        if item.blocks > 0 { fields.append(("blocks", item.blocks.counted("task"))) }
        for option in item.options { fields.append(("[\(option.option)]", option.text)) }
        if let fallback = item.fallback, let deadline = item.deadline {
            fields.append(("default", "\(fallback) at \(deadline.text)"))
        }
        fields.append(("what helps", item.remedy))
        return fields.flatMap { name, text in
            text.printable(limit: 2000).folded(max(20, columns - 14)).enumerated().map {
                line("  " + ($0.offset == 0 ? name : "").filled(11) + " " + $0.element, nil)
            }
        }
    }

    private static let keys = [
        "KEYS", "", "  j k, down up   move", "  Enter          the item's details, and back",
        "  /              filter; Esc takes it away", "  ?              this list",
        "  q              quit",
    ]

    private var foot: String {
        if state.view == .filter { return line("/" + state.filter, .bold) }
        let clock = String(readAt.text.dropFirst(11).prefix(8)) + " UTC"
        if let fault {
            return line("NOT LIVE: \(fault.printable(limit: 100)); as of \(clock)", .alarm)
        }
        let filter = state.filter.isEmpty ? "" : " · filter '\(state.filter)'"
        return line(
            "live, read at \(clock)\(filter) · q quit  j k move  Enter details  / filter  ? keys",
            .dim
        )
    }

    private func age(_ moment: Timestamp) -> String {
        max(readAt - moment, .zero).roughly
    }

    /// A line of ours, cut to the terminal and painted; what others wrote was made harmless.
    private func line(_ text: String, _ ink: Ink?) -> String {
        let cut = text.cut(columns, presentation.ellipsis)
        return ink?.paint(cut, if: presentation.rawColors) ?? cut
    }
}

extension String {
    /// The text with blanks up to a width, or cut to it.
    fileprivate func filled(_ width: Int) -> String {
        let own = displayWidth
        guard own <= width else { return cut(width, "…") }
        return self + String(repeating: " ", count: width - own)
    }

    /// The text, cut to a width.
    fileprivate func cut(_ width: Int, _ ellipsis: String) -> String {
        guard displayWidth > width else { return self }
        let mark = ellipsis.displayWidth <= width ? ellipsis : ""
        return printableHead(.columns(max(0, width - mark.displayWidth))).text + mark
    }

    /// The text in pieces of a width.
    fileprivate func folded(_ width: Int) -> [String] {
        var lines: [String] = []
        var rest = self[...]
        while !rest.isEmpty, lines.count < 200 {
            let head = String(rest).printableHead(.columns(width)).text
            guard !head.isEmpty else { break }
            lines.append(head)
            rest = rest.dropFirst(head.count)
        }
        return lines.isEmpty ? [""] : lines
    }
}
