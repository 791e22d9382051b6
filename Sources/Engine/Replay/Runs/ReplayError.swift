import Model

/// Why a replay came to no record.
///
/// A check that fails is no such error: it is what the record tells.
package enum ReplayError: Reportable, Equatable {
    /// No sandbox can be made here, and none was waived.
    case noSandbox(reasons: [String])
    /// The sandbox was there when it was probed, and could not be made or kept for this replay.
    case sandboxFailed(reason: String)
    case commitMalformed(text: String)
    case commitMissing(commit: String, repository: String)
    case repositoryUnusable(path: String, reason: String)
    case checkoutFailed(commit: String, reason: String)
    case diskFull(directory: String)
    case scratchUnusable(directory: String, reason: String)
    /// The scratch directory lies inside a working tree, where what runs in it would be seen.
    case scratchInsideWorktree(directory: String, worktree: String)
    case profilePathMalformed(path: String)
    case profilePathMissing(path: String)
    /// The checks run as another user, who may not read it.
    case profilePathUnreadable(path: String)
    case variableMalformed(name: String)
    case programMissing(message: String, hint: String?)
    case interrupted

    package var code: String {
        switch self {
        case .noSandbox: "replay.no_sandbox"
        case .sandboxFailed: "replay.sandbox_failed"
        case .commitMalformed: "replay.commit_malformed"
        case .commitMissing: "replay.commit_missing"
        case .repositoryUnusable: "replay.repository_unusable"
        case .checkoutFailed: "replay.checkout_failed"
        case .diskFull: "replay.disk_full"
        case .scratchUnusable: "replay.scratch_unusable"
        case .scratchInsideWorktree: "replay.scratch_inside_worktree"
        case .profilePathMalformed: "replay.profile_path_malformed"
        case .profilePathMissing: "replay.profile_path_missing"
        case .profilePathUnreadable: "replay.profile_path_unreadable"
        case .variableMalformed: "replay.variable_malformed"
        case .programMissing: "replay.program_missing"
        case .interrupted: "replay.interrupted"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .commitMalformed, .profilePathMalformed, .variableMalformed: .usage
        case .commitMissing, .profilePathMissing: .notFound
        case .scratchInsideWorktree: .conflict
        case .noSandbox, .profilePathUnreadable: .notAllowed
        case .interrupted: .interrupted
        case .sandboxFailed, .repositoryUnusable, .checkoutFailed, .diskFull, .scratchUnusable,
            .programMissing:
            .failure
        }
    }

    package var message: String {
        switch self {
        case .noSandbox(let reasons):
            "This machine can't make a sandbox: \(Self.shown(reasons.joined(separator: "; ")))."
        case .sandboxFailed(let reason):
            "The sandbox of the replay failed: \(Self.shown(reason))."
        case .commitMalformed(let text):
            "'\(text.printable(limit: 80))' is not the full id of a commit."
        case .commitMissing(let commit, let repository):
            "The commit \(commit) is not in the repository \(Self.shown(repository))."
        case .repositoryUnusable(let path, let reason):
            "The repository \(Self.shown(path)) can't be read: \(Self.shown(reason))."
        case .checkoutFailed(let commit, let reason):
            "The commit \(commit) can't be checked out: \(Self.shown(reason))."
        case .diskFull(let directory):
            "There is no room for the replay in \(Self.shown(directory))."
        case .scratchUnusable(let directory, let reason):
            "The replay can't use the directory \(Self.shown(directory)): \(Self.shown(reason))."
        case .scratchInsideWorktree(let directory, let worktree):
            "The directory for replays \(Self.shown(directory)) lies in the worktree "
                + "\(Self.shown(worktree))."
        case .profilePathMalformed(let path):
            "The profile's path '\(path.printable(limit: 200))' is neither absolute nor under ~/."
        case .profilePathMissing(let path):
            "The profile's path \(Self.shown(path)) does not exist on this machine."
        case .profilePathUnreadable(let path):
            "The profile's path \(Self.shown(path)) may be read by its owner only."
        case .variableMalformed(let name):
            "'\(name.printable(limit: 80))' can't be the name of an environment variable."
        case .programMissing(let message, _):
            Self.shown(message)
        case .interrupted:
            "The replay was interrupted; nothing of it is left."
        }
    }

    package var hint: String? {
        switch self {
        case .noSandbox:
            "Install bubblewrap, or allow user namespaces on this machine."
        case .diskFull, .scratchUnusable:
            "Choose another directory for replays, or make room in it."
        case .scratchInsideWorktree:
            "Choose a directory for replays outside every worktree."
        case .profilePathUnreadable:
            "List it under the copied paths of the profile instead."
        case .programMissing(_, let hint):
            hint
        case .sandboxFailed, .commitMalformed, .commitMissing, .repositoryUnusable,
            .checkoutFailed, .profilePathMalformed, .profilePathMissing, .variableMalformed,
            .interrupted:
            nil
        }
    }

    private static func shown(_ text: String) -> String { text.printable(limit: 300) }
}
