/// One path of a working directory that is not as its last commit has it.
package struct StatusEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Changed in the index (staged), in the working directory, or in both.
        case changed(staged: Change?, unstaged: Change?)
        /// Both sides of a merge changed it, and nobody has decided yet.
        case unmerged
        case untracked
        case ignored
    }

    package enum Change: Hashable, Sendable {
        case added
        case modified
        case deleted
        case typeChanged
        case renamed(from: GitPath)
        case copied(from: GitPath)
    }

    package let path: GitPath
    package let kind: Kind
    /// What has changed inside, for a submodule.
    package let submodule: SubmoduleChange?

    package init(path: GitPath, kind: Kind, submodule: SubmoduleChange? = nil) {
        self.path = path
        self.kind = kind
        self.submodule = submodule
    }

    /// Whether the working directory has lost the file and nothing else is the matter with it: its
    /// content is still in the last commit.
    var isOnlyMissing: Bool { kind == .changed(staged: nil, unstaged: .deleted) }
}

/// What has changed inside a submodule.
package struct SubmoduleChange: Hashable, Sendable {
    package let hasOtherCommit: Bool
    package let hasChangedFiles: Bool
    package let hasNewFiles: Bool

    /// Reads the field `S<c><m><u>` of a status; `N...` is no submodule.
    init?(field: ArraySlice<UInt8>) {
        let letters = Array(field)
        guard letters.count == 4, letters[0] == UInt8(ascii: "S") else { return nil }
        hasOtherCommit = letters[1] == UInt8(ascii: "C")
        hasChangedFiles = letters[2] == UInt8(ascii: "M")
        hasNewFiles = letters[3] == UInt8(ascii: "U")
    }
}
