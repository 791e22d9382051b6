/// One file that differs between two states of a repository.
package struct ChangedPath: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case added
        case modified
        case deleted
        /// A file became a link or a submodule, or the other way round.
        case typeChanged
        /// Moved, and how alike the two are in per cent.
        case renamed(from: GitPath, similarityPercent: Int)
        case copied(from: GitPath, similarityPercent: Int)
        /// A merge left it undecided; only in a working directory.
        case unmerged
    }

    /// Where it is now; for a deleted file, where it was.
    package let path: GitPath
    package let kind: Kind

    package init(path: GitPath, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// Every path that the change touches: a renamed file's old one too.
    package var touched: [GitPath] {
        switch kind {
        case .added, .modified, .deleted, .typeChanged, .unmerged: [path]
        case .renamed(let old, _), .copied(let old, _): [old, path]
        }
    }

    /// Reads what `--name-status -z` prints.
    static func list(nameStatus output: [UInt8]) throws(GitError) -> [ChangedPath] {
        var fields = NULFields(output, of: "git diff")
        var changes: [ChangedPath] = []
        while let status = try fields.next() {
            let path = GitPath(bytes: try fields.required())
            switch status.first {
            case UInt8(ascii: "A"): changes.append(ChangedPath(path: path, kind: .added))
            case UInt8(ascii: "M"): changes.append(ChangedPath(path: path, kind: .modified))
            case UInt8(ascii: "D"): changes.append(ChangedPath(path: path, kind: .deleted))
            case UInt8(ascii: "T"): changes.append(ChangedPath(path: path, kind: .typeChanged))
            case UInt8(ascii: "U"): changes.append(ChangedPath(path: path, kind: .unmerged))
            case UInt8(ascii: "R"), UInt8(ascii: "C"):
                guard let score = Int(status.dropFirst().asText) else {
                    throw fields.malformed(status)
                }
                let kind: Kind =
                    status.first == UInt8(ascii: "R")
                    ? .renamed(from: path, similarityPercent: score)
                    : .copied(from: path, similarityPercent: score)
                changes.append(ChangedPath(path: GitPath(bytes: try fields.required()), kind: kind))
            default:
                throw fields.malformed(status)
            }
        }
        return changes
    }
}
