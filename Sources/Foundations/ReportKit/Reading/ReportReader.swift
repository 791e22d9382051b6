import Digests

/// JSON that is not a report.
package struct ReportReadingError: Error, Hashable, Sendable {
    /// Where in the document: `sections[2].blocks[0].rows`.
    package let path: String
    /// What must stand there, as a noun phrase.
    package let expected: String
}

extension ReportDocument {
    /// Reads what ``json`` gives; members that it does not know are ignored.
    package init(json: JSONValue) throws(ReportReadingError) {
        self = try ReportReader(json, path: "").document()
    }
}

/// Reads one value of a report's JSON, with errors that say where it stands.
private struct ReportReader {
    private let value: JSONValue
    private let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    func document() throws(ReportReadingError) -> ReportDocument {
        ReportDocument(
            title: try member("title").string(),
            revision: optional("revision")?.value.int64Value,
            generatedAt: try optional("generated_at").map(Self.string),
            blocks: try each("blocks", Self.block),
            sections: try each("sections", Self.section)
        )
    }

    private static func string(_ reader: ReportReader) throws(ReportReadingError) -> String {
        try reader.string()
    }

    private static func section(
        _ reader: ReportReader
    ) throws(ReportReadingError) -> ReportSection {
        ReportSection(
            try reader.member("title").string(),
            try reader.each("blocks", block),
            sections: try reader.each("sections", section)
        )
    }

    private static func block(_ reader: ReportReader) throws(ReportReadingError) -> ReportBlock {
        switch try reader.member("kind").string() {
        case "paragraph": .paragraph(try text(reader.member("text")))
        case "facts": .facts(try reader.each("facts", fact))
        case "table": .table(try table(reader))
        case "list":
            .list(
                try reader.each("items", item),
                isOrdered: reader.optional("ordered")?.value == .bool(true)
            )
        case "checklist": .checklist(try reader.each("checks", check))
        case "preformatted":
            .preformatted(
                try reader.member("text").string(),
                language: try reader.member("language").string()
            )
        case "graph": .graph(try graph(reader))
        default: throw reader.error("a kind of block that is known")
        }
    }

    private static func fact(_ reader: ReportReader) throws(ReportReadingError) -> ReportFact {
        ReportFact(try reader.member("name").string(), try text(reader.member("value")))
    }

    private static func check(_ reader: ReportReader) throws(ReportReadingError) -> ReportCheck {
        ReportCheck(
            try text(reader.member("text")),
            isDone: try reader.member("done").value == .bool(true)
        )
    }

    private static func item(_ reader: ReportReader) throws(ReportReadingError) -> ReportItem {
        guard case .object = reader.value else { return ReportItem(try text(reader)) }
        return ReportItem(try text(reader.member("text")), try reader.each("items", item))
    }

    private static func table(_ reader: ReportReader) throws(ReportReadingError) -> ReportTable {
        let columns = try reader.each("columns", column)
        let rows = try reader.each("rows", row)
        guard rows.allSatisfy({ $0.count == columns.count }) else {
            throw reader.error("rows with a value for each column")
        }
        return ReportTable(
            try reader.optional("caption").map(string),
            columns: columns,
            rows: rows,
            emptiness: try reader.optional("emptiness").map(string) ?? "None."
        )
    }

    private static func column(
        _ reader: ReportReader
    ) throws(ReportReadingError) -> ReportTable.Column {
        ReportTable.Column(
            try reader.member("name").string(),
            isNumeric: reader.optional("numeric")?.value == .bool(true)
        )
    }

    private static func row(_ reader: ReportReader) throws(ReportReadingError) -> [ReportText] {
        try reader.elements(text)
    }

    private static func text(_ reader: ReportReader) throws(ReportReadingError) -> ReportText {
        if case .string(let text) = reader.value { return ReportText(text) }
        return ReportText(runs: try reader.elements(run))
    }

    private static func run(_ reader: ReportReader) throws(ReportReadingError) -> ReportText.Run {
        if case .string(let text) = reader.value { return .plain(text) }
        let text = try reader.member("text").string()
        switch try reader.member("style").string() {
        case "strong": return .strong(text)
        case "code": return .code(text)
        case "link": return .link(text, to: try reader.member("to").string())
        default: throw reader.error("a style that is known")
        }
    }

    private static func graph(_ reader: ReportReader) throws(ReportReadingError) -> ReportGraph {
        ReportGraph(
            try reader.member("caption").string(),
            nodes: try reader.each("nodes", node),
            edges: try reader.each("edges", edge)
        )
    }

    private static func node(
        _ reader: ReportReader
    ) throws(ReportReadingError) -> ReportGraph.Node {
        ReportGraph.Node(try reader.member("id").string(), try reader.member("label").string())
    }

    private static func edge(
        _ reader: ReportReader
    ) throws(ReportReadingError) -> ReportGraph.Edge {
        ReportGraph.Edge(
            from: try reader.member("from").string(),
            to: try reader.member("to").string(),
            label: try reader.optional("label").map(string)
        )
    }

    // The values within this one.

    private func error(_ expected: String) -> ReportReadingError {
        ReportReadingError(path: path, expected: expected)
    }

    private func string() throws(ReportReadingError) -> String {
        guard case .string(let text) = value else { throw error("a text") }
        return text
    }

    private func optional(_ name: String) -> ReportReader? {
        value[name].map { ReportReader($0, path: path.isEmpty ? name : "\(path).\(name)") }
    }

    private func member(_ name: String) throws(ReportReadingError) -> ReportReader {
        guard let reader = optional(name) else { throw error("an object with '\(name)'") }
        return reader
    }

    /// The elements of a list that may be left out.
    private func each<Element>(
        _ name: String,
        _ read: (ReportReader) throws(ReportReadingError) -> Element
    ) throws(ReportReadingError) -> [Element] {
        guard let reader = optional(name) else { return [] }
        return try reader.elements(read)
    }

    private func elements<Element>(
        _ read: (ReportReader) throws(ReportReadingError) -> Element
    ) throws(ReportReadingError) -> [Element] {
        guard case .array(let values) = value else { throw error("a list") }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            elements.append(try read(ReportReader(value, path: "\(path)[\(index)]")))
        }
        return elements
    }
}
