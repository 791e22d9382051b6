/// A piece of Swift or C source, as far as the rules need to tell pieces apart.
struct Token: Sendable {
    enum Kind: Sendable {
        case word
        case number
        /// The text is that of the literal without its interpolations, whose tokens follow it.
        case string
        case comment
        case documentation
        case punctuation
    }

    let kind: Kind
    let text: String
    let line: Int
    let lastLine: Int
    /// Whether nothing but space stands before it on its line.
    let startsLine: Bool

    var isComment: Bool { kind == .comment || kind == .documentation }

    func isWord(_ word: String) -> Bool { kind == .word && text == word }

    func isMark(_ mark: String) -> Bool { kind == .punctuation && text == mark }
}

extension Array where Element == Token {
    /// The index after the bracket that closes the one at `open`, or the end where none does.
    func indexAfterGroup(at open: Int) -> Int {
        var depth = 0
        for index in open..<count where self[index].kind == .punctuation {
            switch self[index].text {
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return count
    }

    /// The index of the bracket that the one at `close` closes.
    func indexOfOpening(before close: Int) -> Int? {
        var depth = 0
        for index in stride(from: close, through: 0, by: -1)
        where self[index].kind == .punctuation {
            switch self[index].text {
            case ")", "]", "}": depth += 1
            case "(", "[", "{":
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    /// Whether the token at `index`, if there is one, is that word or mark.
    func has(_ text: String, at index: Int) -> Bool {
        guard indices.contains(index) else { return false }
        return (self[index].kind == .word || self[index].kind == .punctuation)
            && self[index].text == text
    }
}
