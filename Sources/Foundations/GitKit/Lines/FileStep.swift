/// What a step between two commits did to one file.
struct FileStep: Hashable {
    enum Kind: Hashable {
        /// It has another content, another name or both; the blobs before and after.
        case became(GitPath, from: String, to: String)
        /// It is gone, or is no file any more.
        case ended
    }

    /// The file by its path before each of several steps.
    ///
    /// Reads what `diff-tree --stdin --raw -z --always` prints, one part for each step.
    static func lists(raw output: [UInt8], steps: Int) throws(GitError) -> [[GitPath: Kind]] {
        var fields = NULFields(output, of: "git diff-tree")
        var lists: [[GitPath: Kind]] = []
        while let field = try fields.next() {
            guard field.first == UInt8(ascii: ":") else {
                lists.append([:])
                continue
            }
            // ":<mode> <mode> <blob> <blob> <status>"
            let words = field.dropFirst().split(separator: UInt8(ascii: " "))
            let path = GitPath(bytes: try fields.required())
            guard words.count == 5, !lists.isEmpty, let status = words[4].first else {
                throw fields.malformed(field)
            }
            let (old, new) = (words[2].asText, words[3].asText)
            switch status {
            case UInt8(ascii: "A"): break
            case UInt8(ascii: "M"):
                lists[lists.count - 1][path] = .became(path, from: old, to: new)
            case UInt8(ascii: "R"):
                let later = GitPath(bytes: try fields.required())
                lists[lists.count - 1][path] = .became(later, from: old, to: new)
            case UInt8(ascii: "D"), UInt8(ascii: "T"): lists[lists.count - 1][path] = .ended
            default: throw fields.malformed(field)
            }
        }
        guard lists.count == steps else {
            throw .outputMalformed(command: "git diff-tree", what: "a step is missing")
        }
        return lists
    }
}

/// A file's content before and after.
struct BlobPair: Hashable {
    let old: String
    let new: String
}

/// The hunks between contents; `nil` where they are not text.
struct LinePatches {
    private(set) var hunks: [BlobPair: [LineHunk]?] = [:]

    /// Reads what `diff-tree -p -U0 --full-index` prints.
    init(_ output: [UInt8]) throws(GitError) {
        var pair: BlobPair?
        var left = 0
        for line in output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            // The lines themselves come first: their text may look like a heading.
            if left > 0, line.first == UInt8(ascii: "+") || line.first == UInt8(ascii: "-") {
                left -= 1
            } else if line.starts(with: "diff ".utf8) {
                pair = nil
            } else if line.starts(with: "index ".utf8) {
                pair = try Self.pair(line)
                if let pair { hunks[pair] = .some([]) }
            } else if line.starts(with: "Binary files ".utf8), let pair {
                hunks[pair] = .some(nil)
            } else if line.starts(with: "@@ ".utf8), let pair {
                guard let hunk = LineHunk(heading: line) else { throw Self.malformed(line) }
                left = hunk.old.count + hunk.new.count
                var known = (hunks[pair] ?? nil) ?? []
                known.append(hunk)
                hunks[pair] = .some(known)
            }
        }
    }

    mutating func add(_ other: LinePatches) { hunks.merge(other.hunks) { $1 } }

    // "index <blob>..<blob> <mode>"
    private static func pair(_ line: ArraySlice<UInt8>) throws(GitError) -> BlobPair {
        let words = line.split(separator: UInt8(ascii: " "))
        let ids = (words.count > 1 ? words[1] : []).split(separator: UInt8(ascii: "."))
        guard ids.count == 2 else { throw malformed(line) }
        return BlobPair(old: ids[0].asText, new: ids[1].asText)
    }

    private static func malformed(_ line: ArraySlice<UInt8>) -> GitError {
        .outputMalformed(command: "git diff-tree", what: line.prefix(80).asText)
    }
}
