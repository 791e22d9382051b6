/// The form that branch names must have, with named parts: `agent/{agent}/{slug}`.
package struct BranchPattern: Hashable, Sendable, CustomStringConvertible {
    private enum Piece: Hashable {
        case literal(String)
        case placeholder(String)
    }

    package let text: String
    private let pieces: [Piece]

    /// Reads a pattern.
    ///
    /// A placeholder is a name in braces, and stands for one or more characters without a slash.
    package init(_ text: String) throws(GitError) {
        self.text = text
        pieces = try Self.pieces(of: text)
        let sample = pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .placeholder: "x"
            }
        }.joined()
        if let fault = BranchName.fault(in: sample) { throw Self.refused(text, fault) }
    }

    package var description: String { text }

    /// The names of the placeholders, in their order.
    package var placeholders: [String] {
        pieces.compactMap { piece in
            switch piece {
            case .literal: nil
            case .placeholder(let name): name
            }
        }
    }

    /// What the placeholders stand for in a name, or `nil` where the name has another form.
    ///
    /// Where a name can be read in several ways, earlier placeholders are as short as possible.
    package func values(in name: BranchName) -> [String: String]? {
        Self.match(pieces[...], name.text.utf8[...])
    }

    /// The name with these values.
    ///
    /// - Throws: ``GitError/refusedName(kind:text:fault:)`` when a value is missing, empty or has a
    ///   slash, or when the whole is not a branch name.
    package func name(with values: [String: String]) throws(GitError) -> BranchName {
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let text):
                result += text
            case .placeholder(let name):
                guard let value = values[name], !value.isEmpty else {
                    throw Self.refused(text, "nothing is given for {\(name)}")
                }
                guard !value.utf8.contains(UInt8(ascii: "/")) else {
                    throw Self.refused(text, "what is given for {\(name)} must not have a '/'")
                }
                result += value
            }
        }
        return try BranchName(result)
    }

    private static func pieces(of text: String) throws(GitError) -> [Piece] {
        var pieces: [Piece] = []
        var names: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw refused(text, "a '{' has no '}'")
            }
            let name = String(rest[rest.index(after: open)..<close])
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") })
            else {
                throw refused(text, "a placeholder needs a name of letters")
            }
            guard names.insert(name).inserted else {
                throw refused(text, "{\(name)} occurs twice")
            }
            pieces.append(.placeholder(name))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }

    private static func refused(_ text: String, _ fault: String) -> GitError {
        .refusedName(kind: "a pattern of branch names", text: text, fault: fault)
    }

    private static func match(
        _ pieces: ArraySlice<Piece>,
        _ text: Substring.UTF8View
    ) -> [String: String]? {
        guard let piece = pieces.first else { return text.isEmpty ? [:] : nil }
        let others = pieces.dropFirst()
        switch piece {
        case .literal(let literal):
            guard text.starts(with: literal.utf8) else { return nil }
            return match(others, text.dropFirst(literal.utf8.count))
        case .placeholder(let name):
            let longest = text.prefix { $0 != UInt8(ascii: "/") }.count
            guard longest > 0 else { return nil }
            for length in 1...longest {
                guard let value = String(text.prefix(length)),
                    var values = match(others, text.dropFirst(length))
                else { continue }
                values[name] = value
                return values
            }
            return nil
        }
    }
}
