import Model
import Operations
import ReportKit

extension PageKind {
    /// What can be sent to others.
    static let reports = PageKind("/reports", .reports) { request in
        var screen = Screen("Reports", tab: .reports, command: Tab.reports.command)
        let windows = try await request.ask(
            ListWindows.self,
            ListWindows.Input(),
            for: &screen
        )
        let list = ListRuns.Input { $0.limit = 100 }
        let runs = try await request.ask(ListRuns.self, list, for: &screen)
        screen.verdict = Verdict(
            "\(ReportKind.all.count.of("report")), "
                + "each as a page, as Markdown, and as a file that needs no network.",
            .quiet
        )
        screen.add("reports", "Of all work", .wide, [.grid(.reports)])
        screen.add("runs", "Of runs", .wide, [.grid(.reports(of: runs))])
        screen.add("windows", "Windows and their bundles", .wide, [.grid(.windows(windows))])
        return screen
    }

    /// One report.
    static let report = PageKind("/reports/{report}", .reports) { request in
        let word = request.word("report")
        guard let kind = ReportKind.all.first(where: { $0.name == word }) else {
            throw DashboardError.noPage("/reports/\(word)")
        }
        var screen = Screen(kind.title, tab: .reports, command: kind.command)
        let page = try await kind.make(request, &screen)
        screen.verdict = Verdict(kind.answers, .quiet)
        screen.add(page, at: request.path)
        return screen
    }

    /// What a run has done.
    static let runReport = PageKind("/runs/{run}/report", .runs) { request in
        let name = try RunName(request.word("run"))
        var screen = Screen(
            "Report of \(name.text)",
            tab: .runs,
            command: "worklead run report \(name.text)"
        )
        let input = ReportRun.Input { $0.run = name }
        let page = try await request.ask(ReportRun.self, input, for: &screen).page
        screen.add(page, at: request.path)
        return screen
    }

    /// How a run leaves things, and what comes next.
    static let runHandoff = PageKind("/runs/{run}/handoff", .runs) { request in
        let name = try RunName(request.word("run"))
        var screen = Screen(
            "Hand-off of \(name.text)",
            tab: .runs,
            command: "worklead run handoff \(name.text)"
        )
        let input = HandRunOff.Input { $0.run = name }
        let page = try await request.ask(HandRunOff.self, input, for: &screen).page
        screen.add(page, at: request.path)
        return screen
    }
}

extension Screen {
    /// Takes over all that a report says, each of its sections as a part.
    ///
    /// - Parameter path: Where the page stands, for what can be kept of it.
    mutating func add(_ page: ReportDocument, at path: String) {
        let twins =
            "To keep: " + .link("Markdown", to: path + ".md") + ", "
            + .link("a file for a browser", to: path + ".html") + "."
        add("keep", page.title, .wide, [.text(twins)])
        if !page.blocks.isEmpty {
            parts[parts.count - 1].blocks.append(.report(page.blocks, title: page.title))
        }
        for (index, section) in page.sections.enumerated() {
            let blocks = section.flattened(in: page.title)
            add(
                "section-\(index)",
                section.title,
                .wide,
                blocks.isEmpty ? [.text("Nothing.")] : blocks
            )
        }
    }
}

extension ReportSection {
    /// Its blocks, and those of its sections under their titles.
    ///
    /// - Parameter whole: What it is a section of: a table without a caption is called by both, as
    ///   no two regions of a page may have one name.
    fileprivate func flattened(in whole: String) -> [ScreenBlock] {
        let name = "\(whole): \(title)"
        let own = blocks.enumerated().map { index, block in
            ScreenBlock.report([block], title: index == 0 ? name : "\(name), \(index + 1)")
        }
        return own
            + sections.flatMap { section in
                [.text(ReportText.strong(section.title))] + section.flattened(in: name)
            }
    }
}

extension Grid {
    fileprivate static var reports: Grid {
        Grid(
            "Reports",
            columns: ["Report", "What it answers", "Command", "To keep"],
            rows: ReportKind.all.map { kind in
                let path = "/reports/" + kind.name
                return Grid.Row(
                    "r-\(kind.name)",
                    [
                        .link(kind.title, to: path), .text(kind.answers),
                        .text(.code(kind.command)), .twins(of: path),
                    ]
                )
            }
        )
    }

    fileprivate static func reports(of runs: Page<RunLine>) -> Grid {
        Grid(
            "Runs, newest first",
            columns: ["Run", "State", "What it has done", "What comes next"],
            rows: runs.items.map { run in
                let path = "/runs/" + run.run.text.addressPart
                return Grid.Row(
                    "u-\(run.run.text.pageName)",
                    [
                        .run(run.run), .badge(Badge(run.state)),
                        .link("Report", to: path + "/report"),
                        .link("Hand-off", to: path + "/handoff"),
                    ]
                )
            },
            emptiness: "There is no run to report of.",
            total: runs.total
        )
    }

    fileprivate static func windows(_ windows: Page<WindowLine>) -> Grid {
        Grid(
            "Windows",
            columns: ["Window", "State", "Lead", "Lanes", .number("Holds"), "Opened", "Closed"],
            rows: windows.items.prefix(200).map { line in
                Grid.Row(
                    "w-\(line.window.text.pageName)",
                    [
                        .window(line.window), .badge(Badge(state: line.state)),
                        .agent(line.lead),
                        .text(
                            line.lanes.isEmpty
                                ? "all" : line.lanes.map(\.text).joined(separator: ", ")
                        ),
                        .number(line.held), .moment(line.openedAt),
                        .maybe(line.closedAt) { .moment($0) },
                    ]
                )
            },
            emptiness: "No window was opened yet.",
            total: windows.total
        )
    }
}

extension GridCell {
    /// The same page to keep.
    fileprivate static func twins(of path: String) -> GridCell {
        .text(
            .link("Markdown", to: path + ".md") + " " + .link("HTML", to: path + ".html")
        )
    }
}
