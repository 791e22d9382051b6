import Model
import ReportKit
import Store

extension RubberStamps {
    /// What was found, as a page.
    package func page(in view: View) throws -> ReportDocument {
        var page = try view.report("Audit")
        page.blocks = [
            .facts([
                ReportFact("verdicts", .number(verdicts)), ReportFact("claims", .number(claims)),
                ReportFact("gates", .number(gates)),
            ])
        ]
        page.sections = [
            ReportSection("Hasty verdicts", [.table(Self.table(hasty, who: "judge"))]),
            ReportSection("Short claims", [.table(Self.table(short, who: "worker"))]),
            ReportSection(
                "Gates that never refused",
                [
                    .table(
                        ReportTable(
                            columns: ["gate", .number("runs"), .number("passes")],
                            rows: neverFailed.map { sum in
                                [ReportText(sum.gate), .number(sum.runs), .number(sum.passes)]
                            }
                        )
                    )
                ]
            ),
        ]
        return page
    }

    private static func table(_ lines: [Hasty], who: String) -> ReportTable {
        ReportTable(
            columns: [
                "task", "delivery", ReportTable.Column(who), "outcome", "took", "needs", "why",
            ],
            rows: lines.map { line in
                [
                    ReportText(line.task), ReportText(line.delivery), ReportText(line.agent),
                    ReportText(line.outcome?.rawValue ?? ""), ReportText(line.took),
                    ReportText(line.needs), ReportText(line.reason),
                ]
            }
        )
    }
}
