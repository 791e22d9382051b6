import ReportKit

extension ReportDocument {
    /// One of everything.
    static let sample = ReportDocument(
        title: "Crossing of the ford",
        revision: 42,
        generatedAt: "2026-02-16T09:30:00Z",
        blocks: [.paragraph("Two of three boats are across.")],
        sections: [
            ReportSection(
                "Boats",
                [
                    .facts([
                        ReportFact("across", .number(2)),
                        ReportFact("next step", "see " + .code("boat send 3") + " first"),
                    ]),
                    .table(
                        ReportTable(
                            "Boats by age",
                            columns: ["boat", .number("age"), "skipper"],
                            rows: [
                                ["B_1 | old", .number(30), "a_codex_plan"],
                                [.strong("Swan"), .number(2), .empty],
                                [.link("Heron", to: "boats/heron.md#hull"), .number(7), "- none"],
                            ]
                        )
                    ),
                ],
                sections: [
                    ReportSection(
                        "Lost",
                        [.table(ReportTable(columns: ["boat"], rows: [], emptiness: "No boat."))]
                    )
                ]
            ),
            ReportSection(
                "What to do",
                [
                    .list(
                        [
                            ReportItem("1. Wait for *low* water", [ReportItem("until noon")]),
                            ReportItem("Send the rest"),
                        ],
                        isOrdered: true
                    ),
                    .list([ReportItem("- a plain item")]),
                    .list([ReportItem("one of another list")]),
                    .checklist([
                        ReportCheck("ropes", isDone: true), ReportCheck("[x] oars", isDone: false),
                    ]),
                ]
            ),
            ReportSection("As told", [.preformatted("left\tright\n```\n<b>\n")]),
            ReportSection(
                "What waits for what",
                [
                    .graph(
                        ReportGraph(
                            "The order of the boats",
                            nodes: [
                                ReportGraph.Node("a", "Swan"),
                                ReportGraph.Node("b]-->x", "Heron \"the\" [old]"),
                            ],
                            edges: [
                                ReportGraph.Edge(from: "a", to: "b]-->x", label: "before|after"),
                                ReportGraph.Edge(from: "a", to: "gone"),
                            ]
                        )
                    )
                ]
            ),
        ]
    )
}
