import Digests
import Engine
import Model
import Telemetry

/// Git as the engine sees it, kept in memory.
///
/// Commits are named by any text; each knows its parent, its branch and its files.
package final class FakeCheckouts: CheckoutAccess {
    /// A commit on a branch.
    package struct Commit: Sendable {
        package var parent: String?
        package var files: [String: String]

        package init(parent: String?, files: [String: String] = [:]) {
            self.parent = parent
            self.files = files
        }
    }

    /// All that there is.
    package struct Contents: Sendable {
        package var commits: [String: Commit] = ["base": Commit(parent: nil)]
        /// The tip of each branch.
        package var branches = ["main": "base"]
        /// The branch that is checked out in each directory.
        package var heads: [String: String] = [:]
        package var uncommitted: [String: [String]] = [:]
        package var worktrees: Set<String> = []
    }

    private let contents = Lock(Contents())

    package init() {}

    /// Changes what git has.
    package func edit(_ change: (inout Contents) -> Void) {
        contents.withLock { change(&$0) }
    }

    /// The files of a commit.
    func files(at commit: String) -> [String: String] {
        contents.withLock { $0.commits[commit]?.files ?? [:] }
    }

    /// The commits on the way from one to another, each with its parent, newest first.
    func history(from base: String, to commit: String) -> [(commit: String, parent: String?)] {
        contents.withLock { contents in
            contents.history(of: commit).prefix { $0 != base }.map {
                ($0, contents.commits[$0]?.parent)
            }
        }
    }

    package func commit(_ revision: String, in path: String) throws -> String {
        try contents.withLock { contents in
            let name = revision == "HEAD" ? contents.heads[path] ?? "main" : revision
            let commit = contents.branches[name] ?? name
            guard contents.commits[commit] != nil else { throw NoSuchRevision(revision: revision) }
            return commit
        }
    }

    package func branch(in path: String) throws -> String? {
        contents.withLock { $0.heads[path] }
    }

    package func isReachable(_ commit: String, from branch: String, in path: String) throws -> Bool
    {
        contents.withLock { contents in
            contents.history(of: contents.branches[branch]).contains(commit)
        }
    }

    package func base(of commit: String, and other: String, in path: String) throws -> String? {
        contents.withLock { contents in
            let others = Set(contents.history(of: contents.branches[other] ?? other))
            return contents.history(of: commit).first(where: others.contains)
        }
    }

    package func integrate(
        _ commits: [String],
        into branch: String,
        from base: String,
        in path: String
    ) throws -> String {
        contents.withLock { contents in
            let tip = commits.last ?? contents.branches[branch] ?? base
            contents.branches[branch] = tip
            return tip
        }
    }

    package func exists(_ revision: String, in path: String) throws -> Bool {
        contents.withLock { contents in
            contents.commits[revision] != nil || contents.branches[revision] != nil
        }
    }

    package func changedPaths(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [String] {
        contents.withLock { contents in
            let before = base.flatMap { contents.commits[$0]?.files } ?? [:]
            let after = contents.commits[commit]?.files ?? [:]
            return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        }
    }

    package func uncommittedPaths(in path: String) throws -> [String] {
        contents.withLock { $0.uncommitted[path] ?? [] }
    }

    package func file(
        _ file: String,
        at commit: String,
        in path: String
    ) throws -> (digest: Digest, bytes: Int64)? {
        contents.withLock { contents in
            contents.commits[commit]?.files[file].map {
                (Digest(of: $0), Int64($0.utf8.count))
            }
        }
    }

    package func makeWorktree(_ plan: WorktreePlan, of repository: Repository) throws {
        contents.withLock { contents in
            contents.worktrees.insert(plan.path)
            guard let branch = plan.branch else { return }
            contents.heads[plan.path] = branch
            if contents.branches[branch] == nil { contents.branches[branch] = plan.start }
        }
    }

    package func worktreeIsWhole(_ plan: WorktreePlan, of repository: Repository) throws -> Bool {
        contents.withLock { $0.worktrees.contains(plan.path) }
    }

    package func park(_ path: String, as ref: String) throws -> String? {
        contents.withLock { contents in
            guard contents.uncommitted[path]?.isEmpty == false else { return nil }
            let commit = "parked-\(contents.commits.count)"
            let tip = contents.heads[path].flatMap { contents.branches[$0] }
            contents.commits[commit] = Commit(parent: tip)
            contents.branches[ref] = commit
            return commit
        }
    }

    package func removeWorktree(_ plan: WorktreePlan, of repository: Repository) throws {
        try contents.withLock { contents in
            guard contents.uncommitted[plan.path, default: []].isEmpty else {
                throw UncommittedWork(path: plan.path)
            }
            contents.worktrees.remove(plan.path)
            contents.heads[plan.path] = nil
        }
    }
}

extension FakeCheckouts.Contents {
    fileprivate func history(of commit: String?) -> [String] {
        var history: [String] = []
        var next = commit
        while let commit = next, commits[commit] != nil {
            history.append(commit)
            next = commits[commit]?.parent
        }
        return history
    }
}

/// A revision that the fake git does not have.
package struct NoSuchRevision: Error {
    package let revision: String
}

/// A worktree that is not removed since work in it would be lost.
package struct UncommittedWork: Error {
    package let path: String
}
