/// A lock of git's that was found in a repository.
package struct GitLock: Hashable, Sendable {
    package let path: String
    /// The process that holds it; `nil` where none is seen, so that a killed git may have left it.
    package let holder: Int32?

    package init(path: String, holder: Int32?) {
        self.path = path
        self.holder = holder
    }
}

extension GitRepository {
    /// The locks that would turn somebody away who works in this worktree now; most of the time
    /// none.
    ///
    /// They are told, never removed: a holder in another container can't be seen. git is not
    /// started.
    package func locks() throws(GitError) -> [GitLock] {
        let location = try location()
        let own = ["index.lock", "HEAD.lock"].map { location.privateDirectory.appending(path: $0) }
        let shared = ["config.lock", "packed-refs.lock"] + branchLock(of: location)
        let paths = own + shared.map { location.commonDirectory.appending(path: $0) }
        return paths.map(LockFile.init).filter(\.exists).map { lock in
            GitLock(path: lock.path, holder: lock.holder())
        }
    }

    private func branchLock(of location: RepositoryLocation) -> [String] {
        location.branch.map { [$0.reference + ".lock"] } ?? []
    }
}
