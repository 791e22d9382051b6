import Model
import QRKit

/// Writes GitHub's Markdown, for reports that are kept: times are absolute.
struct MarkdownWriter {
    let presentation: Presentation

    func write(_ document: TextDocument) -> String {
        document.blocks.map(write).joined(separator: "\n")
    }

    private func write(_ block: TextDocument.Block) -> String {
        switch block {
        case .sentence(let phrase):
            phrase.cells.map { escaped($0, limit: .sentence) }.joined() + "\n"
        case .fields(let fields):
            fields.map { "- **\($0.name)**: \(escaped($0.value, limit: .field))\n" }.joined()
        case .list(let list): write(list)
        case .body(let body): write(body)
        case .drawing(let code):
            "```text\n"
                + code.lines(colors: false, halves: presentation.unicode).map { $0 + "\n" }.joined()
                + "```\n"
        case .next(let commands):
            commands.compactMap(\.command).map { "- next: \(code($0))\n" }.joined()
        }
    }

    private func write(_ list: TextList) -> String {
        let summary = list.summary(in: presentation) + "\n"
        guard !list.rows.isEmpty else { return summary }
        let head = row(list.columns) + row(list.columns.map { _ in "---" })
        let rows = list.rows.map { cells in row(cells.map { escaped($0, limit: .cell) }) }
        return head + rows.joined() + "\n" + summary
    }

    private func row(_ texts: [String]) -> String {
        "| " + texts.joined(separator: " | ") + " |\n"
    }

    private func write(_ body: TextBody) -> String {
        let (lines, size) = body.lines(in: presentation)
        // "The closing code fence must be at least as long as the opening fence" (GitHub Flavored
        // Markdown, 4.5): one longer than any run inside cannot be closed from inside.
        let fence = String(repeating: "`", count: max(3, lines.map(\.longestFence).max() ?? 0) + 1)
        return "\(body.name) (\(size)):\n\n\(fence)text\n"
            + lines.map { $0 + "\n" }.joined() + fence + "\n"
    }

    private func escaped(_ cell: Cell, limit: TextLimit) -> String {
        let words = cell.words(in: presentation)
        return switch cell {
        case .absent: "-"
        case .literal, .number, .moment, .duration: words
        case .digest: code(words)
        case .path: words.printable().markdownEscaped
        case .text, .state: words.shown(limit, in: presentation).markdownEscaped
        }
    }

    private func code(_ text: String) -> String {
        let fence = String(repeating: "`", count: text.longestFence + 1)
        return text.contains("`") ? "\(fence) \(text) \(fence)" : "`\(text)`"
    }
}

extension String {
    /// The text with everything escaped that Markdown or HTML inside it would act on.
    fileprivate var markdownEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            if Self.active.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    // A mail address or a bare link is linked by itself in GitHub's Markdown; both need one of
    // these.
    private static let active = Set("\\`*_{}[]<>()#+-!|~&@:$^=\"'".unicodeScalars)

    fileprivate var longestFence: Int {
        var longest = 0
        var current = 0
        for byte in utf8 {
            current = byte == UInt8(ascii: "`") ? current + 1 : 0
            longest = Swift.max(longest, current)
        }
        return longest
    }
}
