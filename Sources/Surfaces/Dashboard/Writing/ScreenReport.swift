import Digests
import Model
import Operations
import ReportKit

// The same page for those who read no HTML: as a report, which is Markdown, and as JSON.
extension Screen {
    /// What the page says, without what it lets one do.
    var report: ReportDocument {
        var blocks: [ReportBlock] = []
        if let verdict { blocks.append(.paragraph(.strong(verdict.text))) }
        blocks.append(.paragraph("Same as the command " + .code(command) + "."))
        return ReportDocument(
            title: title,
            revision: revision,
            blocks: blocks,
            sections: parts.map { part in
                ReportSection(part.title, part.blocks.flatMap { $0.report(in: part.title) })
            }
        )
    }

    /// The answers that the page was made from.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "page": .string(tab.rawValue), "title": .string(title), "command": .string(command),
            "sources": .array(sources.map(\.json)),
        ]
        members["verdict"] = verdict.map { .string($0.text) }
        members["rev"] = revision.map { .integer($0) }
        return .object(members)
    }
}

extension ScreenBlock {
    fileprivate func report(in title: String) -> [ReportBlock] {
        switch self {
        case .text(let text): [.paragraph(text)]
        case .facts(let facts):
            [
                .facts(
                    facts.compactMap { fact in
                        fact.value.report.map { ReportFact(fact.name, $0) }
                    }
                )
            ]
        case .grid(let grid): [grid.report]
        case .cards(let cards, let emptiness):
            cards.isEmpty
                ? [.paragraph(ReportText(emptiness))] : [.list(cards.map(\.report))]
        case .board(let columns):
            columns.flatMap { column -> [ReportBlock] in
                [
                    .paragraph(.strong("\(column.title): \(column.total)")),
                    .list(column.cards.map(\.report)),
                ]
            }
        case .thread(let entries, let emptiness):
            entries.isEmpty ? [.paragraph(ReportText(emptiness))] : entries.flatMap(\.report)
        case .diagram(let diagram): [.graph(diagram.report)]
        case .lanes(let lanes): [lanes.grid.report]
        case .chart(let chart): [chart.grid.report]
        case .markup(let text), .lines(let text, _): [.preformatted(text)]
        case .patch(let patch):
            [.preformatted(patch.text)]
                + (patch.notes.isEmpty ? [] : [.list(patch.notes.map(\.report))])
        case .list(let items): [.list(items.map { ReportItem($0) })]
        case .actions, .filters: []
        case .turns(let turns):
            [.paragraph(ReportText("\(turns.first) to \(turns.last) of \(turns.total)"))]
        case .more(let summary, let blocks):
            [.paragraph(.strong(summary))] + blocks.flatMap { $0.report(in: title) }
        case .report(let blocks, _): blocks
        }
    }
}

extension GridCell {
    /// The value as text; `nil` for what is there to be done.
    var report: ReportText? {
        switch self {
        case .text(let text): text
        case .badge(let badge): ReportText("\(badge.glyph) \(badge.word.replacing("_", with: " "))")
        case .moment(let moment): ReportText(moment.text)
        case .number(let number): .number(number)
        case .duration(let duration): ReportText(duration.brief)
        case .actions: nil
        case .none: "–"
        }
    }
}

extension Grid {
    fileprivate var report: ReportBlock {
        let kept = columns.indices.filter { index in
            rows.allSatisfy { $0.cells[index].report != nil }
        }
        return .table(
            ReportTable(
                captionWithCount,
                columns: kept.map { columns[$0].named(with: unit) },
                rows: rows.map { row in kept.map { row.cells[$0].report ?? .empty } },
                emptiness: emptiness
            )
        )
    }
}

extension Card {
    fileprivate var report: ReportItem {
        let details = meta.compactMap(\.report) + lines
        return ReportItem(
            ReportText("\(badge.glyph) \(badge.word.replacing("_", with: " ")): ") + title,
            details.map { ReportItem($0) }
        )
    }
}

extension Patch.Note {
    fileprivate var report: ReportItem {
        let place = row == 0 ? "" : "line \(row) of the text: "
        return ReportItem(ReportText("\(badge.glyph) \(badge.word): \(place)") + text)
    }
}

extension ThreadEntry {
    fileprivate var report: [ReportBlock] {
        let details = meta.compactMap(\.report).map { ReportItem($0) }
        return [.list([ReportItem(title, details)]), .preformatted(body)]
    }
}

extension Diagram {
    fileprivate var report: ReportGraph {
        ReportGraph(
            caption,
            nodes: nodes.map { ReportGraph.Node($0.id, "\($0.id) \($0.title)") },
            edges: edges.map { ReportGraph.Edge(from: $0.from, to: $0.to) }
        )
    }
}

extension ReportTable.Column {
    /// The column with what its numbers count in its name.
    fileprivate func named(with unit: String) -> ReportTable.Column {
        guard isNumeric, !unit.isEmpty else { return self }
        return .number("\(name) (\(unit))")
    }
}
