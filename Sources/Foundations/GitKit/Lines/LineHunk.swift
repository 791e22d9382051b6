/// A part of a file that a commit replaced by another; either side may be empty.
struct LineHunk: Hashable, Sendable {
    let old: Range<Int>
    let new: Range<Int>

    /// Reads `@@ -3,2 +5 @@`; of an empty side, git tells the line before it.
    init?(heading line: ArraySlice<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count >= 3, let old = Self.range(words[1]), let new = Self.range(words[2])
        else { return nil }
        self.old = old
        self.new = new
    }

    private static func range(_ word: ArraySlice<UInt8>) -> Range<Int>? {
        let ends = word.dropFirst().split(separator: UInt8(ascii: ",")).map { Int($0.asText) }
        guard let first = ends.first ?? nil, first >= 0 else { return nil }
        guard ends.count > 1 else { return first..<first + 1 }
        guard let count = ends[1], count >= 0 else { return nil }
        return count == 0 ? first + 1..<first + 1 : first..<first + count
    }
}

/// Where lines are after a commit.
struct MappedLines {
    /// `nil` where none of them is left, and nothing stands in their place.
    private(set) var lines: ClosedRange<Int>?
    private(set) var isChanged = false

    /// - Parameter hunks: What the commit replaced, in order.
    init(_ lines: ClosedRange<Int>, through hunks: [LineHunk]) {
        // Lines before `cursor` are dealt with; `offset` is how far the next ones have moved.
        var cursor = lines.lowerBound
        var offset = 0
        var substitute: ClosedRange<Int>?
        for hunk in hunks {
            if hunk.old.lowerBound > lines.upperBound { break }
            let isBefore =
                hunk.old.upperBound <= lines.lowerBound
            if !isBefore {
                isChanged = true
                if cursor < hunk.old.lowerBound {
                    cover(cursor + offset...hunk.old.lowerBound - 1 + offset)
                }
                if !hunk.new.isEmpty, !hunk.old.isEmpty {
                    substitute = Self.hull(substitute, Self.stead(of: lines, in: hunk))
                }
                cursor = hunk.old.upperBound
            }
            offset += hunk.new.count - hunk.old.count
        }
        if cursor <= lines.upperBound { cover(cursor + offset...lines.upperBound + offset) }
        self.lines = self.lines ?? substitute
    }

    /// What stands for the lines in a hunk that replaced them: line for line where both sides are
    /// of one length, else all of it.
    private static func stead(of lines: ClosedRange<Int>, in hunk: LineHunk) -> ClosedRange<Int> {
        guard hunk.new.count == hunk.old.count else {
            return hunk.new.lowerBound...hunk.new.upperBound - 1
        }
        let shift = hunk.new.lowerBound - hunk.old.lowerBound
        let first = max(lines.lowerBound, hunk.old.lowerBound)
        let last = min(lines.upperBound, hunk.old.upperBound - 1)
        return first + shift...last + shift
    }

    private mutating func cover(_ more: ClosedRange<Int>) { lines = Self.hull(lines, more) }

    private static func hull(
        _ one: ClosedRange<Int>?,
        _ other: ClosedRange<Int>
    ) -> ClosedRange<Int> {
        guard let one else { return other }
        return min(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
    }
}
