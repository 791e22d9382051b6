import Model
import Operations
import ReportKit

extension PageKind {
    /// Which pages, keys and words there are.
    static let help = PageKind("/help", .help) { _ in
        var screen = Screen("Help", tab: .help, command: Tab.help.command)
        screen.add(
            "pages",
            "Pages",
            .half,
            [
                .grid(
                    Grid(
                        "Pages, what they answer, and what shows the same in a terminal",
                        columns: ["Page", "Answers", "Command"],
                        rows: (Tab.main + Tab.more).map { tab in
                            Grid.Row(
                                "p-\(tab.rawValue)",
                                [
                                    .link(tab.title, to: tab.path), .text(tab.question),
                                    .text(.code(tab.command)),
                                ]
                            )
                        }
                    )
                )
            ]
        )
        screen.add("keys", "Keys", .half, [.grid(.keys)])
        screen.add(
            "search",
            "Search",
            .half,
            [
                .text(
                    "Words find tasks, agents, messages and memories. Words with a colon narrow "
                        + "tasks:"
                ),
                .list([
                    .code("state:ready"), .code("lane:core"), .code("agent:bo"),
                    .code("phase:P07"), .code("repo:api"),
                ]),
                .text(
                    "The key of a task, the name of an agent, and the id of a decision, a "
                        + "message, a review, a finding or a bundle lead to its page."
                ),
            ]
        )
        screen.add(
            "elsewhere",
            "The same elsewhere",
            .half,
            [
                .text(
                    "Each page says at its end which command shows the same, and has a twin as "
                        + "JSON, as Markdown, and as one HTML file that needs no network."
                ),
                .text("Words of other teams are explained by " + .code("worklead help WORD") + "."),
            ]
        )
        screen.add("words", "Words", .wide, try glossary)
        screen.add("playbooks", "Words of the playbooks", .wide, [.grid(.playbooks)])
        return screen
    }
}

/// The glossary, chapter by chapter.
private var glossary: [ScreenBlock] {
    get throws {
        try Glossary(parsing: AssetShelf.all.text("glossary.md")).chapters.enumerated()
            .map { number, chapter in .grid(chapter.grid(number)) }
    }
}

extension Tab {
    /// What its page answers.
    var question: String {
        switch self {
        case .now: "What needs me now?"
        case .tasks: "What is the state of work?"
        case .agents: "Who is working, stuck or idle?"
        case .inbox: "What was said to me?"
        case .reviews: "What did reviewers find?"
        case .evidence: "Is it proven?"
        case .gates: "Are we green?"
        case .timeline: "What happened when?"
        case .decisions: "What is asked, and what does waiting cost?"
        case .runs: "How far are the runs?"
        case .plans: "In which order, and what blocks what?"
        case .changes: "Who touches what?"
        case .reports: "What do I send?"
        case .trends: "Are we getting better?"
        case .health: "Is the tool itself well?"
        case .settings: "Who may look, and which rules hold?"
        case .help: "What is where?"
        case .none: ""
        }
    }
}

extension Grid {
    fileprivate static let keys = Grid(
        "Keys",
        columns: ["Key", "What it does"],
        rows: [
            ("/", "Search"), ("?", "Show the keys"), ("j k", "The next and the last row"),
            ("Enter", "Open the row"), ("m", "What can be done with it"), ("Esc", "Close, leave"),
        ].enumerated().map { index, line in
            Row("k-\(index)", [.text(.code(line.0)), .text(line.1)])
        }
            + Tab.main.compactMap { tab in
                tab.key.map { key in
                    Row("k-g-\(key)", [.text(.code("g \(key)")), .text(tab.title)])
                }
            }
    )

    /// What is said elsewhere, and what that is here.
    fileprivate static let playbooks = Grid(
        "What the playbooks call it",
        columns: ["There", "Here", "Commands"],
        rows: PlaybookWords.rows.enumerated().map { index, row in
            let commands = row.commands.enumerated().reduce(ReportText.empty) { text, command in
                text + (command.offset > 0 ? ", " : "") + .code("worklead " + command.element)
            }
            return Row(
                "there-\(index)",
                [.text(row.words.joined(separator: ", ")), .text(row.here), .text(commands)]
            )
        }
    )
}
