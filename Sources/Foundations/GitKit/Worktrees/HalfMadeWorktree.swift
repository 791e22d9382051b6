/// A registration that git was killed in the middle of writing.
///
/// git makes the file `commondir` and fills it in two steps. Between them every `git worktree` and
/// `git branch -d` of the repository fails with "failed to read …/commondir: Success": for a moment
/// when somebody makes a worktree, and for ever when git was killed there.
struct HalfMadeWorktree {
    private let file: String

    /// - Parameter commonFile: The file as git named it, from its own point of view.
    init(commonFile: String) {
        file = commonFile
    }

    /// Writes what git writes there, always the same: it does no harm beside a git that is just
    /// doing it.
    func mend(seenFrom directory: String) throws(GitError) {
        let path = try registered(seenFrom: directory)
        guard FileProbe.ownKind(of: path) == .file else {
            // Its maker, or whoever cleaned up, has removed it since.
            return
        }
        guard try FileProbe.bytes(of: path)?.isEmpty ?? false else { return }
        try FileChange.fill(path, with: "../..\n")
    }

    private func registered(seenFrom directory: String) throws(GitError) -> String {
        if file.isAbsolutePath { return file }
        let common = try RepositoryLocator.locate(from: directory).commonDirectory
        let name = file.parentPath.lastPathName
        return common.appending(path: "worktrees/\(name)/commondir")
    }
}
