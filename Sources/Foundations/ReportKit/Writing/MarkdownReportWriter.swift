import MarkupKit

/// Writes a report as GitHub's Markdown.
///
/// Read as Markdown it says what the document says: no text in it can become a mark.
package struct MarkdownReportWriter {
    private var lines = ""
    /// The mark of the list that was written last, if nothing came after it: two lists with one
    /// mark would be one list.
    private var lastMark: String?

    private init() {}

    /// The document's text; it ends with a newline.
    package static func write(_ document: ReportDocument) -> String {
        var writer = MarkdownReportWriter()
        writer.heading(document.title, level: 1)
        if let line = document.origin { writer.paragraph(line.markdown(startsLine: true)) }
        for block in document.blocks { writer.write(block) }
        for section in document.sections { writer.write(section, level: 2) }
        return writer.lines
    }

    private mutating func write(_ section: ReportSection, level: Int) {
        heading(section.title, level: level)
        for block in section.blocks { write(block) }
        for inner in section.sections { write(inner, level: min(level + 1, 6)) }
    }

    private mutating func write(_ block: ReportBlock) {
        switch block {
        case .paragraph(let text): paragraph(text.markdown(startsLine: true))
        case .facts(let facts):
            list(facts) { fact, mark in
                "\(mark) \(ReportText.strong(fact.name).markdown(startsLine: true)): "
                    + "\(fact.value.markdown(startsLine: false))\n"
            }
        case .table(let table): write(table)
        case .list(let items, let isOrdered):
            let mark = isOrdered ? freeMark("1.", "1)") : freeMark("-", "*")
            open()
            write(items, mark, indent: "")
            lastMark = mark
        case .checklist(let checks):
            list(checks) { check, mark in
                "\(mark) [\(check.isDone ? "x" : " ")] \(check.text.markdown(startsLine: true))\n"
            }
        case .preformatted(let text, let language): preformatted(text, language)
        case .graph(let graph):
            if !graph.caption.isEmpty { paragraph(graph.caption.markdown(startsLine: true)) }
            preformatted(graph.mermaid, "mermaid")
        }
    }

    private mutating func heading(_ title: String, level: Int) {
        open()
        lines +=
            String(repeating: "#", count: level) + " " + title.markdown(startsLine: true)
            + "\n"
    }

    private mutating func paragraph(_ text: String) {
        open()
        lines += text + "\n"
    }

    private mutating func preformatted(_ text: String, _ language: String) {
        open()
        let info = language.utf8.allSatisfy { $0.isLetterOrDigit } ? language : ""
        lines += MarkupWriter.block(text.visibleLines.joined(separator: "\n"), info: info) + "\n"
    }

    private mutating func list<Element>(
        _ elements: [Element],
        _ write: (Element, String) -> String
    ) {
        guard !elements.isEmpty else { return }
        let mark = freeMark("-", "*")
        open()
        for element in elements { lines += write(element, mark) }
        lastMark = mark
    }

    private mutating func write(_ items: [ReportItem], _ mark: String, indent: String) {
        for (index, item) in items.enumerated() {
            let shown = mark == "-" || mark == "*" ? mark : "\(index + 1)\(mark.suffix(1))"
            lines += "\(indent)\(shown) \(item.text.markdown(startsLine: true))\n"
            let inner = indent + String(repeating: " ", count: shown.utf8.count + 1)
            write(item.items, mark, indent: inner)
        }
    }

    private mutating func write(_ table: ReportTable) {
        open()
        guard !table.rows.isEmpty else {
            let caption = table.caption.map { $0 + ": " } ?? ""
            lines += (caption + table.emptiness).markdown(startsLine: true) + "\n"
            return
        }
        if let caption = table.caption {
            lines += caption.markdown(startsLine: true) + "\n\n"
        }
        lines += "|"
        for column in table.columns { lines += " \(column.name.markdown(startsLine: false)) |" }
        lines += "\n|"
        for column in table.columns { lines += column.isNumeric ? " ---: |" : " --- |" }
        lines += "\n"
        for row in table.rows {
            lines += "|"
            for text in row {
                lines += text.isEmpty ? "  |" : " \(text.markdown(startsLine: false)) |"
            }
            lines += "\n"
        }
    }

    /// Puts a blank line before what comes.
    private mutating func open() {
        if !lines.isEmpty { lines += "\n" }
        lastMark = nil
    }

    private func freeMark(_ mark: String, _ other: String) -> String {
        lastMark == mark ? other : mark
    }
}

extension ReportDocument {
    /// What it was made from, and when.
    var origin: String? {
        switch (revision, generatedAt) {
        case (let revision?, let moment?): "As of revision \(revision), made at \(moment)."
        case (let revision?, nil): "As of revision \(revision)."
        case (nil, let moment?): "Made at \(moment)."
        case (nil, nil): nil
        }
    }
}

extension ReportText {
    /// The text as a part of a line; see ``Swift/String/markdown(startsLine:)``.
    func markdown(startsLine: Bool) -> String {
        if runs.count == 1, case .plain(let text) = runs[0] {
            return text.markdown(startsLine: startsLine)
        }
        var result = ""
        for run in runs {
            let starts = startsLine && result.isEmpty
            switch run {
            case .plain(let text):
                result += text.markdown(startsLine: starts, keepsBlanks: false)
            case .strong(let text):
                let words = text.markdown(startsLine: false)
                result += text.canStandOut ? "**\(words)**" : text.markdown(startsLine: starts)
            case .code(let text): result += text.markdownCode
            case .link(let text, let target):
                let words = text.markdown(startsLine: false)
                if let target = ReportTarget(target) {
                    let address = target.address.replacing("&", with: "&amp;")
                    result += "[\(words)](\(address))"
                } else {
                    result += text.markdown(startsLine: starts)
                    result += " (" + target.markdown(startsLine: false) + ")"
                }
            }
        }
        return result
    }
}

extension String {
    /// Whether two stars at either end would be read as marks, whatever stands beside them.
    fileprivate var canStandOut: Bool {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return false }
        return first.properties.isAlphabetic && last.properties.isAlphabetic
    }

    /// The text in backticks; one with a bar or backticks of its own is escaped instead, since a
    /// table's row would be cut at the bar.
    fileprivate var markdownCode: String {
        let text = visible
        let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "`") }
        return isPlain && !text.isEmpty ? MarkupWriter.code(text) : markdown(startsLine: false)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
