import Model
import ReportKit
import Testing

@testable import Dashboard

@Suite struct WritingTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func frame(
        csrf: String? = "proof",
        readOnly: Bool = false
    )
        -> HTMLScreenWriter.Frame
    {
        var frame = HTMLScreenWriter.Frame(
            workspace: "demo",
            path: "/tasks",
            query: "",
            csrf: csrf,
            assets: .all
        )
        frame.isReadOnly = readOnly
        return frame
    }

    /// A page with that text in every place that a text of others can come to.
    private static func screen(_ text: String) -> Screen {
        var screen = Screen(text, tab: .tasks, command: text)
        screen.verdict = Verdict(text, .bad)
        var card = Card("c-1", Badge(text, .bad), ReportText(text))
        card.meta = [.text(text), .link(text, to: text.cut(400))]
        card.lines = [ReportText(text), .code(text), .strong(text)]
        card.actions = [
            Action(
                "task.accept",
                text,
                on: .bundle(BundleID(trusted: text.cut(400))),
                given: [("task", text.cut(400))],
                entries: [
                    .line(name: "note", label: text, isRequired: false),
                    .choice(name: "c", label: text, options: [(text.cut(400), text)]),
                ],
                question: text
            )
        ]
        let row = Grid.Row("r-1", [.text(text), .badge(Badge(state: text))])
        var node = Diagram.Node("T-1", text, Badge(state: text), address: "/tasks/T-1")
        node.isCritical = true
        screen.add(
            "all",
            text,
            .wide,
            [
                .text(ReportText(text)), .facts([ScreenFact(text, text)]),
                .grid(Grid(text, columns: [.init(text), "Two"], rows: [row])),
                .cards([card], emptiness: text), .cards([], emptiness: text),
                .patch(Patch(text, notes: [.init(row: 1, Badge(text, .bad), ReportText(text))])),
                .board([BoardColumn(text, [card], total: 3, address: text.cut(400))]),
                .thread(
                    [
                        ThreadEntry(
                            "m-1",
                            ReportText(text),
                            meta: [.text(text)],
                            body: text,
                            actions: card.actions
                        )
                    ],
                    emptiness: text
                ),
                .thread([], emptiness: text), .markup(text), .lines(text, .diff),
                .lines(text, .log), .list([ReportText(text)]), .more(text, [.text(text)]),
                .diagram(Diagram("d", text, nodes: [node], edges: [("T-0", "T-1")])),
                .lanes(
                    LaneChart(
                        "l",
                        text,
                        from: now,
                        to: Timestamp(milliseconds: now.milliseconds + 1000),
                        lanes: [
                            LaneChart.Lane(
                                text,
                                bars: [LaneChart.Bar(text, from: now, to: nil, .good)],
                                ticks: [LaneChart.Tick(text, at: now, "▲", .bad)]
                            )
                        ]
                    )
                ),
                .chart(
                    Chart(
                        "k",
                        text,
                        form: .line,
                        axis: text,
                        unit: text,
                        labels: [text],
                        series: [Chart.Series(text, [1.5])]
                    )
                ),
                .filters(
                    FilterBar(
                        path: "/tasks",
                        query: text.cut(400),
                        choices: [FilterBar.Choice("s", text, [text.cut(400)], chosen: nil)],
                        kept: [("view", text.cut(400))]
                    )
                ),
                .report([.paragraph(ReportText(text))], title: text),
            ]
        )
        return screen
    }

    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
        "javascript:alert(1)", "</title><script>1</script>", "</textarea><script>1</script>",
        "a\u{202E}b", "a\u{200B}b", "a\u{1B}[31mb", "a\u{0}b", "&lt;script&gt;",
        "</style><script>", "<!--", "]]>", "{{7*7}}", "//evil.example/x",
    ]

    @Test("No text of others becomes a tag, an attribute or a script", arguments: hostile)
    func hostileTexts(text: String) {
        for form in [HTMLScreenWriter.Form.live, .file] {
            let html = HTMLScreenWriter.page(Self.screen(text), Self.frame(), form, now: Self.now)
            for part in ["<script>", "<img", "onerror=alert(1)>", "' onmouseover='"] {
                #expect(!html.contains(part), "\(part) in the page of \(text)")
            }
            #expect(!html.contains("href=\"javascript"))
            #expect(!html.contains("href=\"//"))
            for scalar in html.unicodeScalars where scalar != "\n" && scalar != "\t" {
                #expect(!scalar.isUnsafeToShow, "U+\(String(scalar.value, radix: 16)) is shown")
            }
        }
    }

    @Test("A text of a megabyte is cut, and its size told")
    func longTexts() {
        let text = String(repeating: "x", count: 1_000_000)
        let html = HTMLScreenWriter.page(Self.screen(text), Self.frame(), .live, now: Self.now)
        #expect(html.contains("(1000000 bytes)"))
        #expect(html.utf8.count < 3_000_000)
    }

    @Test("Forms are on live pages of who may act, and nowhere else")
    func forms() {
        func html(_ frame: HTMLScreenWriter.Frame, _ form: HTMLScreenWriter.Form) -> String {
            HTMLScreenWriter.page(Self.screen("x"), frame, form, now: Self.now)
        }
        let action = "action=\"/act/task.accept\""
        #expect(html(Self.frame(), .live).contains(action))
        #expect(!html(Self.frame(csrf: nil), .live).contains(action))
        #expect(!html(Self.frame(readOnly: true), .live).contains(action))
        #expect(!html(Self.frame(), .file).contains("<form"))
        #expect(!html(Self.frame(), .file).contains("<script"))
        #expect(!html(Self.frame(), .file).contains("src="))
    }

    @Test("A page reads the same as Markdown, without what can be done")
    func markdown() {
        let text = Self.screen("plain words").report.written(as: .markdown)
        #expect(text.contains("plain words"))
        #expect(!text.contains("task.accept"))
    }

    @Test("Numbers have two digits behind the point at most")
    func numbers() {
        #expect(12.0.short == "12")
        #expect(0.5.short == "0.5")
        #expect(1.257.short == "1.26")
        #expect((-2.05).short == "-2.05")
    }
}
