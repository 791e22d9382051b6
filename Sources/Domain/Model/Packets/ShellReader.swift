/// Reads shell text as far as is needed to see where its commands end.
struct ShellReader {
    /// What has been opened and not closed.
    enum Opening: Equatable {
        case singleQuote
        case doubleQuote
        case backtick
        /// `(` and `$(`.
        case parenthesis
        /// `((` and `$((`, in which `<<` shifts.
        case arithmetic
        /// `${`.
        case parameter
        /// `{`, `if`, `do` and `case`, with the word that closes it.
        case compound(until: String)
    }

    struct HereDocument {
        let delimiter: [UInt8]
        /// Whether tabs before the delimiter are ignored: `<<-`.
        let isIndented: Bool
    }

    var commands: [String] = []
    private(set) var isComplete = true

    let bytes: [UInt8]
    var index = 0
    var commandStart: Int?
    var openings: [Opening] = []
    var hereDocuments: [HereDocument] = []
    var word: [UInt8] = []
    var isWordQuoted = false
    /// Whether a word here would be a command's name, so that `if` and the like are keywords.
    var isAtCommand = true
    /// Whether the line ends in an operator that needs another command.
    var needsOperand = false

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func read() {
        while index < bytes.count { step() }
        endWord()
        let hasRest = commandStart != nil
        isComplete = openings.isEmpty && hereDocuments.isEmpty && !(hasRest && needsOperand)
        endCommand(at: bytes.count)
    }

    mutating func step() {
        let byte = bytes[index]
        switch openings.last {
        case .singleQuote:
            if byte == UInt8(ascii: "'") { openings.removeLast() }
            index += 1
        case .doubleQuote:
            stepInDoubleQuote(byte)
        default:
            stepInCode(byte)
        }
    }

    mutating func stepInDoubleQuote(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): index += 2
        case UInt8(ascii: "\""):
            openings.removeLast()
            index += 1
        case UInt8(ascii: "`"): toggleBacktick()
        case UInt8(ascii: "$"): stepAtDollar()
        default: index += 1
        }
    }

    mutating func stepInCode(_ byte: UInt8) {
        if commandStart == nil, !Self.isBlank(byte), byte != Self.newline,
            byte != UInt8(ascii: "#")
        {
            commandStart = index
        }
        switch byte {
        case Self.newline: endLine()
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            endWord()
            index += 1
        case UInt8(ascii: "#") where startsComment: skipComment()
        case UInt8(ascii: "\\"): stepAtBackslash()
        case UInt8(ascii: "'"): openQuote(.singleQuote)
        case UInt8(ascii: "\""): openQuote(.doubleQuote)
        case UInt8(ascii: "`"):
            quoteWord()
            toggleBacktick()
        case UInt8(ascii: "$"):
            quoteWord()
            stepAtDollar()
        case UInt8(ascii: "("): stepAtOpeningParenthesis()
        case UInt8(ascii: ")"): stepAtClosingParenthesis()
        case UInt8(ascii: "}") where openings.last == .parameter:
            openings.removeLast()
            index += 1
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): stepAtOperator(byte)
        case UInt8(ascii: "<"): stepAtLess()
        case UInt8(ascii: ">"):
            endWord()
            index += 1
        default:
            word.append(byte)
            needsOperand = false
            index += 1
        }
    }
}
