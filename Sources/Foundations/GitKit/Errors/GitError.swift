/// What can go wrong between us and a repository.
package enum GitError: Error, Hashable, Sendable {
    // The program.
    case programMissing(searched: String)
    case programTooOld(found: String, needed: GitVersion)
    case programUnusable(reason: String)
    case timedOut(command: String, limit: Duration)
    case interrupted(command: String)
    case killed(command: String, signal: Int32)
    case outputTooLarge(command: String, limitBytes: Int)
    case outputMalformed(command: String, what: String)
    /// git refused in words that have no case of their own.
    case commandFailed(command: String, exitCode: Int32, complaint: String)

    // The repository.
    case notARepository(path: String)
    case directoryMissing(path: String)
    case gitFileMalformed(path: String)
    case gitDirectoryMissing(file: String, target: String)
    case unsafeOwnership(path: String)
    case unreadable(path: String, reason: String)
    case unchangeable(path: String, reason: String)
    /// The name has bytes that are no text, and the question takes only text.
    case pathNotText(bytes: [UInt8])
    case noWorkingDirectory(path: String)
    /// A lock file is in the way; the process that holds it is named where one can be seen.
    case lockHeld(lock: String, holder: Int32?)

    /// git stumbles over a worktree whose making was cut off, and that could not be mended.
    case worktreeHalfMade(file: String)

    // What was asked for.
    case refusedName(kind: String, text: String, fault: String)
    case unknownRevision(String)
    case ambiguousRevision(String)
    case noCommits(path: String)
    case unknownPath(path: GitPath, commit: CommitID)
    case notAFile(path: GitPath, commit: CommitID)
    case contentTooLarge(path: GitPath, sizeBytes: Int, limitBytes: Int)

    // Branches and worktrees.
    case unknownBranch(BranchName)
    /// The branch exists, and its history does not come from the commit that was asked for.
    case branchExists(BranchName, at: CommitID)
    /// A branch `a` leaves no room for a branch `a/b`.
    case branchInTheWay(BranchName, existing: String)
    case branchInUse(BranchName, path: String)
    case worktreeDiffers(path: String, holds: String)
    case pathOccupied(path: String)
    case notAWorktree(path: String)
    case mainWorktree(path: String)
    case worktreeLocked(path: String, reason: String)
    /// Removing the worktree would lose work, which is listed.
    case wouldLose(path: String, losses: WorktreeLosses)
    case parkingFailed(path: String, reason: String)
}

extension GitError {
    /// The kinds of wrong that callers tell apart.
    package enum Kind: String, Sendable, CaseIterable {
        case failure
        case usage
        case notFound = "not_found"
        case conflict
        case notAllowed = "not_allowed"
        case timedOut = "timed_out"
        case interrupted
    }

    /// A stable, dotted name for programs; never changed once released.
    package var code: String { "git.\(name.code)" }

    package var kind: Kind { name.kind }

    private var name: (code: String, kind: Kind) {
        switch self {
        case .programMissing: ("program_missing", .failure)
        case .programTooOld: ("program_too_old", .failure)
        case .programUnusable: ("program_unusable", .failure)
        case .timedOut: ("timed_out", .timedOut)
        case .interrupted: ("interrupted", .interrupted)
        case .killed: ("killed", .failure)
        case .outputTooLarge: ("output_too_large", .failure)
        case .outputMalformed: ("output_malformed", .failure)
        case .commandFailed: ("command_failed", .failure)
        case .notARepository: ("not_a_repository", .notFound)
        case .directoryMissing: ("directory_missing", .notFound)
        case .gitFileMalformed: ("git_file_malformed", .failure)
        case .gitDirectoryMissing: ("git_directory_missing", .notFound)
        case .unsafeOwnership: ("unsafe_ownership", .notAllowed)
        case .unreadable: ("unreadable", .failure)
        case .unchangeable: ("unchangeable", .failure)
        case .pathNotText: ("path_not_text", .usage)
        case .noWorkingDirectory: ("no_working_directory", .usage)
        case .lockHeld: ("lock_held", .conflict)
        case .worktreeHalfMade: ("worktree_half_made", .failure)
        case .refusedName: ("name_refused", .usage)
        case .unknownRevision: ("unknown_revision", .notFound)
        case .ambiguousRevision: ("ambiguous_revision", .usage)
        case .noCommits: ("no_commits", .notFound)
        case .unknownPath: ("unknown_path", .notFound)
        case .notAFile: ("not_a_file", .usage)
        case .contentTooLarge: ("content_too_large", .failure)
        case .unknownBranch: ("unknown_branch", .notFound)
        case .branchExists: ("branch_exists", .conflict)
        case .branchInTheWay: ("branch_in_the_way", .conflict)
        case .branchInUse: ("branch_in_use", .conflict)
        case .worktreeDiffers: ("worktree_differs", .conflict)
        case .pathOccupied: ("path_occupied", .conflict)
        case .notAWorktree: ("not_a_worktree", .notFound)
        case .mainWorktree: ("main_worktree", .notAllowed)
        case .worktreeLocked: ("worktree_locked", .conflict)
        case .wouldLose: ("would_lose_work", .conflict)
        case .parkingFailed: ("parking_failed", .failure)
        }
    }
}
