/// What differs in one file, as a person reads it.
package struct FilePatch: Hashable, Sendable {
    package let change: ChangedPath
    /// The hunks with their headings, without the lines that name the file.
    package let lines: [ArraySlice<UInt8>]
    /// Whether it is no text, so that it has no lines.
    package let isBinary: Bool

    /// How many lines the file gains and loses.
    package var added: Int { lines.count { $0.first == UInt8(ascii: "+") } }
    package var removed: Int { lines.count { $0.first == UInt8(ascii: "-") } }

    /// The place in ``lines``, from 0, of a line of the new file; `nil` where it is not shown.
    package func place(ofLine line: Int) -> Int? {
        var number = 0
        for (place, text) in lines.enumerated() {
            switch text.first {
            case UInt8(ascii: "@"): number = Self.start(ofHunk: text) ?? 0
            case UInt8(ascii: "-"), UInt8(ascii: "\\"): continue
            default:
                if number == line { return place }
                number += 1
            }
        }
        return nil
    }

    /// The number behind the plus sign of `@@ -a,b +c,d @@`.
    private static func start(ofHunk line: ArraySlice<UInt8>) -> Int? {
        line.split(separator: UInt8(ascii: " ")).dropFirst(2).first.flatMap { word in
            Int(word.dropFirst().prefix { $0 != UInt8(ascii: ",") }.asText)
        }
    }
}

extension GitRepository {
    /// The differences between two commits, file by file; moved files are compared with what they
    /// were.
    ///
    /// - Parameter old: `nil` compares with an empty tree, so that every line is new.
    /// - Throws: ``GitError/outputTooLarge(command:limitBytes:)`` for a patch of over 64 MiB.
    package func filePatches(
        from old: CommitID?,
        to new: CommitID
    ) throws(GitError) -> [FilePatch] {
        let changes = try changes(from: old, to: new)
        let sections = Self.sections(of: try readablePatch(from: old, to: new))
        var rest = sections[...]
        var patches: [FilePatch] = []
        for change in changes {
            // A file that became a link is shown as taken away and as made anew.
            let own = rest.prefix(change.kind == .typeChanged ? 2 : 1)
            rest = rest.dropFirst(own.count)
            patches.append(
                FilePatch(
                    change: change,
                    lines: own.flatMap { $0.drop { $0.first != UInt8(ascii: "@") } },
                    isBinary: own.contains { section in
                        section.contains { $0.starts(with: "Binary files ".utf8) }
                    }
                )
            )
        }
        guard rest.isEmpty else {
            throw .outputMalformed(command: "git diff-tree", what: "more files than it lists")
        }
        return patches
    }

    /// The lines of a patch, file by file: no line of a hunk begins with a letter.
    private static func sections(of patch: [UInt8]) -> [[ArraySlice<UInt8>]] {
        var sections: [[ArraySlice<UInt8>]] = []
        var lines = patch.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line's end is none.
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            if line.starts(with: "diff --git ".utf8) {
                sections.append([])
            } else if !sections.isEmpty {
                sections[sections.count - 1].append(line)
            }
        }
        return sections
    }
}
