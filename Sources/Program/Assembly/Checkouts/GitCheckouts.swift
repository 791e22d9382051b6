import Digests
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
