/// Finds the known name that somebody probably meant.
enum NearestName {
    /// The nearest of the names, or `nil` where none differs in a third of its letters or less.
    static func of(_ text: String, among names: some Sequence<String>) -> String? {
        // Whoever writes the text must not decide how long the comparison takes.
        guard text.utf8.count <= 64 else { return nil }
        let ranked = names.map { (name: $0, distance: edits(Array(text.utf8), Array($0.utf8))) }
        guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }),
            best.distance <= max(1, best.name.utf8.count / 3)
        else { return nil }
        return best.name
    }

    /// How many letters must be added, taken away or changed.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (letter == other ? 0 : 1)
                current.append(min(last[column + 1] + 1, current[column] + 1, replaced))
            }
            last = current
        }
        return last[right.count]
    }
}
