extension String {
    /// The text as a part of a line of GitHub's Markdown, read back as itself.
    ///
    /// Only what could be a mark is escaped, so that names such as `a_codex_plan` stay readable.
    ///
    /// - Parameters:
    ///   - startsLine: Whether it stands where a line's content begins, where a dash or a number
    ///     would begin a list.
    ///   - keepsBlanks: Whether blanks at its ends are at the ends of the line, where they would be
    ///     cut.
    func markdown(startsLine: Bool, keepsBlanks: Bool = true) -> String {
        let text = visible
        guard text.needsMarkdownEscapes(startsLine: startsLine) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        var isInLead = startsLine
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            let previous = index > 0 ? scalars[index - 1] : nil
            switch scalar {
            case "\\", "`", "*", "[", "]", "<", "|", "~", "$", "#", "@":
                result += "\\"
            case "_" where !(previous?.isWord == true && next?.isWord == true):
                // Within a word it marks nothing (GitHub Flavored Markdown, 6.2).
                result += "\\"
            case "&" where scalars.isEntity(at: index):
                result += "\\"
            case ":" where next == "/":
                // A bare address is linked by itself (GitHub Flavored Markdown, 6.9).
                result += "\\"
            case "." where scalars.endsInWWW(before: index):
                result += "\\"
            case ">", "-", "+", "=", ":":
                if isInLead, index == 0 { result += "\\" }
            case ".", ")":
                // After digits that begin a line it would number a list.
                if isInLead, index > 0 { result += "\\" }
            case " "
            where (index == 0 && (startsLine || keepsBlanks)) || (next == nil && keepsBlanks):
                result += "&#32;"
                continue
            default: break
            }
            if !("0"..."9").contains(scalar) { isInLead = false }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private func needsMarkdownEscapes(startsLine: Bool) -> Bool {
        guard let first = utf8.first, let last = utf8.last else { return false }
        if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
        if startsLine, !first.isLetter { return true }
        for byte in utf8 where Self.marks[Int(byte)] { return true }
        return false
    }

    private static let marks: [Bool] = {
        var marks = [Bool](repeating: false, count: 256)
        for byte in "\\`*[]<|~$#@_&:".utf8 { marks[Int(byte)] = true }
        // `www.` is a mark too.
        for byte in "wW".utf8 { marks[Int(byte)] = true }
        return marks
    }()
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
}

extension Unicode.Scalar {
    fileprivate var isWord: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}

extension [Unicode.Scalar] {
    /// Whether what starts at an ampersand could be read as a character's name: it ends with a
    /// semicolon (GitHub Flavored Markdown, 6.2).
    fileprivate func isEntity(at index: Int) -> Bool {
        // The longest name has 31 letters.
        for scalar in self[(index + 1)...].prefix(40) where !(scalar.isWord || scalar == "#") {
            return scalar == ";"
        }
        return false
    }

    /// Whether the three before an index are `www`, in whatever case.
    fileprivate func endsInWWW(before index: Int) -> Bool {
        index >= 3 && self[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
    }
}
