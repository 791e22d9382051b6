/// A part of a change that a later commit does not have, although nobody changed it on purpose.
package struct LostHunk: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Lines that the change added are not there.
        case missing
        /// Lines that the change took away are there again.
        case returned
        /// A file that is no text is another one.
        case replaced
    }

    package let kind: Kind
    /// The file as the change left it; for ``Kind/returned`` as the change found it.
    package let path: GitPath
    /// The first line in that file, from 1; 1 for a file that is no text.
    package let line: Int
    package let count: Int

    /// The runs of lines that follow each other.
    static func hunks(_ kind: Kind, _ file: AddedLines) -> [LostHunk] {
        var hunks: [LostHunk] = []
        for line in file.lines {
            if let last = hunks.last, last.line + last.count == line.number {
                hunks[hunks.count - 1] = LostHunk(
                    kind: kind,
                    path: file.path,
                    line: last.line,
                    count: last.count + 1
                )
            } else {
                hunks.append(LostHunk(kind: kind, path: file.path, line: line.number, count: 1))
            }
        }
        return hunks
    }
}
