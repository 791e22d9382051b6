extension GitError {
    /// A sentence about the repository; holds no content of files.
    package var message: String {
        switch self {
        case .programMissing(let searched):
            "git was not found in '\(searched.shown)'."
        case .programTooOld(let found, let needed):
            "git \(found.shown) is too old: \(needed) is the oldest that works."
        case .programUnusable(let reason):
            "git can't be run: \(reason.shown)"
        case .timedOut(let command, let limit):
            "'\(command)' did not end within \(limit.components.seconds) s."
        case .interrupted(let command):
            "'\(command)' was interrupted."
        case .killed(let command, let signal):
            "'\(command)' was ended by signal \(signal)."
        case .outputTooLarge(let command, let limit):
            "'\(command)' wrote more than \(limit) bytes."
        case .outputMalformed(let command, let what):
            "'\(command)' answered something that can't be read: \(what.shown)."
        case .commandFailed(let command, let exitCode, let complaint):
            "'\(command)' failed with exit code \(exitCode): \(complaint)"
        case .notARepository(let path):
            "No git repository holds '\(path.shown)'."
        case .directoryMissing(let path):
            "There is no directory '\(path.shown)'."
        case .gitFileMalformed(let path):
            "'\(path.shown)' does not say where the repository is."
        case .gitDirectoryMissing(let file, let target):
            "'\(file.shown)' points to '\(target.shown)', and no repository is there."
        case .unsafeOwnership(let path):
            "git does not trust the repository at '\(path.shown)': another user owns it."
        case .unreadable(let path, let reason):
            "'\(path.shown)' can't be read: \(reason)."
        case .unchangeable(let path, let reason):
            "'\(path.shown)' can't be changed: \(reason)."
        case .pathNotText(let bytes):
            "The name '\(GitPath(bytes: bytes).text.shown)' has bytes that are not UTF-8."
        case .noWorkingDirectory(let path):
            "The repository at '\(path.shown)' has no working directory here."
        case .lockHeld(let lock, let holder):
            holder.map { "Process \($0) holds the lock '\(lock.shown)'." }
                ?? "The lock '\(lock.shown)' is in the way, and no running process holds it."
        case .worktreeHalfMade(let file):
            "The making of a worktree was cut off and left '\(file.shown)' empty."
        case .refusedName(let kind, let text, let fault):
            "'\(text.shown)' is not \(kind): \(fault)."
        case .unknownRevision(let revision):
            "The repository has no commit '\(revision.shown)'."
        case .ambiguousRevision(let revision):
            "More than one object has an id that starts with '\(revision.shown)'."
        case .noCommits(let path):
            "The repository at '\(path.shown)' has no commits yet."
        case .unknownPath(let path, let commit):
            "Commit \(commit.short) has no '\(path.text.shown)'."
        case .notAFile(let path, let commit):
            "'\(path.text.shown)' is not a file in commit \(commit.short)."
        case .contentTooLarge(let path, let size, let limit):
            "'\(path.text.shown)' has \(size) bytes, and \(limit) is the most that is read."
        case .unknownBranch(let branch):
            "There is no branch '\(branch.text.shown)'."
        case .branchExists(let branch, let commit):
            "Branch '\(branch.text.shown)' exists at \(commit.short), with another start."
        case .branchInTheWay(let branch, let existing):
            "Branch '\(branch.text.shown)' can't exist beside '\(existing.shown)'."
        case .branchInUse(let branch, let path):
            "Branch '\(branch.text.shown)' is checked out at '\(path.shown)'."
        case .worktreeDiffers(let path, let holds):
            "The worktree '\(path.shown)' exists and holds \(holds.shown)."
        case .pathOccupied(let path):
            "'\(path.shown)' is not empty, and is no worktree of this repository."
        case .notAWorktree(let path):
            "'\(path.shown)' is no worktree of this repository."
        case .mainWorktree(let path):
            "'\(path.shown)' is the repository's main worktree."
        case .worktreeLocked(let path, let reason):
            "The worktree '\(path.shown)' is locked"
                + (reason.isEmpty ? "." : ": \(reason.shown)")
        case .wouldLose(let path, let losses):
            "Removing the worktree '\(path.shown)' would lose \(losses.summary)."
        case .parkingFailed(let path, let reason):
            "The work in '\(path.shown)' can't be parked: \(reason.shown)."
        }
    }

    /// What to do next, where something useful can be said.
    ///
    /// Never a destructive command.
    package var hint: String? {
        switch self {
        case .programMissing: "Install git, or add its directory to PATH."
        case .programTooOld: "Install a newer git."
        case .notARepository: "Go into a repository, or make one with: git init"
        case .gitDirectoryMissing:
            "If the repository was moved, run in it: git worktree repair <path of the worktree>"
        case .unsafeOwnership(let path):
            "If you trust it: git config --global --add safe.directory \(path.shellWord)"
        case .lockHeld(_, let holder):
            holder == nil
                ? "Make sure that no git runs in the repository, also in a container, before you"
                    + " delete the file."
                : "Wait until it has ended, then try again."
        case .ambiguousRevision: "Give more of its digits."
        case .noCommits: "Make a first commit."
        case .branchExists: "Choose another name, or take the branch as it is."
        case .branchInUse: "Work in that worktree, or choose another branch."
        case .wouldLose: "Commit the work to a branch, or park it."
        case .pathOccupied: "Choose another directory, or move away what is there."
        case .worktreeLocked: "git worktree list --verbose says who locked it."
        case .timedOut, .interrupted, .killed: "Nothing uncommitted was touched; try again."
        case .programUnusable, .outputTooLarge, .outputMalformed, .commandFailed,
            .directoryMissing, .gitFileMalformed, .unreadable, .unchangeable, .pathNotText,
            .noWorkingDirectory, .worktreeHalfMade, .refusedName, .unknownRevision, .unknownPath,
            .notAFile,
            .contentTooLarge, .unknownBranch, .branchInTheWay, .worktreeDiffers,
            .notAWorktree, .mainWorktree, .parkingFailed:
            nil
        }
    }
}
