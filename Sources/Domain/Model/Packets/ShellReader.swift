/// Reads shell text as far as is needed to see where its commands end.
struct ShellReader {
    /// What has been opened and not closed.
    private enum Opening: Equatable {
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

    private struct HereDocument {
        let delimiter: [UInt8]
        /// Whether tabs before the delimiter are ignored: `<<-`.
        let isIndented: Bool
    }

    private(set) var commands: [String] = []
    private(set) var isComplete = true

    private let bytes: [UInt8]
    private var index = 0
    private var commandStart: Int?
    private var openings: [Opening] = []
    private var hereDocuments: [HereDocument] = []
    private var word: [UInt8] = []
    private var isWordQuoted = false
    /// Whether a word here would be a command's name, so that `if` and the like are keywords.
    private var isAtCommand = true
    /// Whether the line ends in an operator that needs another command.
    private var needsOperand = false

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

    private mutating func step() {
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

    private mutating func stepInDoubleQuote(_ byte: UInt8) {
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

    private mutating func stepInCode(_ byte: UInt8) {
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

// What is met within code.
extension ShellReader {
    private mutating func stepAtBackslash() {
        if index + 1 < bytes.count, bytes[index + 1] == Self.newline {
            // The line goes on; so does the word.
            index += 2
            needsOperand = needsOperand || index >= bytes.count
            return
        }
        quoteWord()
        index += 2
        if index > bytes.count { needsOperand = true }
    }

    private mutating func stepAtDollar() {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let afterNext = index + 2 < bytes.count ? bytes[index + 2] : 0
        switch next {
        case UInt8(ascii: "(") where afterNext == UInt8(ascii: "("):
            openings += [.arithmetic, .arithmetic]
            index += 3
        case UInt8(ascii: "("):
            openings.append(.parenthesis)
            startCommand()
            index += 2
        case UInt8(ascii: "{"):
            openings.append(.parameter)
            index += 2
        case UInt8(ascii: "#") where openings.last != .doubleQuote:
            // `$#` counts the arguments; it starts no comment.
            index += 2
        default: index += 1
        }
    }

    private mutating func stepAtOpeningParenthesis() {
        let isDouble = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "(")
        if isDouble, isAtCommand, word.isEmpty {
            openings += [.arithmetic, .arithmetic]
            index += 2
            return
        }
        endWord()
        openings.append(openings.last == .arithmetic ? .arithmetic : .parenthesis)
        startCommand()
        index += 1
    }

    private mutating func stepAtClosingParenthesis() {
        endWord()
        // A `)` in `case` ends a pattern and closes nothing.
        if openings.last == .parenthesis || openings.last == .arithmetic { openings.removeLast() }
        startCommand()
        needsOperand = false
        index += 1
    }

    private mutating func stepAtOperator(_ byte: UInt8) {
        endWord()
        let isDouble = index + 1 < bytes.count && bytes[index + 1] == byte
        // `>&2` and `<&3` are redirections.
        let isRedirection =
            byte == UInt8(ascii: "&") && index > 0
            && (bytes[index - 1] == UInt8(ascii: ">") || bytes[index - 1] == UInt8(ascii: "<"))
        if isRedirection {
            index += 1
            return
        }
        let isPipeOfBoth =
            byte == UInt8(ascii: "&") && index > 0 && bytes[index - 1] == UInt8(ascii: "|")
        needsOperand =
            byte == UInt8(ascii: "|") || isPipeOfBoth
            || (byte == UInt8(ascii: "&") && isDouble)
        startCommand()
        index += isDouble ? 2 : 1
    }

    private mutating func stepAtLess() {
        let isHere = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "<")
        guard isHere, !openings.contains(.arithmetic) else {
            endWord()
            index += 1
            return
        }
        endWord()
        index += 2
        // `<<<` gives a string, not a document.
        if index < bytes.count, bytes[index] == UInt8(ascii: "<") {
            index += 1
            return
        }
        var isIndented = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
            isIndented = true
            index += 1
        }
        while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
        let delimiter = readDelimiter()
        if !delimiter.isEmpty {
            hereDocuments.append(HereDocument(delimiter: delimiter, isIndented: isIndented))
        }
    }

    /// The word after `<<`, without its quotes.
    private mutating func readDelimiter() -> [UInt8] {
        var result: [UInt8] = []
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == Self.newline { break }
                if byte == open { quote = nil } else { result.append(byte) }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "\\") {
                // It quotes what follows, and is no part of the word.
            } else if Self.isBlank(byte) || byte == Self.newline || Self.endsWord(byte) {
                break
            } else {
                result.append(byte)
            }
            index += 1
        }
        return result
    }

