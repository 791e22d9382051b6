/// What somebody looks for: words, phrases and starts of words, which all have to be there.
///
/// Any text is one: there is no syntax to get wrong. `"two words"` is a phrase, `word*` the start of
/// a word; every other sign parts words, as it does in the text that is searched.
package struct SearchQuery: Hashable, Sendable {
    /// Words that follow one another.
    package struct Term: Hashable, Sendable {
        package let words: [String]
        /// Whether the last word is only the start of one.
        package let isPrefix: Bool
    }

    package let terms: [Term]

    /// The least letters of a start: shorter ones stand for words.
    private static let prefixLengthMin = 2

    /// Reads any text.
    ///
    /// - Throws: ``MemoryError/nothingToFind`` for one without a letter or a digit.
    package init(_ text: String) throws(MemoryError) {
        var reader = Reader(rest: Array(text)[...])
        var terms: [Term] = []
        while let (piece, isPrefix) = reader.next() {
            let words = Self.words(of: piece)
            guard let last = words.last else { continue }
            terms.append(
                Term(words: words, isPrefix: isPrefix && last.count >= Self.prefixLengthMin)
            )
        }
        guard !terms.isEmpty else { throw .nothingToFind }
        self.terms = terms
    }

    /// What has all words of a text in a row; `nil` where it has none.
    package init?(phrase text: String) {
        let words = Self.words(of: text)
        guard !words.isEmpty else { return nil }
        terms = [Term(words: words, isPrefix: false)]
    }

    /// The words of a text: letters and digits, with the marks on them.
    static func words(of text: String) -> [String] {
        text.unicodeScalars.split { !$0.isOfWord }.map { String($0) }
            .filter { $0.unicodeScalars.contains(where: \.makesWord) }
    }

    /// Takes phrases and words off a text.
    private struct Reader {
        var rest: ArraySlice<Character>

        mutating func next() -> (piece: String, isPrefix: Bool)? {
            rest = rest.drop(while: \.isWhitespace)
            guard let first = rest.first else { return nil }
            var piece: ArraySlice<Character>
            if first == "\"" {
                rest = rest.dropFirst()
                piece = rest.prefix { $0 != "\"" }
                // A phrase that nobody ended goes to the end.
                rest = rest.dropFirst(piece.count + 1)
                guard rest.first == "*" else { return (String(piece), false) }
                rest = rest.dropFirst()
                return (String(piece), true)
            }
            piece = rest.prefix { !$0.isWhitespace && $0 != "\"" }
            rest = rest.dropFirst(piece.count)
            return (String(piece), piece.last == "*")
        }
    }
}

extension Unicode.Scalar {
    /// Whether it makes a word by itself: a letter or a digit.
    fileprivate var makesWord: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Whether it may stand in a word.
    fileprivate var isOfWord: Bool {
        makesWord || properties.generalCategory == .nonspacingMark
    }
}
