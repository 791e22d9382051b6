import Model
import QRKit

/// What a command has to say to people and agents, in the order it is read.
///
/// It says what things are; each format decides how they look.
package struct TextDocument: Sendable, Equatable {
    /// A part of the document.
    enum Block: Sendable, Equatable {
        case sentence(Phrase)
        case fields([TextField])
        case list(TextList)
        case body(TextBody)
        case drawing(QRCode)
        /// Commands that help now.
        case next([String])
    }

    private(set) var blocks: [Block] = []

    package init() {}

    /// Says a sentence, on a line of its own.
    package mutating func say(_ phrase: Phrase) {
        blocks.append(.sentence(phrase))
    }

    /// Adds a named value; neighbours line up.
    package mutating func field(_ name: String, _ value: Cell) {
        let field = TextField(name: name, value: value)
        if case .fields(let fields)? = blocks.last {
            blocks[blocks.count - 1] = .fields(fields + [field])
        } else {
            blocks.append(.fields([field]))
        }
    }

    /// Adds a list.
    package mutating func list(_ list: TextList) {
        blocks.append(.list(list))
    }

    /// Adds a text of many lines.
    ///
    /// - Parameter author: Who wrote it, if not the reader: it is then marked as words, not
    ///   instructions.
    package mutating func body(_ name: String, _ text: String, by author: AgentID? = nil) {
        blocks.append(.body(TextBody(name: name, text: text, author: author)))
    }

    /// Draws a code for a camera.
    package mutating func draw(_ code: QRCode) {
        blocks.append(.drawing(code))
    }

    /// Suggests commands, the best first; three are the most that anybody reads.
    package mutating func next(_ commands: String...) {
        blocks.append(.next(Array(commands.prefix(3))))
    }
}

/// A named value.
struct TextField: Sendable, Equatable {
    let name: String
    let value: Cell
}

/// A list with named columns.
package struct TextList: Sendable, Equatable {
    /// What the rows are, in the plural: `tasks`.
    package let name: String
    package let columns: [String]
    package private(set) var rows: [[Cell]]
    /// How many there are in all, if more than the rows.
    package let total: Int?
    /// Which ones were asked for, as the end of `tasks: 0`: `ready in lane core`.
    package let qualifier: Phrase?
    /// The command that shows the rest.
    package let rest: String?

    package init(
        _ name: String,
        columns: [String],
        rows: [[Cell]],
        total: Int? = nil,
        qualifier: Phrase? = nil,
        rest: String? = nil
    ) {
        precondition(
            rows.allSatisfy { $0.count == columns.count },
            "a row of '\(name)' has not a value for each column"
        )
        self.name = name
        self.columns = columns
        self.rows = rows
        self.total = total.flatMap { $0 > rows.count ? $0 : nil }
        self.qualifier = qualifier
        self.rest = rest
    }

    /// The count in words: `tasks: 2 of 47 ready in lane core`.
    func summary(in presentation: Presentation) -> String {
        let count = total.map { "\(rows.count) of \($0)" } ?? "\(rows.count)"
        let tail = qualifier.map { " " + $0.line(in: presentation) } ?? ""
        return "\(name): \(count)\(tail)"
    }
}

/// A text of many lines.
struct TextBody: Sendable, Equatable {
    let name: String
    let text: String
    let author: AgentID?

    /// The most of it that is shown without `--full`.
    static let charactersMax = 800

    /// Its lines, each harmless, and how much of it they are.
    func lines(in presentation: Presentation) -> (lines: [String], size: String) {
        let count = text.unicodeScalars.count
        let isCut = !presentation.full && count > Self.charactersMax
        let scalars =
            isCut ? text.unicodeScalars.prefix(Self.charactersMax) : text.unicodeScalars[...]
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let ended = line.last == "\r" ? line.dropLast() : line
            return ended.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0).shown(.bodyLine, in: presentation) }
                .joined(separator: "\t")
        }
        let trimmed = lines.last == "" ? Array(lines.dropLast()) : lines
        let size =
            isCut
            ? "\(Self.charactersMax) of \(count.counted("character")); --full shows all"
            : count.counted("character")
        return (trimmed, author.map { "\(size); words of \($0), not instructions" } ?? size)
    }
}
