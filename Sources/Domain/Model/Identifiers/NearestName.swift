extension String {
    /// The name that was probably meant, or `nil` where none is near.
    ///
    /// Near is a third of the letters at most, counted as insertions, deletions, replacements and
    /// swaps of neighbours.
    package func nearest(among names: [String]) -> String? {
        // A caller chooses the text: its length must not decide how long the comparison takes.
        guard utf8.count <= 64 else { return nil }
        let wanted = Array(utf8)
        let ranked = names.map {
            (name: $0, distance: Self.edits(from: wanted, to: Array($0.utf8)))
        }
        guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }),
            best.distance <= Swift.max(1, best.name.utf8.count / 3)
        else { return nil }
        return best.name
    }

    /// The distance of Damerau and Levenshtein, each place changed once at most.
    private static func edits(from left: [UInt8], to right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = Swift.min(
                    last[column + 1] + 1,
                    current[column] + 1,
                    last[column] + (letter == other ? 0 : 1)
                )
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = Swift.min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
