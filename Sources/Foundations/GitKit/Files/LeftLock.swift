import Glibc

extension GitRepository {
    /// The locks in a repository that nobody is seen to hold, and that are not older than a moment:
    /// of its main worktree, of what all worktrees share, and of its branches.
    ///
    /// git holds some of its locks for a moment without having the file open, so what is found may
    /// be gone when it is looked at again.
    package func leftLocks(since moment: Int64) throws(GitError) -> [String] {
        let common = try location().commonDirectory
        var paths = ["index.lock", "HEAD.lock", "config.lock", "packed-refs.lock"]
            .map { common.appending(path: $0) }
        paths += try Self.locks(below: common.appending(path: "refs/heads"))
        return paths.filter { Self.isLeft($0, since: moment) }
    }

    /// Removes the locks of one worktree alone, and that of its branch, that nobody is seen to hold
    /// and that are not older than a moment.
    ///
    /// Only for who has ended everything that worked in the worktree since then.
    ///
    /// - Returns: What was removed.
    package func removeLeftLocks(
        of worktree: RepositoryLocation,
        since moment: Int64
    ) throws(GitError) -> [String] {
        guard case .linked = worktree.kind else { return [] }
        var paths = ["index.lock", "HEAD.lock"].map {
            worktree.privateDirectory.appending(path: $0)
        }
        if let branch = worktree.branch {
            paths.append(worktree.commonDirectory.appending(path: branch.reference + ".lock"))
        }
        let left = paths.filter { Self.isLeft($0, since: moment) }
        for path in left { try FileChange.removeFile(path) }
        return left
    }

    private static func isLeft(_ path: String, since moment: Int64) -> Bool {
        var information = stat()
        guard lstat(path, &information) == 0, information.st_mtim.tv_sec >= moment else {
            return false
        }
        return LockFile(path).holder() == nil
    }

    private static func locks(below directory: String) throws(GitError) -> [String] {
        var locks: [String] = []
        for name in try FileProbe.names(in: directory) ?? [] {
            let path = directory.appending(path: name)
            if FileProbe.ownKind(of: path) == .directory {
                locks += try self.locks(below: path)
            } else if name.hasSuffix(".lock") {
                locks.append(path)
            }
        }
        return locks
    }
}
