import Model
import QRKit

/// Writes for agents, in the manner of TOON: the least that cannot be misread.
///
/// ```text
/// tasks[2]{key,state,title}:
///   P07-B4,claimed,Cancel endpoint
///   P07-B5,ready,"Retry, then give up"
/// total: 47
/// ```
///
/// A list says its count and columns once; a value is quoted where it could be taken for something
/// else; lines of a longer text are indented under a line with its size, so that no text can pass
/// for ours.
struct CompactWriter {
    let presentation: Presentation

    func write(_ document: TextDocument) -> String {
        document.blocks.flatMap(write).map { $0 + "\n" }.joined()
    }

    private func write(_ block: TextDocument.Block) -> [String] {
        switch block {
        case .sentence(let phrase): [phrase.line(in: presentation)]
        case .fields(let fields): fields.map { "\($0.name): \(token($0.value, limit: .field))" }
        case .list(let list): write(list)
        case .body(let body): write(body)
        case .drawing(let code): code.lines(colors: false, halves: presentation.unicode)
        case .next(let commands): commands.compactMap(\.command).map { "next: " + $0 }
        }
    }

    private func write(_ list: TextList) -> [String] {
        guard !list.rows.isEmpty else { return [list.summary(in: presentation)] }
        let head = "\(list.name)[\(list.rows.count)]{\(list.columns.joined(separator: ","))}:"
        let rows = list.rows.map { row in
            "  " + row.map { token($0, limit: .compactCell) }.joined(separator: ",")
        }
        let total = list.total.map { ["total: \($0)"] } ?? []
        let rest = list.rest?.command.map { ["rest: " + $0] } ?? []
        return [head] + rows + total + rest
    }

    private func write(_ body: TextBody) -> [String] {
        let (lines, size) = body.lines(in: presentation)
        return ["\(body.name)[\(size)]:"] + lines.map { "  " + $0 }
    }

    /// One value, quoted if its bare words could be read as something else.
    private func token(_ cell: Cell, limit: TextLimit) -> String {
        let words = cell.words(in: presentation)
        return switch cell {
        case .absent: "null"
        case .number, .moment, .duration, .digest: words
        case .literal, .state: words.compactToken(.field, in: presentation)
        case .text: words.compactToken(limit, in: presentation)
        case .path: words.compactToken(.bytes(.max), in: presentation)
        }
    }
}

extension String {
    /// The text as a value of a list or an object.
    ///
    /// Quoted by the rules of the TOON specification, 7.2: "A string value MUST be quoted if" it is
    /// empty, has white space at an end, reads as `true`, `false`, `null` or a number, begins with
    /// a hyphen, or has a colon, a quote, a backslash, a bracket, a brace, the delimiter or a
    /// control character.
    func compactToken(_ limit: TextLimit, in presentation: Presentation) -> String {
        let head = presentation.full ? (text: compactEscaped, isCut: false) : compactHead(limit)
        let text = head.isCut ? head.text + presentation.ellipsis + "(\(utf8.count))" : head.text
        return text.mustBeQuoted ? "\"\(text)\"" : text
    }

    private func compactHead(_ limit: TextLimit) -> (text: String, isCut: Bool) {
        var text = ""
        var used = 0
        for character in self {
            let piece = String(character).compactEscaped
            guard used + piece.utf8.count <= limit.most else { return (text, true) }
            used += piece.utf8.count
            text += piece
        }
        return (text, false)
    }

    /// The text with the five escapes of TOON, and made printable beyond them.
    private var compactEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.isUnsafeToShow:
                text += "\\\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Whether the escaped text could be taken for something else.
    private var mustBeQuoted: Bool {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return true }
        if first == "-" || first.properties.isWhitespace || last.properties.isWhitespace {
            return true
        }
        if ["true", "false", "null"].contains(self) || looksLikeNumber { return true }
        return utf8.contains { Self.telling.contains($0) }
    }

    private static let telling = Set(":\"\\[]{},".utf8)

    /// Digits with an optional fraction and exponent; the sign has been looked at before.
    private var looksLikeNumber: Bool {
        var rest = self[...]
        func digits() -> Bool {
            let count = rest.prefix { $0.isASCII && $0.isNumber }.count
            rest = rest.dropFirst(count)
            return count > 0
        }
        guard digits() else { return false }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard digits() else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest = rest.dropFirst()
            if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
            guard digits() else { return false }
        }
        return rest.isEmpty
    }
}
