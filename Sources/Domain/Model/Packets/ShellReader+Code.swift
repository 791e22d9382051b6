// What is met within code.
extension ShellReader {
    mutating func stepAtBackslash() {
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

    mutating func stepAtDollar() {
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

    mutating func stepAtOpeningParenthesis() {
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

    mutating func stepAtClosingParenthesis() {
        endWord()
        // A `)` in `case` ends a pattern and closes nothing.
        if openings.last == .parenthesis || openings.last == .arithmetic { openings.removeLast() }
        startCommand()
        needsOperand = false
        index += 1
    }

    mutating func stepAtOperator(_ byte: UInt8) {
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

    mutating func stepAtLess() {
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
    mutating func readDelimiter() -> [UInt8] {
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

    mutating func toggleBacktick() {
        // Between backticks there are no others, so the nearest one is the one that this closes.
        if let opened = openings.lastIndex(of: .backtick) {
            openings.removeSubrange(opened...)
        } else {
            openings.append(.backtick)
            startCommand()
        }
        index += 1
    }

    mutating func openQuote(_ quote: Opening) {
        quoteWord()
        openings.append(quote)
        index += 1
    }

    mutating func quoteWord() {
        isWordQuoted = true
        needsOperand = false
    }

    /// Whether a `#` here starts a comment: at the start of a word, and not within `${…}` or
    /// `((…))`.
    var startsComment: Bool {
        word.isEmpty && !isWordQuoted && openings.last != .parameter && openings.last != .arithmetic
    }

    mutating func skipComment() {
        while index < bytes.count, bytes[index] != Self.newline { index += 1 }
    }
}
