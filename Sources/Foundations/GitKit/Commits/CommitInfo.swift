/// What a commit says of itself.
package struct CommitInfo: Hashable, Sendable {
    package let id: CommitID
    package let tree: TreeID
    /// In their order; a merge has several, a first commit none.
    package let parents: [CommitID]
    package let author: CommitSignature
    package let committer: CommitSignature
    /// The first paragraph of the message, as one line.
    package let subject: String
    /// The whole message.
    ///
    /// What is not UTF-8 shows as `U+FFFD`.
    package let message: String

    /// Reads a commit object as git keeps it; `nil` where it is none.
    init?(id: CommitID, object: [UInt8]) {
        var headers: [(key: String, value: String)] = []
        var rest = object[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end != rest.startIndex {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            // A line that starts with a space goes on with the header before it: a signature.
            if line.utf8.first == UInt8(ascii: " ") { continue }
            guard let space = line.firstIndex(of: " ") else { return nil }
            headers.append((String(line[..<space]), String(line[line.index(after: space)...])))
        }
        guard let tree = headers.first(where: { $0.key == "tree" }).flatMap({ TreeID($0.value) }),
            let author = headers.first(where: { $0.key == "author" })
                .flatMap({ CommitSignature(header: $0.value) }),
            let committer = headers.first(where: { $0.key == "committer" })
                .flatMap({ CommitSignature(header: $0.value) })
        else { return nil }
        let parents = headers.filter { $0.key == "parent" }.map { CommitID($0.value) }
        guard parents.allSatisfy({ $0 != nil }) else { return nil }
        self.id = id
        self.tree = tree
        self.parents = parents.compactMap(\.self)
        self.author = author
        self.committer = committer
        message = String(decoding: rest.dropFirst(), as: UTF8.self)
        subject = Self.subject(of: message)
    }

    private static func subject(of message: String) -> String {
        let lines = message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { line in line.trimmingSpaces() }
        return lines.drop { $0.isEmpty }.prefix { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
