import Digests
import Driving
import Engine
import GitKit
import Model

/// git, as the engine asks for it.
struct GitCheckouts: CheckoutAccess {
    let program: GitProgram
    let time: any TimeSource

    /// Artifacts over this size are refused: they belong elsewhere.
    private static let fileBytesMax = 64 << 20

    func commit(_ revision: String, in path: String) throws -> String {
        try repository(path).commit(revision).text
    }

    func branch(in path: String) throws -> String? {
        try RepositoryLocator.locate(from: path).branch?.text
    }

    func isReachable(_ commit: String, from branch: String, in path: String) throws -> Bool {
        let repository = repository(path)
        guard let tip = try repository.tip(of: BranchName(branch)) else { return false }
        return try repository.isAncestor(id(commit), of: tip)
    }

    func base(of commit: String, and other: String, in path: String) throws -> String? {
        let repository = repository(path)
        guard let tip = try repository.tip(of: BranchName(other)) else { return nil }
        return try repository.mergeBase(id(commit), tip)?.text
    }

    func exists(_ revision: String, in path: String) throws -> Bool {
        do {
            _ = try repository(path).commit(revision)
            return true
        } catch .unknownRevision {
            return false
        }
    }

    func changedPaths(from base: String?, to commit: String, in path: String) throws -> [String] {
        try repository(path).changes(from: base.map(id), to: id(commit))
            .flatMap(\.touched).map(\.text)
    }

    func uncommittedPaths(in path: String) throws -> [String] {
        try repository(path).status().uncommitted.map(\.path.text)
    }

    func file(
        _ file: String,
        at commit: String,
        in path: String
    ) throws -> (digest: Digest, bytes: Int64)? {
        let repository = repository(path)
        let commit = try id(commit)
        let file = GitPath(file)
        do {
            let content = try repository.content(
                of: file,
                in: commit,
                limitBytes: Self.fileBytesMax
            )
            return (Digest(of: content), Int64(content.count))
        } catch GitError.unknownPath {
            return nil
        }
    }

    func makeWorktree(_ plan: WorktreePlan, of repository: Repository) throws {
        let start = try id(plan.start)
        let request = WorktreeRequest(
            path: plan.path,
            start: try plan.branch.map { .newBranch(try BranchName($0), from: start) }
                ?? .detached(start),
            parking: try parking(
                "refs/worklead/parked/leftover-\(plan.task?.text ?? plan.agent.text)"
            )
        )
        _ = try self.repository(repository.path).addWorktree(request)
    }

    func worktreeIsWhole(_ plan: WorktreePlan, of repository: Repository) throws -> Bool {
        do {
            guard let location = try RepositoryLocator.location(at: plan.path) else { return false }
            return location.commonDirectory == repository.commonDirectory
                && !location.isUnfinished
        } catch {
            // A directory that is missing or points nowhere is not whole; making it anew mends it.
            return false
        }
    }

    func park(_ path: String, as ref: String) throws -> String? {
        try repository(path).park(at: parking(ref))?.commit.text
    }

    func removeWorktree(_ plan: WorktreePlan, of repository: Repository) throws {
        do {
            // What was uncommitted is parked by its own step before; here, what came since.
            _ = try self.repository(repository.path).removeWorktree(
                at: plan.path,
                leftovers: .park(
                    parking("refs/worklead/parked/removed-\(plan.task?.text ?? plan.agent.text)")
                )
            )
        } catch GitError.notAWorktree {
            // It is gone already: an earlier removal was cut off after its last step.
        }
    }

    func integrate(
        _ commits: [String],
        into branch: String,
        from base: String,
        in path: String
    ) throws -> String {
        let repository = repository(path)
        let name = try BranchName(branch)
        try putBack(name, repository)
        // Another process may bring in the same at the same time.
        for _ in 0..<Self.movesMax {
            let before: CommitID
            if let tip = try repository.tip(of: name) {
                before = tip
            } else {
                before = try id(base)
                do throws(GitError) {
                    try repository.createBranch(name, at: before)
                } catch {
                    guard case .branchExists = error else { throw error }
                    continue
                }
            }
            var tip = before
            for commit in try commits.map(id) where try !repository.isAncestor(commit, of: tip) {
                tip = try merged(commit, into: tip, of: name, repository)
            }
            if tip == before { return tip.text }
            if try repository.moveBranch(name, from: before, to: tip, because: "worklead run") {
                return tip.text
            }
        }
        throw GitError.commandFailed(
            command: "update-ref",
            exitCode: 1,
            complaint: "\(branch) is moved by somebody else all the time"
        )
    }

    private static let movesMax = 20

    /// Puts a run's branch back where it was before an agent that is driven has moved it: only what
    /// is accepted gets there, and what people merge.
    private func putBack(_ branch: BranchName, _ repository: GitRepository) throws {
        let move = try repository.lastMove(of: branch) { address in
            address.hasSuffix(AgentAddress.ending)
        }
        guard let move, let before = move.before else { return }
        // Where somebody is faster, it is somewhere else by now.
        _ = try repository.moveBranch(
            branch,
            from: move.after,
            to: before,
            because: "worklead: put back what an agent has moved"
        )
    }

    private func merged(
        _ commit: CommitID,
        into tip: CommitID,
        of branch: BranchName,
        _ repository: GitRepository
    ) throws -> CommitID {
        if try repository.isAncestor(tip, of: commit) { return commit }
        let merged = try repository.merge(
            commit,
            into: tip,
            message: "Merge \(commit.text.prefix(12)) into \(branch)\n",
            by: CommitSignature(
                name: "Worklead",
                email: "worklead@localhost",
                time: CommitTime(secondsSinceEpoch: time.now().milliseconds / 1000)
            )
        )
        switch merged {
        case .made(let made): return made
        case .conflict(let paths):
            throw RunError.conflict(
                branch: branch.text,
                commit: commit.text,
                paths: paths.map(\.text)
            )
        case .unrelated:
            throw RunError.conflict(branch: branch.text, commit: commit.text, paths: ["everything"])
        }
    }

    private func repository(_ path: String) -> GitRepository {
        GitRepository(at: path, program: program)
    }

    private func id(_ commit: String) throws -> CommitID {
        guard let id = CommitID(commit) else {
            throw GitError.unknownRevision(commit)
        }
        return id
    }

    private func parking(_ ref: String) throws -> ParkingPlace {
        try ParkingPlace(
            prefix: "refs/",
            name: String(ref.dropFirst("refs/".count)),
            signature: CommitSignature(
                name: "Worklead",
                email: "worklead@localhost",
                time: CommitTime(secondsSinceEpoch: time.now().milliseconds / 1000)
            ),
            message: "Uncommitted work, kept by Worklead"
        )
    }
}
