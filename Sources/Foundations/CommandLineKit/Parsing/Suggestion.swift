/// What somebody may have meant by a word that is not known.
enum Suggestion {
    /// Longer words are no slips of the finger, and comparing them costs more than it helps.
    static let lengthMax = 48

    /// The name most like the word, or `nil` if none is like it.
    ///
    /// A name is like the word if a third of its letters or fewer must change, or if the word is
    /// its beginning. Of names equally like it the first is taken.
    static func nearest(to word: String, among names: [String]) -> String? {
        guard word.utf8.count <= lengthMax else { return nil }
        var nearest: (name: String, distance: Int)?
        for name in names {
            let limit = min((nearest?.distance ?? .max) - 1, allowance(for: name))
            guard let distance = distance(from: word, to: name, atMost: limit) else { continue }
            nearest = (name, distance)
        }
        return nearest?.name ?? names.first { isBeginning(word, of: $0) }
    }

    private static func allowance(for name: String) -> Int {
        max(1, name.utf8.drop { $0 == UInt8(ascii: "-") }.count / 3)
    }

    private static func isBeginning(_ word: String, of name: String) -> Bool {
        word.utf8.drop { $0 == UInt8(ascii: "-") }.count >= 2 && name.hasBytePrefix(word)
    }

    /// The number of letters to insert, drop, change or swap with their neighbour, if no more than
    /// the limit.
    ///
    /// The distance of Damerau and Levenshtein in its restricted form: no letter is touched twice.
    static func distance(from word: String, to name: String, atMost limit: Int) -> Int? {
        let source = Array(word.unicodeScalars)
        let target = Array(name.unicodeScalars)
        guard limit >= 0, abs(source.count - target.count) <= limit else { return nil }
        var beforePrevious: [Int] = []
        var previous = Array(0...target.count)
        for row in source.indices {
            var current = [row + 1]
            for column in target.indices {
                let change = source[row] == target[column] ? 0 : 1
                var cost = min(
                    previous[column + 1] + 1,
                    current[column] + 1,
                    previous[column] + change
                )
                if row > 0, column > 0, source[row] == target[column - 1],
                    source[row - 1] == target[column]
                {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        guard let distance = previous.last, distance <= limit else { return nil }
        return distance
    }
}

extension Program {
    /// The command that an unknown word in a group may mean: one with a name like it, or one of
    /// that very name elsewhere, then with its path.
    func commandMeant(by word: String, at path: [String]) -> String? {
        var siblings = root.subcommands
        for name in path { siblings = siblings.called(name)?.subcommands ?? [] }
        let names = siblings.visible.flatMap { [$0.name] + $0.aliases }
        if let near = Suggestion.nearest(to: word, among: names) { return near }
        let namesakes = visibleNodes.filter { node in
            node.path.last?.hasSameBytes(as: word) ?? false
        }
        return namesakes.first.map { $0.path.joined(separator: " ") }
    }

    /// The commands below a group that have an option or flag spelled like this.
    func commands(under path: [String], withOption label: String) -> [[String]] {
        visibleNodes.filter { node in
            node.path.count > path.count && node.path.starts(with: path)
                && (node.command.options.contains { $0.label.hasSameBytes(as: label) }
                    || node.command.flags.contains { $0.label.hasSameBytes(as: label) })
        }
        .map(\.path)
    }
}
