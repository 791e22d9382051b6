/// Why something can't be done with the merge queue.
package enum MergeError: Reportable, Equatable {
    case off(RepositoryName)
    case notAccepted(TaskKey, TaskState.Name)
    case queuedAlready(TaskKey)
    case mergedAlready(TaskKey, branch: String)
    case notQueued(TaskKey)
    case notWaiting(TaskKey, QueuedMerge.State.Name)
    case isMoving(TaskKey)
    case notMoving(TaskKey, QueuedMerge.State.Name)
    case isRunning(RepositoryName)
    case noBranch(String, RepositoryName)
    case checkoutChanged(branch: String, path: String, files: [String])
    case branchMoved(String, TaskKey)
    case noChecks(TaskKey)

    package var code: String {
        switch self {
        case .off: "merge.off"
        case .notAccepted: "merge.not_accepted"
        case .queuedAlready: "merge.queued_already"
        case .mergedAlready: "merge.merged_already"
        case .notQueued: "merge.not_queued"
        case .notWaiting: "merge.not_waiting"
        case .isMoving: "merge.is_moving"
        case .notMoving: "merge.not_moving"
        case .isRunning: "merge.is_running"
        case .noBranch: "merge.no_branch"
        case .checkoutChanged: "merge.checkout_changed"
        case .branchMoved: "merge.branch_moved"
        case .noChecks: "merge.no_checks"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .off: .notAllowed
        case .notQueued, .noBranch: .notFound
        case .noChecks: .checkFailed
        case .notAccepted, .queuedAlready, .mergedAlready, .notWaiting, .isMoving,
            .notMoving, .isRunning, .checkoutChanged, .branchMoved:
            .conflict
        }
    }

    package var message: String {
        switch self {
        case .off(let repository): "The merge queue of \(repository) is off."
        case .notAccepted(let key, let state):
            "\(key) is \(state.rawValue); only what is accepted can be merged."
        case .queuedAlready(let key): "\(key) is in the merge queue already."
        case .mergedAlready(let key, let branch):
            "\(key) is merged into \(branch.printable(limit: 100)) already."
        case .notQueued(let key): "\(key) was never in the merge queue."
        case .notWaiting(let key, let state):
            "\(key) does not wait in the merge queue: it is \(state.rawValue)."
        case .isMoving(let key): "The branch is being moved for \(key), or that was cut off."
        case .notMoving(let key, let state):
            "No branch is being moved for \(key): it is \(state.rawValue)."
        case .isRunning(let repository): "Somebody else is merging in \(repository) now."
        case .noBranch(let branch, let repository):
            "\(repository) has no branch '\(branch.printable(limit: 100))'."
        case .checkoutChanged(let branch, let path, let files):
            "'\(branch.printable(limit: 100))' is checked out in \(path.printable(limit: 200)) "
                + "with changes that are not committed: \(Self.list(files))."
        case .branchMoved(let branch, let key):
            "'\(branch.printable(limit: 100))' was moved by somebody else while \(key) was checked."
        case .noChecks(let key): "The packet of \(key) has no check to run on the merged tree."
        }
    }

    package var hint: String? {
        switch self {
        case .off:
            "A person turns it on: `queue = \"on\"` under `[merge]` in .worklead/config.toml, "
                + "committed on the main branch."
        case .notAccepted(let key, _): "`worklead task show \(key)` says what it waits for."
        case .queuedAlready, .notQueued, .notWaiting: "`worklead merge list --all` shows each."
        case .mergedAlready: "`worklead merge verify` says whether all of it is still there."
        case .isMoving, .branchMoved: "`worklead merge run` goes on."
        case .notMoving: "`worklead merge list` shows what waits."
        case .isRunning: "Wait until that run has ended."
        case .noBranch: "Mend `branch` under `[merge]` in .worklead/config.toml."
        case .checkoutChanged:
            "Commit them, or move them out of the way; then `worklead merge run`."
        case .noChecks: "Merge it by hand; `worklead merge verify` looks at it afterwards."
        }
    }

    private static let filesMax = 5

    private static func list(_ files: [String]) -> String {
        let shown = files.prefix(filesMax).map { $0.printable(limit: 100) }
        let more = files.count > filesMax ? ["and \(files.count - filesMax) more"] : []
        return (shown + more).joined(separator: ", ")
    }
}
