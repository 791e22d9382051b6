/// The state of a working directory beside its last commit.
package struct WorktreeStatus: Hashable, Sendable {
    /// The commit that is checked out; `nil` before the first one.
    package private(set) var commit: CommitID?
    /// The branch that is checked out; `nil` when HEAD is detached.
    package private(set) var branch: BranchName?
    package private(set) var entries: [StatusEntry] = []

    /// Whether all that is there is committed or ignored.
    package var isClean: Bool { uncommitted.isEmpty }

    /// What would be lost with the working directory.
    package var uncommitted: [StatusEntry] { entries.filter { $0.kind != .ignored } }

    /// Reads what `git status --porcelain=v2 --branch -z` prints.
    init(porcelain output: [UInt8]) throws(GitError) {
        var fields = NULFields(output, of: "git status")
        while let field = try fields.next() {
            switch field.first {
            case UInt8(ascii: "#"):
                readHeader(field.asText)
            case UInt8(ascii: "?"):
                let path = GitPath(bytes: field.dropFirst(2))
                entries.append(StatusEntry(path: path, kind: .untracked))
            case UInt8(ascii: "!"):
                let path = GitPath(bytes: field.dropFirst(2))
                entries.append(StatusEntry(path: path, kind: .ignored))
            case UInt8(ascii: "u"):
                // u XY sub m1 m2 m3 mW h1 h2 h3 path
                let words = field.words(11)
                guard words.count == 11 else { throw fields.malformed(field) }
                entries.append(
                    StatusEntry(
                        path: GitPath(bytes: words[10]),
                        kind: .unmerged,
                        submodule: SubmoduleChange(field: words[2])
                    )
                )
            case UInt8(ascii: "1"):
                // 1 XY sub mH mI mW hH hI path
                let words = field.words(9)
                guard words.count == 9 else { throw fields.malformed(field) }
                entries.append(try Self.changed(words, path: words[8], from: nil, in: fields))
            case UInt8(ascii: "2"):
                // 2 XY sub mH mI mW hH hI Xscore path, and the old path as the next field
                let words = field.words(10)
                guard words.count == 10 else { throw fields.malformed(field) }
                let old = GitPath(bytes: try fields.required())
                entries.append(try Self.changed(words, path: words[9], from: old, in: fields))
            default:
                throw fields.malformed(field)
            }
        }
    }

    private mutating func readHeader(_ line: String) {
        if let value = line.dropping(prefix: "# branch.oid ") {
            commit = CommitID(value)
        } else if let value = line.dropping(prefix: "# branch.head "), value != "(detached)" {
            branch = BranchName(trusted: value)
        }
    }

    private static func changed(
        _ words: [ArraySlice<UInt8>],
        path: ArraySlice<UInt8>,
        from old: GitPath?,
        in fields: NULFields
    ) throws(GitError) -> StatusEntry {
        let letters = Array(words[1])
        guard letters.count == 2 else { throw fields.malformed(words[1]) }
        return StatusEntry(
            path: GitPath(bytes: path),
            kind: .changed(
                staged: try change(letters[0], from: old, in: fields),
                unstaged: try change(letters[1], from: old, in: fields)
            ),
            submodule: SubmoduleChange(field: words[2])
        )
    }

    private static func change(
        _ letter: UInt8,
        from old: GitPath?,
        in fields: NULFields
    ) throws(GitError) -> StatusEntry.Change? {
        switch (letter, old) {
        case (UInt8(ascii: "."), _): return nil
        case (UInt8(ascii: "A"), _): return .added
        case (UInt8(ascii: "M"), _): return .modified
        case (UInt8(ascii: "D"), _): return .deleted
        case (UInt8(ascii: "T"), _): return .typeChanged
        case (UInt8(ascii: "R"), let old?): return .renamed(from: old)
        case (UInt8(ascii: "C"), let old?): return .copied(from: old)
        default: throw fields.malformed([letter])
        }
    }
}
