/// The lines that a commit adds to a file.
package struct AddedLines: Hashable, Sendable {
    /// A line with its number in the new file, from 1.
    package struct Line: Hashable, Sendable {
        package let number: Int
        package let bytes: [UInt8]
    }

    package let path: GitPath
    package internal(set) var lines: [Line] = []

    /// Reads what `diff-tree -p -U0` prints; files that are not text have no lines.
    static func list(patch: [UInt8]) throws(GitError) -> [AddedLines] {
        var files: [AddedLines] = []
        var number = 0
        var left = 0
        for line in patch.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            // What is added comes first: its text may look like a heading.
            if left > 0, line.first == UInt8(ascii: "+") {
                files[files.count - 1].lines.append(
                    Line(number: number, bytes: Array(line.dropFirst()))
                )
                number += 1
                left -= 1
            } else if line.starts(with: "+++ ".utf8) {
                let name = line.dropFirst(4)
                guard !name.elementsEqual("/dev/null".utf8) else { continue }
                files.append(AddedLines(path: try path(name)))
            } else if line.starts(with: "@@ ".utf8), !files.isEmpty {
                (number, left) = try hunk(line)
            }
        }
        return files.filter { !$0.lines.isEmpty }
    }

    /// The first line and the count behind the plus sign of `@@ -a,b +c,d @@`.
    private static func hunk(_ line: ArraySlice<UInt8>) throws(GitError) -> (Int, Int) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count >= 3 else { throw malformed(line) }
        let ends = words[2].dropFirst().split(separator: UInt8(ascii: ","))
        guard let first = ends.first.flatMap({ Int($0.asText) }) else { throw malformed(line) }
        guard ends.count > 1 else { return (first, 1) }
        guard let count = Int(ends[1].asText) else { throw malformed(line) }
        return (first, count)
    }

    /// A name behind `b/`, which git puts in quotation marks where it has odd bytes.
    private static func path(_ name: ArraySlice<UInt8>) throws(GitError) -> GitPath {
        var bytes = name
        // A tab follows a name with blanks.
        if bytes.last == 9 { bytes.removeLast() }
        guard bytes.first == UInt8(ascii: "\"") else { return GitPath(bytes: bytes.dropFirst(2)) }
        var plain: [UInt8] = []
        var place = bytes.startIndex + 1
        while place < bytes.endIndex - 1 {
            let byte = bytes[place]
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            let escape = bytes[place]
            if (48...51).contains(escape), place + 2 < bytes.endIndex {
                let digits = bytes[place..<place + 3]
                guard let value = UInt8(digits.asText, radix: 8) else { throw malformed(name) }
                plain.append(value)
                place += 3
            } else {
                plain.append(Self.escapes[escape] ?? escape)
                place += 1
            }
        }
        return GitPath(bytes: plain.dropFirst(2))
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13,
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12,
    ]

    private static func malformed(_ line: ArraySlice<UInt8>) -> GitError {
        .outputMalformed(command: "git diff-tree", what: line.prefix(80).asText)
    }
}
