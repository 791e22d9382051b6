/// What a worktree's HEAD names.
package enum Head: Hashable, Sendable {
    /// A branch, which may have no commit yet.
    case branch(BranchName)
    /// A commit, with no branch.
    case detached(CommitID)
    /// A reference that is no branch, by its full name.
    case reference(String)
    /// It stands where only git can read it, as in a repository with the `reftable` format.
    case hidden

    /// The branch, where HEAD names one.
    package var branch: BranchName? {
        switch self {
        case .branch(let name): name
        case .detached, .reference, .hidden: nil
        }
    }

    /// Reads a HEAD file; `nil` for one that git would not take either.
    init?(file text: String) {
        guard let reference = text.dropping(prefix: "ref:") else {
            // git writes a commit of zeros while it makes a worktree.
            guard let commit = CommitID(String(text.prefix { $0 != " " && $0 != "\t" })),
                commit.text != commit.none
            else { return nil }
            self = .detached(commit)
            return
        }
        self.init(reference: String(reference.drop { $0 == " " || $0 == "\t" }))
    }

    /// Takes the full name of a reference that HEAD points to.
    init?(reference: String) {
        guard reference.dropping(prefix: "refs/") != nil else { return nil }
        // No branch can have this name: git writes it for programs that don't know `reftable`.
        if reference == "refs/heads/.invalid" {
            self = .hidden
        } else if let name = reference.dropping(prefix: "refs/heads/") {
            self = .branch(BranchName(trusted: name))
        } else {
            self = .reference(reference)
        }
    }
}
