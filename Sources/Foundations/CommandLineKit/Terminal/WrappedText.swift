extension String {
    /// The text in lines of at most a width, broken at spaces.
    ///
    /// A word that is wider than a line is broken where the line ends. Several spaces count as one.
    package func wrapped(toWidth width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var columns = 0
        for word in split(separator: " ").map(String.init) {
            let wordColumns = word.displayWidth
            if columns > 0, columns + 1 + wordColumns <= width {
                line += " " + word
                columns += 1 + wordColumns
                continue
            }
            if columns > 0 { lines.append(line) }
            (line, columns) = (word, wordColumns)
            while columns > width {
                let (head, tail) = line.broken(atWidth: max(width, 2))
                lines.append(head)
                (line, columns) = (tail, tail.displayWidth)
            }
        }
        return columns > 0 ? lines + [line] : lines
    }

    /// The part that fits, which is never empty, and the rest.
    private func broken(atWidth width: Int) -> (head: String, tail: String) {
        var columns = 0
        let end = indices.first { index in
            columns += self[index].displayWidth
            return columns > width && index > startIndex
        }
        return (String(self[..<(end ?? endIndex)]), String(self[(end ?? endIndex)...]))
    }
}
