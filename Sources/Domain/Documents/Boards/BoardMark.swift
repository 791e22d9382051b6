import Digests

/// The last line of a board's file: which revision of the ledger it shows, and the digest of all
/// before it.
///
/// It tells a board that nobody has touched from one that somebody edited.
package struct BoardMark: Hashable, Sendable {
    /// The sequence of the last event that the board shows.
    package let revision: Int64
    package let digest: Digest

    /// The mark of a board's text.
    package init(of text: String, revision: Int64) {
        self.revision = revision
        digest = Digest(of: text)
    }

    /// The line, with its end.
    package var line: String {
        "<!-- worklead: board at revision \(revision), \(digest.description) -->\n"
    }

    /// Reads the line.
    ///
    /// - Returns: `nil` for any other.
    fileprivate init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 8, words[0] == "<!--", words[1] == "worklead:", words[2] == "board",
            words[3] == "at", words[4] == "revision", words[7] == "-->",
            let revision = Int64(words[5].dropLast()), words[5].last == ",", revision >= 0,
            let digest = Digest(String(words[6]))
        else { return nil }
        self.revision = revision
        self.digest = digest
    }
}

/// A board's file as it was found.
package struct BoardFile: Hashable, Sendable {
    package let mark: BoardMark
    /// All before the mark.
    package let text: String

    /// Reads a file.
    ///
    /// - Returns: `nil` for one that has no mark: it is no board of ours.
    package init?(_ file: String) {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = lines.lastIndex(where: { $0.hasPrefix("<!-- worklead: board") }),
            let mark = BoardMark(line: lines[index])
        else { return nil }
        self.mark = mark
        // What somebody wrote after the mark is a part of the text too.
        let after = lines[(index + 1)...].filter { !$0.isEmpty }
        text = lines[..<index].map { $0 + "\n" }.joined() + after.map { $0 + "\n" }.joined()
    }

    /// Whether nobody has edited it since it was written.
    package var isUntouched: Bool { Digest(of: text) == mark.digest }
}
