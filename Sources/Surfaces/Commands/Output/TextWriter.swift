import CommandLineKit
import Model
import QRKit

/// Writes for people: sentences, aligned names and values, aligned tables.
struct TextWriter {
    let presentation: Presentation

    func write(_ document: TextDocument) -> String {
        // People read in paragraphs: an empty line before what has lines of its own.
        var lines: [String] = []
        for block in document.blocks {
            if block.standsApart, !lines.isEmpty { lines.append("") }
            lines += write(block)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func write(_ block: TextDocument.Block) -> [String] {
        switch block {
        case .sentence(let phrase): [phrase.line(in: presentation, colors: presentation.colors)]
        case .fields(let fields): write(fields)
        case .list(let list): write(list)
        case .body(let body): write(body)
        case .drawing(let code): write(code)
        case .next(let commands): write(next: commands)
        }
    }

    private func write(_ fields: [TextField]) -> [String] {
        let width = fields.map(\.name.displayWidth).max() ?? 0
        return fields.map { field in
            let value = field.value.line(in: presentation, limit: .field)
            let inked = field.value.ink?.paint(value, if: presentation.colors) ?? value
            return Ink.dim.paint(field.name.padded(toWidth: width), if: presentation.colors) + "  "
                + inked
        }
    }

    private func write(_ body: TextBody) -> [String] {
        let (lines, size) = body.lines(in: presentation)
        return [Ink.bold.paint(body.name, if: presentation.colors) + " (\(size)):"]
            + lines.map { $0.isEmpty ? "" : "  " + $0 }
    }

    private func write(_ code: QRCode) -> [String] {
        let width = code.columns(halves: presentation.unicode)
        if let columns = presentation.columns, columns < width {
            return ["The QR code needs \(width) columns, and the terminal has \(columns)."]
        }
        return code.lines(colors: presentation.colors, halves: presentation.unicode)
    }

    private func write(next commands: [String]) -> [String] {
        commands.compactMap(\.command).map { command in
            Ink.dim.paint("next:", if: presentation.colors) + " " + command
        }
    }
}

extension TextDocument.Block {
    fileprivate var standsApart: Bool {
        switch self {
        case .sentence: false
        case .fields, .list, .body, .drawing, .next: true
        }
    }
}

// Tables: two spaces between columns, no lines, figures to the right.
extension TextWriter {
    private func write(_ list: TextList) -> [String] {
        let summary = list.summary(in: presentation)
        guard !list.rows.isEmpty else { return [summary] }
        let limit = TextLimit.cell
        var texts = list.rows.map { row in row.map { $0.line(in: presentation, limit: limit) } }
        let heads = list.columns.map { $0.uppercased() }
        var widths = heads.indices.map { column in
            ([heads[column]] + texts.map { $0[column] }).map(\.displayWidth).max() ?? 0
        }
        if let column = shrink(&widths, of: list) {
            for row in texts.indices {
                texts[row][column] = texts[row][column].truncated(
                    toWidth: widths[column],
                    ellipsis: presentation.ellipsis
                )
            }
        }
        let head = line(heads, widths: widths, inks: heads.map { _ in .dim }, numbers: list)
        let body = zip(texts, list.rows).map { texts, cells in
            line(texts, widths: widths, inks: cells.map(\.ink), numbers: list)
        }
        let rest = list.rest?.command.map { "; the rest: \($0)" } ?? ""
        return [head] + body + [Ink.dim.paint(summary + rest, if: presentation.colors)]
    }

    /// Narrows the widest column of texts until the table fits the terminal.
    private func shrink(_ widths: inout [Int], of list: TextList) -> Int? {
        guard !presentation.full, let columns = presentation.columns else { return nil }
        let excess = widths.reduce(0, +) + 2 * (widths.count - 1) - columns
        let flexible = widths.indices.filter { column in
            list.rows.contains { if case .text = $0[column] { true } else { false } }
        }
        guard excess > 0, let column = flexible.max(by: { widths[$0] < widths[$1] }) else {
            return nil
        }
        widths[column] = max(Self.narrowest, widths[column] - excess)
        return column
    }

    private static let narrowest = 12

    private func line(
        _ texts: [String],
        widths: [Int],
        inks: [Ink?],
        numbers list: TextList
    ) -> String {
        let last = texts.count - 1
        return texts.indices.map { column in
            let text = texts[column]
            let padding = String(repeating: " ", count: max(0, widths[column] - text.displayWidth))
            let inked = inks[column]?.paint(text, if: presentation.colors) ?? text
            if list.isNumeric(column) { return padding + inked }
            return column == last ? inked : inked + padding
        }.joined(separator: "  ")
    }
}

extension TextList {
    fileprivate func isNumeric(_ column: Int) -> Bool {
        rows.allSatisfy { $0[column].isNumber || $0[column] == .absent }
            && rows.contains { $0[column].isNumber }
    }
}
