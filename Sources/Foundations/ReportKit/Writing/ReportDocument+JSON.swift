import Digests

extension ReportDocument {
    /// The document as JSON, from which it can be made again.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["title": .string(title)]
        members["revision"] = revision.map { .integer($0) }
        members["generated_at"] = generatedAt.map { .string($0) }
        if !blocks.isEmpty { members["blocks"] = .array(blocks.map(\.json)) }
        members["sections"] = .array(sections.map(\.json))
        return .object(members)
    }
}

extension ReportSection {
    var json: JSONValue {
        var members: [String: JSONValue] = ["title": .string(title)]
        members["blocks"] = .array(blocks.map(\.json))
        if !sections.isEmpty { members["sections"] = .array(sections.map(\.json)) }
        return .object(members)
    }
}

extension ReportBlock {
    var json: JSONValue {
        switch self {
        case .paragraph(let text): ["kind": "paragraph", "text": text.json]
        case .facts(let facts):
            [
                "kind": "facts",
                "facts": .array(
                    facts.map { ["name": .string($0.name), "value": $0.value.json] }
                ),
            ]
        case .table(let table): table.json
        case .list(let items, let isOrdered):
            [
                "kind": "list", "ordered": .bool(isOrdered), "items": .array(items.map(\.json)),
            ]
        case .checklist(let checks):
            [
                "kind": "checklist",
                "checks": .array(checks.map { ["done": .bool($0.isDone), "text": $0.text.json] }),
            ]
        case .preformatted(let text, let language):
            ["kind": "preformatted", "text": .string(text), "language": .string(language)]
        case .graph(let graph): graph.json
        }
    }
}

extension ReportTable {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["kind": "table"]
        members["caption"] = caption.map { .string($0) }
        members["columns"] = .array(
            columns.map { column in
                column.isNumeric
                    ? ["name": .string(column.name), "numeric": true]
                    : ["name": .string(column.name)]
            }
        )
        members["rows"] = .array(rows.map { .array($0.map(\.json)) })
        if emptiness != "None." { members["emptiness"] = .string(emptiness) }
        return .object(members)
    }
}

extension ReportItem {
    fileprivate var json: JSONValue {
        items.isEmpty ? text.json : ["text": text.json, "items": .array(items.map(\.json))]
    }
}

extension ReportText {
    /// A text that is plain is a string; any other is the list of its pieces.
    var json: JSONValue {
        if runs.isEmpty { return "" }
        if runs.count == 1, case .plain(let text) = runs[0] { return .string(text) }
        return .array(
            runs.map { run in
                switch run {
                case .plain(let text): .string(text)
                case .strong(let text): ["style": "strong", "text": .string(text)]
                case .code(let text): ["style": "code", "text": .string(text)]
                case .link(let text, let target):
                    ["style": "link", "text": .string(text), "to": .string(target)]
                }
            }
        )
    }
}

extension ReportGraph {
    fileprivate var json: JSONValue {
        [
            "kind": "graph",
            "caption": .string(caption),
            "nodes": .array(nodes.map { ["id": .string($0.id), "label": .string($0.label)] }),
            "edges": .array(
                edges.map { edge in
                    var members: [String: JSONValue] = [
                        "from": .string(edge.from), "to": .string(edge.to),
                    ]
                    members["label"] = edge.label.map { .string($0) }
                    return .object(members)
                }
            ),
        ]
    }
}
