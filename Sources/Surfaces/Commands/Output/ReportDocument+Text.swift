import Model
import ReportKit

extension TextDocument {
    /// A page for people at a terminal and for agents: what it says, without its looks.
    package init(_ page: ReportDocument) {
        self.init()
        say(Phrase([.text(page.title)]))
        if let revision = page.revision { field("revision", .number(revision)) }
        if let moment = page.generatedAt { field("made_at", .text(moment)) }
        for block in page.blocks { add(block, of: page.title) }
        for section in page.sections { add(section) }
    }

    private mutating func add(_ section: ReportSection) {
        let isNamed = section.blocks.contains { !$0.namesItself } || section.blocks.isEmpty
        if isNamed { say(Phrase([.text(section.title)]) + ":") }
        for block in section.blocks { add(block, of: section.title) }
        for inner in section.sections { add(inner) }
    }

    private mutating func add(_ block: ReportBlock, of title: String) {
        switch block {
        case .paragraph(let text): say(Phrase([text.cell]))
        case .facts(let facts):
            for fact in facts { field(fact.name, fact.value.cell) }
        case .table(let table):
            list(
                TextList(
                    (table.caption ?? title).listName,
                    columns: table.columns.map(\.name.listName),
                    rows: table.rows.map { $0.map(\.cell) }
                )
            )
        case .list(let items, _):
            list(
                TextList(
                    title.listName,
                    columns: ["item"],
                    rows: Self.lines(items).map { [$0] }
                )
            )
        case .checklist(let checks):
            list(
                TextList(
                    title.listName,
                    columns: ["done", "item"],
                    rows: checks.map { check in
                        [
                            check.isDone ? .state("yes", .done) : .state("no", .waiting),
                            check.text.cell,
                        ]
                    }
                )
            )
        case .preformatted(let text, _): body(title.listName, text)
        case .graph(let graph): body(title.listName, graph.mermaid)
        }
    }

    private static func lines(_ items: [ReportItem]) -> [Cell] {
        items.flatMap { [$0.text.cell] + lines($0.items) }
    }
}

extension ReportBlock {
    /// Whether its own name says what it is where a section's title would.
    fileprivate var namesItself: Bool {
        switch self {
        case .table, .list, .checklist, .preformatted, .graph: true
        case .paragraph, .facts: false
        }
    }
}

extension ReportText {
    /// The text as a value; what is to be typed is never cut.
    fileprivate var cell: Cell {
        guard !isEmpty else { return .absent }
        if runs.count == 1, case .code(let text) = runs[0] { return .path(text) }
        if let number = Int64(plain), String(number) == plain { return .number(number) }
        return .text(plain)
    }
}

extension String {
    /// A title as the name of a list: `Live claims` is `live_claims`.
    fileprivate var listName: String {
        let words = lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "items" : words.joined(separator: "_").printable(limit: 60)
    }
}