    private mutating func toggleBacktick() {
        // Between backticks there are no others, so the nearest one is the one that this closes.
        if let opened = openings.lastIndex(of: .backtick) {
            openings.removeSubrange(opened...)
        } else {
            openings.append(.backtick)
            startCommand()
        }
        index += 1
    }

    private mutating func openQuote(_ quote: Opening) {
        quoteWord()
        openings.append(quote)
        index += 1
    }

    private mutating func quoteWord() {
        isWordQuoted = true
        needsOperand = false
    }

    /// Whether a `#` here starts a comment: at the start of a word, and not within `${…}` or
    /// `((…))`.
    private var startsComment: Bool {
        word.isEmpty && !isWordQuoted && openings.last != .parameter && openings.last != .arithmetic
    }

    private mutating func skipComment() {
        while index < bytes.count, bytes[index] != Self.newline { index += 1 }
    }
}

// Where words, lines and commands end.
extension ShellReader {
    private mutating func endWord() {
        defer {
            word.removeAll(keepingCapacity: true)
            isWordQuoted = false
        }
        guard !word.isEmpty || isWordQuoted else { return }
        guard !isWordQuoted else {
            isAtCommand = false
            return
        }
        let text = String(decoding: word, as: UTF8.self)
        if isAtCommand {
            readKeyword(text)
        } else if text == "in" {
            // After `case … in` and `for … in` what closes the compound may follow at once.
            isAtCommand = openings.last == .compound(until: "esac")
        } else if text == "do" {
            readKeyword(text)
        }
    }

    private mutating func readKeyword(_ text: String) {
        switch text {
        case "if": open(until: "fi")
        case "case":
            open(until: "esac")
            isAtCommand = false
        case "for", "select":
            open(until: "done")
            isAtCommand = false
        case "while", "until": open(until: "done")
        case "{": open(until: "}")
        case "fi", "done", "esac", "}": close(text)
        case "then", "do", "else", "elif", "!", "time": isAtCommand = true
        default:
            // An assignment leaves the command's name still to come.
            isAtCommand = false
        }
    }

    private mutating func open(until closing: String) {
        openings.append(.compound(until: closing))
        isAtCommand = true
    }

    private mutating func close(_ word: String) {
        if openings.last == .compound(until: word) { openings.removeLast() }
        isAtCommand = false
    }

    private mutating func startCommand() {
        word.removeAll(keepingCapacity: true)
        isWordQuoted = false
        isAtCommand = true
    }

    private mutating func endLine() {
        endWord()
        index += 1
        skipHereDocuments()
        isAtCommand = true
        if openings.isEmpty, !needsOperand, hereDocuments.isEmpty { endCommand(at: index) }
    }

    /// Passes over the documents that the line announced; what has no end stays announced.
    private mutating func skipHereDocuments() {
        while let document = hereDocuments.first {
            guard index < bytes.count else { return }
            while index < bytes.count {
                let end = bytes[index...].firstIndex(of: Self.newline) ?? bytes.count
                var line = bytes[index..<end]
                if document.isIndented { line = line.drop { $0 == UInt8(ascii: "\t") } }
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                index = min(end + 1, bytes.count)
                if line.elementsEqual(document.delimiter) {
                    hereDocuments.removeFirst()
                    break
                }
            }
        }
    }

    private mutating func endCommand(at end: Int) {
        defer {
            commandStart = nil
            needsOperand = false
            isAtCommand = true
        }
        guard let start = commandStart else { return }
        let text = String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
        let command = PacketText.trimmed(text[...])
        if !command.isEmpty { commands.append(String(command)) }
    }

    private static let newline = UInt8(ascii: "\n")

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
