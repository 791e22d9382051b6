/// Writes Markdown whose texts stay texts.
struct MarkdownWriter {
    private(set) var text = ""

    mutating func heading(_ level: Int, _ title: String) {
        block([String(repeating: "#", count: level) + " " + title])
    }

    /// A paragraph of running text.
    mutating func prose(_ prose: String) { block([prose.escapedForMarkdown]) }

    /// A paragraph that is Markdown already.
    mutating func markdown(_ line: String) { block([line]) }

    /// Lines to type.
    mutating func code(_ lines: [String]) { block(["```sh"] + lines + ["```"]) }

    /// Terms, which are Markdown already, and phrases about them.
    mutating func list(_ items: [(term: String, text: String)]) {
        block(items.map { "- \($0.term): \($0.text.asSentence.escapedForMarkdown)" })
    }

    /// A list with a line above it, or nothing where the list is empty.
    mutating func list(_ heading: String, _ items: [(term: String, text: String)]) {
        guard !items.isEmpty else { return }
        prose(heading + ":")
        list(items)
    }

    private mutating func block(_ lines: [String]) {
        text += (text.isEmpty ? "" : "\n") + lines.map { $0 + "\n" }.joined()
    }
}

extension String {
    /// The text with a backslash before each mark that Markdown could read as markup.
    fileprivate var escapedForMarkdown: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "<", "[", "]", "&": escaped += "\\"
            case "#", "-", "+", ">": if escaped.isEmpty { escaped = "\\" }
            default: break
            }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}
