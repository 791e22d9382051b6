extension GitRepository {
    /// The files under the repository's directory that its index has, as paths from there.
    ///
    /// A path that is not UTF-8 is left out.
    package func trackedFiles() throws(GitError) -> [String] {
        let answer = try run(GitCall(["ls-files", "-z"]))
        return answer.output.split(separator: 0).compactMap {
            String(validating: $0, as: UTF8.self)
        }
    }

    /// What in the working directory is not committed.
    ///
    /// New files are listed one by one, except those of a repository inside the working directory,
    /// which is one entry. Files that were flagged to look unchanged (`git update-index
    /// --assume-unchanged`) are not listed; ``removeWorktree(at:leftovers:)`` looks for them.
    ///
    /// - Parameter listingIgnored: Also lists what `.gitignore` excludes, whole directories as one.
    package func status(listingIgnored: Bool = false) throws(GitError) -> WorktreeStatus {
        let call = GitCall([
            "status", "--porcelain=v2", "--branch", "--no-ahead-behind", "-z",
            "--untracked-files=all", "--ignore-submodules=none", "--find-renames",
            listingIgnored ? "--ignored=matching" : "--ignored=no",
        ])
        return try WorktreeStatus(
            porcelain: workingRoot().run(call).output
        )
    }
}
