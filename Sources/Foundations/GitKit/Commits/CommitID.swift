/// A commit's full id in lower-case hexadecimal: 40 digits, or 64 in a repository with SHA-256.
package struct CommitID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes a full id; anything else, also an abbreviation, is `nil`.
    package init?(_ text: String) {
        guard ObjectName.isWellFormed(text) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// The start of the id for people: twelve digits, too many to be ambiguous in practice.
    package var short: String { String(text.prefix(12)) }

    /// The id that stands for "no object" beside ids like this one.
    var none: String { String(repeating: "0", count: text.utf8.count) }
}

/// A tree's full id: two commits with the same tree have the same content.
package struct TreeID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes a full id; anything else, also an abbreviation, is `nil`.
    package init?(_ text: String) {
        guard ObjectName.isWellFormed(text) else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// The rule that all ids of git's objects follow.
enum ObjectName {
    static func isWellFormed(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
