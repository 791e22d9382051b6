import Model
import QRKit
import ReportKit

extension ReportDocument {
    /// Any command's answer as a page, so that each has every format.
    ///
    /// - Parameter schema: The shape of the answer, `task.list/1`: the page's title.
    init(of text: TextDocument, called schema: String, _ presentation: Presentation) {
        self.init(title: schema.split(separator: "/").first.map(String.init) ?? schema)
        blocks = text.blocks.map { ReportBlock($0, presentation) }
    }
}

extension ReportBlock {
    fileprivate init(_ block: TextDocument.Block, _ presentation: Presentation) {
        switch block {
        case .sentence(let phrase):
            self = .paragraph(ReportText(phrase.line(in: presentation)))
        case .fields(let fields):
            self = .facts(
                fields.map { ReportFact($0.name, $0.value.shown(.field, presentation)) }
            )
        case .list(let list):
            self = .table(
                ReportTable(
                    list.summary(in: presentation),
                    columns: list.columns.map { ReportTable.Column($0) },
                    rows: list.rows.map { row in row.map { $0.shown(.cell, presentation) } }
                )
            )
        case .body(let body):
            self = .preformatted(body.lines(in: presentation).lines.joined(separator: "\n"))
        case .drawing(let code):
            self = .preformatted(code.lines(colors: false, halves: true).joined(separator: "\n"))
        case .next(let commands):
            self = .list(commands.compactMap(\.command).map { ReportItem("next: " + .code($0)) })
        }
    }
}

extension Cell {
    fileprivate func shown(_ limit: TextLimit, _ presentation: Presentation) -> ReportText {
        let words = words(in: presentation)
        return switch self {
        case .absent: "-"
        case .literal, .number, .moment, .duration: ReportText(words)
        case .digest: .code(words)
        case .path: ReportText(words)
        case .text, .state: ReportText(words.shown(limit, in: presentation))
        }
    }
}
