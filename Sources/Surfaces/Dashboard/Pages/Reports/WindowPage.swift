import Model
import Operations
import ReportKit

extension PageKind {
    /// A window: what its lanes have handed in, and what it holds for whom.
    static let window = PageKind("/windows/{window}", .reports) { request in
        let name = try WindowName(request.word("window"))
        var screen = Screen(
            "Window \(name.text)",
            tab: .reports,
            command: "worklead window show \(name.text)"
        )
        let input = ShowWindow.Input { $0.window = name }
        let detail = try await request.ask(ShowWindow.self, input, for: &screen)
        screen.verdict = Verdict(detail)
        screen.add("standing", "How it stands", .half, [.facts(detail.facts)])
        screen.add("held", "What it holds for whom", .half, [.grid(.held(detail.held))])
        screen.add("lanes", "Bundles of its lanes", .wide, [.grid(.lanes(detail.lanes))])
        return screen
    }
}

extension GridCell {
    static func window(_ name: WindowName) -> GridCell {
        .link(name.text, to: "/windows/" + name.text.addressPart)
    }
}

extension Verdict {
    fileprivate init(_ detail: WindowDetail) {
        let bundled = detail.lanes.count { $0.bundledAt != nil }
        let gaps = detail.lanes.count { !$0.gaps.isEmpty }
        let words =
            "\(bundled) of \(detail.lanes.count.of("lane")) handed in, \(gaps) with gaps; "
            + "\(detail.rework.count.of("task")) to mend."
        let isOpen = detail.window.closedAt == nil
        self.init(
            (isOpen ? "Open: " : "Closed: ") + words,
            isOpen ? .active : gaps + detail.rework.count > 0 ? .attention : .good
        )
    }
}

extension WindowDetail {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(state: window.state))),
            ScreenFact("Lead", .agent(window.lead)),
            ScreenFact("Wave", .maybe(window.wave) { .text($0.text) }),
            ScreenFact("Holds", .number(window.held)),
            ScreenFact("Opened", .moment(window.openedAt)),
            ScreenFact("Closed", .maybe(window.closedAt) { .moment($0) }),
            ScreenFact("Verified", .tasks(verified)), ScreenFact("To mend", .tasks(rework)),
            ScreenFact(
                "Closed without",
                without.isEmpty
                    ? .none : .text(without.map(\.text).joined(separator: ", "))
            ),
            ScreenFact("Why", .maybe(reason) { .text($0) }),
        ]
    }
}

extension Grid {
    fileprivate static func lanes(_ lines: [WindowLaneLine]) -> Grid {
        Grid(
            "Lanes",
            columns: ["Lane", "Tasks", "Handed in", "By", "What is missing"],
            rows: lines.map { line in
                Grid.Row(
                    "n-\(line.lane.text.pageName)",
                    [
                        .link(line.lane.text, to: "/tasks?lane=" + line.lane.text.addressPart),
                        .tasks(line.tasks), .maybe(line.bundledAt) { .moment($0) },
                        .maybe(line.bundledBy) { .agent($0) },
                        line.gaps.isEmpty
                            ? .none : .text(line.gaps.joined(separator: " ").cut(1000)),
                    ]
                )
            },
            emptiness: "It covers no lane with tasks."
        )
    }

    fileprivate static func held(_ lines: [HeldLine]) -> Grid {
        Grid(
            "Held messages",
            columns: ["For", .number("Messages"), "Told of by"],
            rows: lines.map { line in
                Grid.Row(
                    "h-\(line.reader.text.pageName)",
                    [
                        .agent(line.reader), .number(line.messages),
                        .maybe(line.digest) { .text($0.text) },
                    ]
                )
            },
            emptiness: "It holds nothing for anybody."
        )
    }
}
