/// The page that lists every error, from the sources.
enum ErrorReference {
    static func page(_ entries: [SourceErrors.Entry]) -> String {
        var text = """
            # Errors

            Every error has a code for programs, a category that decides the exit code, a message
            and, where something useful can be said, a hint. The values of a message are shown as
            `…` here. Made from the sources by the tests.


            """
        var noun = ""
        for entry in entries {
            let own = String(entry.code.prefix { $0 != "." })
            if own != noun {
                text += "\(noun.isEmpty ? "" : "\n")## \(own)\n\n"
                text += "| Code | Exit | Message | Hint |\n| --- | --- | --- | --- |\n"
                noun = own
            }
            let exit = ErrorCategoryNames.exit(of: entry.category).map(String.init) ?? "any"
            text += "| `\(entry.code)` | \(exit) \(entry.category.spaced) "
            let message = entry.message.isEmpty ? "as it happens" : entry.message
            text += "| \(message.cell) | \(entry.hint.cell) |\n"
        }
        return text
    }
}

extension String {
    fileprivate var cell: String {
        isEmpty ? "" : split(separator: "|").joined(separator: "\\|")
    }

    /// `notFound` as `not found`.
    fileprivate var spaced: String {
        reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }
}
