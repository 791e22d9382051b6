/// Writes text so that reading it as Markdown gives the same text again.
package enum MarkupWriter {
    /// Whether marks that would be read as text anyway are left alone.
    package enum Escaping: Hashable, Sendable {
        /// Only where reading the line by itself shows that it is needed.
        case asNeeded
        /// Every mark, for lines that other parts of the text could give a meaning.
        case always
    }

    /// One line of text as the content of a paragraph or a list's item.
    ///
    /// What ``MarkupText/readable`` gives for it is the line again, with two exceptions that
    /// Markdown has no way to write: NUL, and blanks at either end of a line where the reader cuts
    /// them.
    package static func line(_ text: String, escaping: Escaping = .asNeeded) -> String {
        if escaping == .asNeeded, isItself(text) { return text }
        return escaped(text)
    }

    /// Code in backticks, as many as it takes.
    package static func code(_ literal: String) -> String {
        let mark = String(repeating: "`", count: longestRun(of: "`", in: literal) + 1)
        let needsBlank = literal.hasPrefix("`") || literal.hasSuffix("`")
        let isPadded =
            literal.hasPrefix(" ") && literal.hasSuffix(" ") && literal.contains { $0 != " " }
        let blank = needsBlank || isPadded ? " " : ""
        return mark + blank + literal + blank + mark
    }

    /// Lines in a fence that they don't hold themselves.
    ///
    /// - Parameter indent: Put before every line, as within a list's item.
    package static func block(_ literal: String, info: String = "", indent: String = "") -> String {
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: literal) + 1))
        var lines = literal.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init
        )
        if lines.last == "" { lines.removeLast() }
        let body = lines.map { $0.isEmpty ? "" : indent + $0 }
        return ([indent + fence + info] + body + [indent + fence]).joined(separator: "\n")
    }

    /// Whether the text is read as itself where a list's item holds nothing else.
    private static func isItself(_ text: String) -> Bool {
        guard !text.utf8.contains(UInt8(ascii: "\n")) else { return false }
        // After a label, and alone: what starts a block is only seen where the line starts.
        return [text, "x: " + text].allSatisfy { reads("- " + $0 + "\n", as: $0) }
    }

    /// Whether a source is a list of one item that holds that text and nothing else.
    private static func reads(_ source: String, as text: String) -> Bool {
        // A text that can't be read is not read as itself, whatever the reason.
        guard let document = try? MarkupDocument(parsing: source), document.blocks.count == 1,
            case .list(_, let items) = document.blocks[0].kind,
            items.count == 1, items[0].blocks.count == 1,
            case .paragraph(let found) = items[0].blocks[0].kind
        else { return false }
        return found.readable.unicodeScalars.elementsEqual(text.unicodeScalars)
    }

    private static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let isAtEnd = index == 0 || index == scalars.count - 1
            switch scalar {
            case "\n", "\r": result += "&#\(scalar.value);"
            case " ", "\t":
                // Two blanks before the end of a line would break it.
                result += isAtEnd ? "&#\(scalar.value);" : String(scalar)
            case "!"..."/", ":"..."@", "["..."`", "{"..."~": result += "\\" + String(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func longestRun(of mark: Character, in text: String) -> Int {
        var longest = 0
        var current = 0
        for character in text {
            current = character == mark ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
