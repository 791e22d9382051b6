import Model
import TOMLKit

/// Reads the lines before a packet's heading, between two lines of `---` or of `+++`.
struct FrontMatterReader {
    let frontMatter: PacketFrontMatter?
    /// How many lines it takes, marks included; 0 where there is none.
    let lineCount: Int

    init(_ lines: SourceLines) throws(DocumentError) {
        let mark = Self.mark(lines[1])
        guard let mark, let end = Self.end(of: lines, mark) else {
            frontMatter = nil
            lineCount = 0
            return
        }
        lineCount = end
        let text = lines.text(2..<end)
        switch mark {
        case "+++":
            frontMatter = PacketFrontMatter(
                notation: .toml,
                text: text,
                entries: try Self.tomlEntries(text)
            )
        default:
            frontMatter = PacketFrontMatter(
                notation: .keyValueLines,
                text: text,
                entries: Self.lineEntries(text)
            )
        }
    }

    private static func mark(_ line: String) -> String? {
        let bare = String(PacketText.trimmed(line[...]))
        return bare == "---" || bare == "+++" ? bare : nil
    }

    private static func end(of lines: SourceLines, _ opening: String) -> Int? {
        guard lines.count > 1 else { return nil }
        return (2...lines.count).first { mark(lines[$0]) == opening }
    }

    private static func tomlEntries(_ text: String) throws(DocumentError) -> [PacketEntry] {
        do {
            return try TOMLDocument(parsing: text).table.entries.map {
                PacketEntry(key: $0.key, value: Self.text($0.value))
            }
        } catch {
            // The lines of the document, not of the part that was handed on.
            throw DocumentError(
                TOMLError(
                    error.fault,
                    line: error.line + 1,
                    column: error.column,
                    keyPath: error.keyPath
                )
            )
        }
    }

    private static func text(_ value: TOMLValue) -> String {
        switch value.kind {
        case .string(let text), .date(let text): text
        case .integer(let number): String(number)
        case .float(let number): "\(number)"
        case .boolean(let flag): flag ? "true" : "false"
        case .array(let elements): elements.map { text($0) }.joined(separator: ", ")
        case .table: ""
        }
    }

    /// Lines of `key: value`; lists, blocks and nested keys of YAML are kept in the text alone.
    private static func lineEntries(_ text: String) -> [PacketEntry] {
        text.unicodeScalars.split(separator: "\n").compactMap { scalars in
            let line = String(Substring(scalars))
            guard let first = scalars.first, !first.properties.isWhitespace, first != "#",
                first != "-", let labelled = LabelledText(line), !labelled.rest.isEmpty
            else { return nil }
            return PacketEntry(key: labelled.label, value: unquoted(labelled.rest))
        }
    }

    private static func unquoted(_ text: String) -> String {
        for quote in ["\"", "'"] where text.utf8.count > 1 {
            if text.hasPrefix(quote), text.hasSuffix(quote) {
                return String(text.dropFirst().dropLast())
            }
        }
        return text
    }
}
