/// Which files of a repository a line of a packet is about.
///
/// The language is git's, anchored at the repository's root: `*` and `?` stay within one name,
/// `[a-z]` and `[!a-z]` are classes, `**` as a whole name stands for any number of folders (at the
/// end: for everything below). A trailing `/` means everything below that folder. A pattern that
/// ends in a plain name means that file, or everything below it where it is a folder.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
    /// One step of the way down.
    enum Element: Hashable, Sendable {
        /// Exactly one name.
        case name(NameGlob)
        /// Any number of names, also none.
        case anyDepth
    }

    /// The most bytes of a pattern.
    package static let bytesMax = 512
    /// The most names of a pattern.
    package static let namesMax = 64

    /// The pattern as written.
    package let text: String
    let elements: [Element]

    /// Reads a pattern, strictly: no remark, quote or blank around it is taken off.
    package init(_ text: String) throws(PathPatternError) {
        do {
            elements = try Self.elements(of: text)
            self.text = text
        } catch {
            throw PathPatternError(text: text, fault: error)
        }
    }

    package var description: String { text }

    package static func == (left: PathPattern, right: PathPattern) -> Bool {
        left.text == right.text
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    /// Whether the file at that path is one of those meant.
    ///
    /// - Parameter path: Relative to the repository's root, as `git ls-files -z` gives it. What is
    ///   no
    ///   such path (absolute, with `..`, empty) is never matched.
    package func matches(_ path: String) -> Bool {
        guard let names = Self.names(of: path) else { return false }
        // The set of positions the pattern can be at: it has no ties to undo, so this stays linear
        // in the path for a given pattern.
        var positions = closed([0])
        for name in names {
            var next: Set<Int> = []
            for position in positions where position < elements.count {
                switch elements[position] {
                case .anyDepth: next.insert(position)
                case .name(let glob): if glob.matches(name) { next.insert(position + 1) }
                }
            }
            if next.isEmpty { return false }
            positions = closed(next)
        }
        return positions.contains(elements.count)
    }

    /// Whether every path there can be matches.
    package var coversRepository: Bool {
        var namesNeeded = 0
        var isDeep = false
        for element in elements {
            switch element {
            case .anyDepth: isDeep = true
            case .name(let glob):
                guard glob.isAnyName else { return false }
                namesNeeded += 1
            }
        }
        return isDeep && namesNeeded <= 1
    }

    /// Whether the pattern has a wildcard, so that it can't be opened as a file.
    package var isWildcard: Bool {
        text.unicodeScalars.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// Adds what can be reached by letting `**` stand for nothing.
    private func closed(_ positions: Set<Int>) -> Set<Int> {
        var result = positions
        for var position in positions {
            while position < elements.count, elements[position] == .anyDepth {
                position += 1
                result.insert(position)
            }
        }
        return result
    }

    private static func names(of path: String) -> [Substring]? {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } ? names : nil
    }
}
