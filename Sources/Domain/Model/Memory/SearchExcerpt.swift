extension SearchQuery {
    /// The place of a text where the first of the words stands that is in it, on one line.
    ///
    /// - Parameter most: The most characters.
    package func excerpt(of text: String, most: Int) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        let wanted = terms.flatMap(\.words).map { $0.lowercased() }
        let hit = words.firstIndex { word in
            let word = word.lowercased()
            return wanted.contains { word.contains($0) }
        }
        // Some words before it say what it is about.
        let start = max(0, (hit ?? 0) - Self.wordsBefore)
        var excerpt = start > 0 ? "…" : ""
        for (index, word) in words[start...].enumerated() {
            let piece = (index == 0 ? "" : " ") + word
            guard excerpt.count + piece.count < most else {
                return excerpt.isEmpty ? String(word.prefix(most - 1)) + "…" : excerpt + "…"
            }
            excerpt += piece
        }
        return excerpt
    }

    private static let wordsBefore = 4
}
