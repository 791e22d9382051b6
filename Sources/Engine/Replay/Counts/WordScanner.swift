/// Reads a line from its start: fixed words and numbers.
struct WordScanner {
    private(set) var rest: Substring

    init(_ line: some StringProtocol) {
        rest = Substring(line)
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skipBlanks() {
        rest = rest.drop { $0 == " " || $0 == "\t" }
    }

    mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    /// Takes what stands before the text, and the text.
    mutating func skip(past text: String) -> Bool {
        var candidate = rest
        while !candidate.isEmpty {
            if candidate.hasPrefix(text) {
                rest = candidate.dropFirst(text.count)
                return true
            }
            candidate.removeFirst()
        }
        return false
    }

    /// A whole number of at most nine digits.
    mutating func number() -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count), let number = Int(digits) else { return nil }
        rest.removeFirst(digits.count)
        return number
    }

    /// The letters at the front.
    mutating func word() -> Substring {
        let word = rest.prefix { $0.isASCII && $0.isLetter }
        rest.removeFirst(word.count)
        return word
    }
}
