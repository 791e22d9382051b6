import Commands
import Documents
import Engine
import GitKit
import Glibc
import Model
import Store

// What a repository's committed file chooses. A flag comes before the environment, that before the
// file, and the file before our standard.
extension LocalCaller {
    /// The configuration of the repository of a task, or of the one around.
    ///
    /// It is read as its main branch has it committed: what an agent writes in a worktree chooses
    /// nothing. Where the main worktree has no such file, git is not asked.
    func configuration(of task: TaskKey? = nil) throws -> WorkspaceConfiguration {
        try repository(of: task).map(configuration(of:)) ?? WorkspaceConfiguration()
    }

    /// The repository of a task, or the one around.
    func repository(of task: TaskKey?) throws -> Repository? {
        let workspace = try open()
        // Who stands nowhere and names no task has none: nothing has to be read for each heartbeat.
        guard task != nil || workspace.found.location != nil else { return nil }
        return try workspace.engine.read { view -> Repository? in
            if let task, let stored = try view.tasks.task(task) {
                return try view.repository(of: stored.task)
            }
            return try workspace.found.location.flatMap {
                try view.repositories.repository(commonDirectory: $0.commonDirectory)
            }
        }
    }

    /// The configuration that a repository has committed on its main branch.
    func configuration(of repository: Repository) throws -> WorkspaceConfiguration {
        guard let bytes = try committed(WorkspaceConfigurationDocument.path, in: repository) else {
            return WorkspaceConfiguration()
        }
        return try WorkspaceConfigurationDocument.read(bytes)
    }

    /// A file as a repository has it committed on its main branch.
    ///
    /// Where the main worktree has no such file, git is not asked.
    func committed(_ file: String, in repository: Repository) throws -> [UInt8]? {
        guard access("\(repository.path)/\(file)", F_OK) == 0 else { return nil }
        return try GitRepository(at: repository.path, program: git)
            .content(of: GitPath(file), at: repository.defaultBranch)
    }

    /// How long a claim is to last.
    ///
    /// - Throws: ``LeaseTooLongError`` when the repository allows no such lease.
    func lease(_ asked: Duration?, of task: TaskKey? = nil) throws -> Duration {
        let configuration = try configuration(of: task)
        let named = try surroundings.variable("WORKLEAD_LEASE").map { try Duration(text: $0) }
        let lease = asked ?? named ?? configuration.claimLease ?? Self.standardLease
        if let longest = configuration.longestLease, lease > longest {
            guard asked != nil || named != nil else { return longest }
            throw LeaseTooLongError(asked: lease, longest: longest)
        }
        return lease
    }

    private static let standardLease = Duration.seconds(1800)

    /// Where worktrees are made, and what the branches in them are called.
    func places(for task: TaskKey? = nil) throws -> WorktreePlaces {
        let root = try open().found.stateDirectory + "/worktrees"
        guard let pattern = try configuration(of: task).branchPattern else {
            return WorktreePlaces(root: root)
        }
        return WorktreePlaces(root: root, branches: BranchPattern(pattern))
    }
}

/// A lease that the repository's configuration does not allow.
struct LeaseTooLongError: Reportable {
    let asked: Duration
    let longest: Duration

    var code: String { "lease.too_long" }
    var category: ErrorCategory { .usage }
    var message: String {
        "A lease of \(asked.brief) is longer than the \(longest.brief) that the repository allows."
    }
    var hint: String? { "Leave `--lease` out, or renew the claim before it ends." }
}
