/// Splits Swift or C source into tokens.
///
/// It knows what hides code from a reader who only searches for words: nested comments, raw and
/// multi-line strings, interpolations, regular expressions. It never fails: an unfinished string or
/// comment ends with the file.
struct Lexer {
    /// In C an apostrophe opens a character, in Swift it opens nothing.
    enum Language: Sendable { case swift, c }

    private let bytes: [UInt8]
    private let language: Language
    private var index = 0
    private var line = 1
    private var lineHasCode = false
    private var tokens: [Token] = []

    private init(_ text: String, language: Language) {
        bytes = Array(text.utf8)
        self.language = language
    }

    static func tokens(of text: String, language: Language = .swift) -> [Token] {
        var lexer = Lexer(text, language: language)
        lexer.readCode(until: nil)
        return lexer.tokens
    }

    /// Reads to the end, or past the parenthesis that ends an interpolation.
    private mutating func readCode(until closing: UInt8?) {
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\n"):
                advanceLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                readLineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                readBlockComment()
            case UInt8(ascii: "/") where language == .swift && startsRegex:
                readRegex(hashes: 0)
            case UInt8(ascii: "\""):
                readString(hashes: 0)
            case UInt8(ascii: "#") where language == .swift && opensRawLiteral:
                readRawLiteral()
            case UInt8(ascii: "'") where language == .c:
                readCharacter()
            case UInt8(ascii: "`"):
                readQuotedWord()
            case _ where Self.isDigit(byte):
                readWord(.number)
            case _ where Self.isWordByte(byte):
                readWord(.word)
            default:
                if byte == closing, depth == 0 {
                    index += 1
                    return
                }
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                let isArrow = byte == UInt8(ascii: "-") && peek(1) == UInt8(ascii: ">")
                add(.punctuation, from: index, to: index + (isArrow ? 2 : 1), line: line)
            }
        }
    }

    private mutating func readLineComment() {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        let slashes = bytes[start..<index].prefix { $0 == UInt8(ascii: "/") }.count
        add(slashes == 3 ? .documentation : .comment, from: start, to: index, line: line)
    }

    private mutating func readBlockComment() {
        let start = index
        let first = line
        let startsLine = !lineHasCode
        var depth = 0
        repeat {
            switch (bytes[index], peek(1)) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                // C's comments do not nest.
                depth = language == .c ? 1 : depth + 1
                index += 2
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                index += 2
            case (UInt8(ascii: "\n"), _):
                advanceLine()
            default:
                index += 1
            }
        } while depth > 0 && index < bytes.count
        let isDocumentation = bytes[start...].prefix(4).starts(with: "/**".utf8)
        let kind: Token.Kind = isDocumentation ? .documentation : .comment
        add(kind, from: start, to: index, line: first, startsLine: startsLine)
    }

    private mutating func readRawLiteral() {
        let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
        index += hashes
        if bytes[index] == UInt8(ascii: "\"") {
            readString(hashes: hashes)
        } else {
            readRegex(hashes: hashes)
        }
    }

    private mutating func readString(hashes: Int) {
        let first = line
        let startsLine = !lineHasCode
        let quotes = starts(with: "\"\"\"") ? 3 : 1
        index += quotes
        var literal: [UInt8] = []
        // The literal's own token stands before those of its interpolations.
        let place = tokens.count
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\""), closesString(quotes: quotes, hashes: hashes) {
                index += quotes + hashes
                break
            }
            if byte == UInt8(ascii: "\\"), hasHashes(hashes, at: index + 1) {
                readEscape(hashes: hashes, into: &literal)
            } else if byte == UInt8(ascii: "\n") {
                if quotes == 1 { break }
                literal.append(byte)
                advanceLine()
            } else {
                literal.append(byte)
                index += 1
            }
        }
        let token = Token(
            kind: .string,
            text: String(decoding: literal, as: UTF8.self),
            line: first,
            lastLine: line,
            startsLine: startsLine
        )
        tokens.insert(token, at: place)
        lineHasCode = true
    }

    private mutating func readEscape(hashes: Int, into literal: inout [UInt8]) {
        index += 1 + hashes
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "("), language == .swift {
            index += 1
            lineHasCode = true
            readCode(until: UInt8(ascii: ")"))
            literal.append(UInt8(ascii: " "))
        } else if bytes[index] == UInt8(ascii: "\n") {
            advanceLine()
        } else {
            // What an escape stands for matters to no rule, but it separates words.
            literal.append(UInt8(ascii: " "))
            index += 1
        }
    }

    private mutating func readRegex(hashes: Int) {
        let start = index
        index += 1
        while index < bytes.count, !(bytes[index] == UInt8(ascii: "/") && hasHashes(hashes)) {
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { advanceLine() }
            index += 1
        }
        index = min(index + 1 + hashes, bytes.count)
        add(.punctuation, from: start, to: index, line: line)
    }

    private mutating func readCharacter() {
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "'"),
            bytes[index] != UInt8(ascii: "\n")
        {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        add(.number, from: start, to: min(index + 1, bytes.count), line: line)
    }

    private mutating func readQuotedWord() {
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "`"),
            bytes[index] != UInt8(ascii: "\n")
        {
            index += 1
        }
        add(.word, from: start, to: index, line: line)
        index = min(index + 1, bytes.count)
    }

    private mutating func readWord(_ kind: Token.Kind) {
        let start = index
        while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
        add(kind, from: start, to: index, line: line)
    }

    private mutating func add(
        _ kind: Token.Kind,
        from start: Int,
        to end: Int,
        line first: Int,
        startsLine: Bool? = nil
    ) {
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let token = Token(
            kind: kind,
            text: text,
            line: first,
            lastLine: line,
            startsLine: startsLine ?? !lineHasCode
        )
        tokens.append(token)
        lineHasCode = true
        index = end
    }

    private mutating func advanceLine() {
        line += 1
        lineHasCode = false
        index += 1
    }
}

extension Lexer {
    private func peek(_ offset: Int) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private func starts(with text: String) -> Bool {
        bytes[index...].starts(with: text.utf8)
    }

    private func hasHashes(_ count: Int, at start: Int? = nil) -> Bool {
        let start = start ?? index + 1
        guard start + count <= bytes.count else { return false }
        return bytes[start..<start + count].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private func closesString(quotes: Int, hashes: Int) -> Bool {
        (quotes == 1 || starts(with: "\"\"\"")) && hasHashes(hashes, at: index + quotes)
    }

    /// Whether hashes here open `#"…"#` or `#/…/#`, rather than `#if` or `#expect`.
    private var opensRawLiteral: Bool {
        let rest = bytes[index...].drop { $0 == UInt8(ascii: "#") }
        return rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "/")
    }

    /// Whether a slash here opens a regular expression rather than dividing: it stands where a
    /// value is due, touches what follows, and is closed on its line.
    private var startsRegex: Bool {
        guard let next = peek(1), next != UInt8(ascii: " "), next != UInt8(ascii: "=") else {
            return false
        }
        let rest = bytes[(index + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        guard rest.contains(UInt8(ascii: "/")) else { return false }
        guard let before = tokens.last else { return true }
        switch before.kind {
        case .punctuation: return "(,=:[{!&|?;".contains(before.text)
        case .word: return ["return", "case", "in", "try", "await"].contains(before.text)
        case .comment, .documentation: return true
        case .number, .string: return false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
}
