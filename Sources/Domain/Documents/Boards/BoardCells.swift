import MarkupKit

/// The cells of a row of a table in GitHub's Markdown, as a reader sees them.
package struct BoardCells: Hashable, Sendable {
    package let cells: [String]

    /// Reads a line.
    ///
    /// - Returns: `nil` for one that is no row, and for the row of dashes under a table's head.
    package init?(line: some StringProtocol) {
        let trimmed = line.trimmed
        guard trimmed.utf8.first == UInt8(ascii: "|"), trimmed.utf8.count > 1 else { return nil }
        var parts: [String] = []
        var part = ""
        var isEscaped = false
        // By scalars: what joins the bar before it must not hide it.
        for scalar in trimmed.unicodeScalars.dropFirst() {
            if scalar == "|", !isEscaped {
                parts.append(part)
                part = ""
            } else {
                part.unicodeScalars.append(scalar)
            }
            isEscaped = scalar == "\\" && !isEscaped
        }
        if !part.trimmed.isEmpty { parts.append(part) }
        let isRule = parts.allSatisfy { part in
            let mark = part.trimmed
            return mark.utf8.count >= 3
                && mark.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
        }
        guard !isRule else { return nil }
        cells = parts.map { Self.read($0.trimmed) }
    }

    /// A cell's Markdown as text; one that can't be read as a line stays as it is.
    private static func read(_ cell: String) -> String {
        guard !cell.isEmpty else { return "" }
        do throws(MarkupError) {
            // A paragraph begins with a word, so that nothing in the cell begins a block.
            let blocks = try MarkupDocument(parsing: "x " + cell).blocks
            guard blocks.count == 1, case .paragraph(let text) = blocks[0].kind else {
                return cell
            }
            return String(text.plain.unicodeScalars.dropFirst(2))
        } catch {
            return cell
        }
    }
}

extension StringProtocol {
    /// The text without blanks at either end.
    fileprivate var trimmed: String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        let head = unicodeScalars.drop(while: isBlank)
        var scalars = String.UnicodeScalarView(head)
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}
