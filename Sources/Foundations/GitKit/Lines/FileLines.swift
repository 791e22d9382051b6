/// Lines of a file as they stood in one commit.
package struct FileLines: Hashable, Sendable {
    package let path: GitPath
    package let commit: CommitID
    /// From 1; `nil` stands for the file as a whole.
    package let lines: ClosedRange<Int>?

    package init(path: GitPath, commit: CommitID, lines: ClosedRange<Int>?) {
        self.path = path
        self.commit = commit
        self.lines = lines
    }
}

/// What became of lines in another commit.
package enum LineFate: Hashable, Sendable {
    /// Each of them is there as it was, with none between them that is new.
    case kept(GitPath, ClosedRange<Int>?)
    /// The commit changed some of them first; this is what stands in their place.
    case changed(GitPath, ClosedRange<Int>?, by: CommitID)
    /// The commit took them away, or their file.
    case gone(by: CommitID)
    /// The commit that they stood in is not in the repository.
    case lost
}
