import MarkupKit
import Model

/// A page of Markdown, part by part; what has nothing to say is left out.
package struct PageText {
    private var parts: [String]

    /// Begins with a heading.
    package init(_ title: String) {
        parts = ["# " + MarkupWriter.line(title, escaping: .asNeeded)]
    }

    /// A page that is to be put into another.
    package init() { parts = [] }

    /// The page, with a newline at its end.
    package var text: String { parts.joined(separator: "\n\n") + "\n" }

    /// Adds a paragraph.
    package mutating func say(_ line: String) { parts.append(line) }

    /// Adds a part of one paragraph.
    package mutating func add(_ heading: String, _ line: String) {
        guard !line.isEmpty else { return }
        parts += ["## " + heading, line]
    }

    /// Adds a part that is a list.
    package mutating func add(_ heading: String, items: [String]) {
        guard !items.isEmpty else { return }
        parts += ["## " + heading, items.map { "- " + $0 }.joined(separator: "\n")]
    }

    /// Adds a part that is a list in an order.
    package mutating func add(_ heading: String, numbered items: [String]) {
        guard !items.isEmpty else { return }
        let lines = items.enumerated().map { "\($0 + 1). \($1)" }
        parts += ["## " + heading, lines.joined(separator: "\n")]
    }

    /// Adds a part that is commands for `sh`.
    package mutating func add(_ heading: String, script: [String]) {
        guard !script.isEmpty else { return }
        let block = MarkupWriter.block(script.joined(separator: "\n"), info: "sh", indent: "")
        parts += ["## " + heading, block]
    }

    /// Adds a part that is a table.
    package mutating func add(_ heading: String, table columns: [String], rows: [[String]]) {
        guard !rows.isEmpty else { return }
        parts.append("## " + heading)
        add(table: columns, rows: rows)
    }

    /// Adds a table.
    package mutating func add(table columns: [String], rows: [[String]]) {
        guard !rows.isEmpty else { return }
        let lines = [columns, columns.map { _ in "---" }] + rows
        parts.append(
            lines.map { row in
                "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
            }.joined(separator: "\n")
        )
    }

    /// Adds a part whose lines are shown as they are.
    package mutating func add(_ heading: String, block text: String, info: String) {
        parts += ["## " + heading, MarkupWriter.block(text, info: info, indent: "")]
    }
}
