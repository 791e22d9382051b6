import ReportKit

/// Texts that try to be more than text, each with what a reader is to see.
enum HostileTexts {
    static let all: [(text: String, shown: String)] =
        [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</td></table><h1>x",
            "</title><script>", "[x](javascript:alert(1))", "![x](http://a.b/c.png)",
            "**bold** _x_ `y`",
            "| a | b |", "a|b", "# heading #", "## a", "- item", "+ item", "* item", "1. x",
            "12) x",
            "1986. was", "> quote", "```", "~~~ x", "~~gone~~", "<!-- c", "-->", "&amp; &#35; &lt;",
            "&copy", "www.example.org", "http://e.org/a_b?c=d&e=f", "ada@example.org", "@all #12",
            "$x^2$", "===", "---", "- - -", "* * *", "\\", "a\\", "\\*x\\*", "[a]: b", "[^1]",
            "[ ] todo", "[x] done", "a_codex_plan", "_a_", "__a__", "e\u{301}", "`\u{301}`",
            "``a`` `",
            "  padded  ", "    code", "two  blanks", "]]>", "{{x}}", "${x}", "%s", "a: b", ": b",
            "=",
            "|---|---|", "x\\|y", "<https://a.b>", "<?php", "<![CDATA[x]]>", "日本語 ok ✅\u{FE0F}",
        ].map { ($0, $0) } + [
            ("\u{202E}live", "\\u{202e}live"),
            ("zero\u{200B}width", "zero\\u{200b}width"),
            ("\u{1B}[31mred\u{1B}]0;t\u{07}", "\\u{1b}[31mred\\u{1b}]0;t\\u{7}"),
            ("line\nbreak", "line\\u{a}break"),
            ("a\r\n# b", "a\\u{d}\\u{a}# b"),
            ("\u{0}", "\\u{0}"),
            ("tab\there", "tab\\u{9}here"),
            ("tag\u{E0041}", "tag\\u{e0041}"),
            ("\u{FFFE}", "\\u{fffe}"),
            ("\u{2028}", "\\u{2028}"),
            ("a\u{FE00}", "a\\u{fe00}"),
        ]

    /// A report with the text in every place that takes one.
    static func report(of text: String) -> ReportDocument {
        ReportDocument(
            title: text,
            generatedAt: text,
            blocks: [.paragraph(ReportText(text))],
            sections: [
                ReportSection(
                    text,
                    [
                        .facts([ReportFact(text, ReportText(text))]),
                        .table(
                            ReportTable(
                                text,
                                columns: [ReportTable.Column(text), "b"],
                                rows: [
                                    [ReportText(text), .code(text)],
                                    [.strong(text), .link(text, to: text)],
                                ]
                            )
                        ),
                        .list([ReportItem(ReportText(text), [ReportItem(.code(text))])]),
                        .checklist([ReportCheck(ReportText(text), isDone: true)]),
                        .preformatted(text, language: text),
                        .graph(
                            ReportGraph(
                                text,
                                nodes: [ReportGraph.Node(text, text)],
                                edges: [ReportGraph.Edge(from: text, to: text, label: text)]
                            )
                        ),
                    ]
                )
            ]
        )
    }
}
