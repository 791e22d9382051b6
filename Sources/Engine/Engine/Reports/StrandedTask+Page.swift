import Model
import ReportKit
import Store

extension StrandedTask {
    static let columns: [ReportTable.Column] = ["task", "waits for", "what helps"]

    /// What waits for ever, each with what lets it go on.
    static func section(_ stranded: [StrandedTask]) -> ReportSection {
        ReportSection(
            "Waiting for what was cancelled",
            [
                .table(
                    ReportTable(
                        columns: columns,
                        rows: stranded.map {
                            [ReportText($0.task), ReportText($0.on), .command($0.remedy)]
                        }
                    )
                )
            ]
        )
    }
}
