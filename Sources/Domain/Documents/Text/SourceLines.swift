/// The lines of a text, to be cut out by their numbers.
struct SourceLines {
    private let lines: [Substring.UnicodeScalarView]

    init(_ text: String) {
        var lines: [Substring.UnicodeScalarView] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            guard scalar == "\n" || scalar == "\r" else {
                index = next
                continue
            }
            lines.append(scalars[start..<index])
            let isPair = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
            index = isPair ? scalars.index(after: next) : next
            start = index
        }
        if start < scalars.endIndex { lines.append(scalars[start...]) }
        self.lines = lines
    }

    var count: Int { lines.count }

    subscript(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? String(Substring(lines[number - 1])) : ""
    }

    /// The lines with those numbers, from 1, joined; numbers that are none are left out.
    func text(_ range: Range<Int>) -> String {
        let inside = range.clamped(to: 1..<(lines.count + 1))
        return inside.map { self[$0] }.joined(separator: "\n")
    }
}
