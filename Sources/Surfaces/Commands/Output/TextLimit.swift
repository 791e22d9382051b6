import CommandLineKit
import Model

/// How much of a text from elsewhere is shown where `--full` does not ask for all.
struct TextLimit: Sendable, Equatable {
    enum Unit: Sendable, Equatable {
        /// Places on a terminal, for people.
        case columns
        /// Bytes of UTF-8 as they are written, for agents, who pay by them.
        case bytes
    }

    let most: Int
    let unit: Unit

    static func columns(_ most: Int) -> TextLimit { TextLimit(most: most, unit: .columns) }
    static func bytes(_ most: Int) -> TextLimit { TextLimit(most: most, unit: .bytes) }

    /// A value inside a sentence.
    static let sentence = TextLimit.bytes(80)
    /// A value of a table for people.
    static let cell = TextLimit.columns(60)
    /// A value of a list for agents.
    static let compactCell = TextLimit.bytes(36)
    /// A value on a line of its own.
    static let field = TextLimit.bytes(240)
    /// A line of a longer text.
    static let bodyLine = TextLimit.bytes(1000)
}

extension String {
    /// The text on one line, harmless, and cut with its size: `Cancel the endp…(1048576)`.
    ///
    /// It costs what is shown, not what there is.
    func shown(_ limit: TextLimit, in presentation: Presentation) -> String {
        guard !presentation.full else { return printable() }
        let head = printableHead(limit)
        guard head.isCut else { return head.text }
        return head.text + presentation.ellipsis + "(\(utf8.count))"
    }

    /// As much of the text as the limit allows, made printable.
    func printableHead(_ limit: TextLimit) -> (text: String, isCut: Bool) {
        var text = ""
        var used = 0
        // Marks without a width of their own are counted too: thousands of them on one letter would
        // cover the lines around it.
        for character in self {
            let piece = String(character).printable()
            let cost =
                switch limit.unit {
                case .columns: Swift.max(piece.displayWidth, piece.unicodeScalars.count / 4)
                case .bytes: piece.utf8.count
                }
            guard used + cost <= limit.most else { return (text, true) }
            text += piece
            used += cost
        }
        return (text, false)
    }
}

extension String {
    /// The text as a command to type: whole, or `nil` where nobody would type it.
    ///
    /// A part of a command is another command, so none is ever cut.
    var command: String? {
        utf8.count <= 400 ? printable() : nil
    }
}
