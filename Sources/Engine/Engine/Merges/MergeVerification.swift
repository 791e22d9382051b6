import Model
import Store

/// What became of an accepted change after it was merged, by whomever.
package struct MergeVerification: Sendable {
    package let task: TaskKey
    package let change: AcceptedChange
    /// Whether the branch has the commit at all; what it has not is not looked at further.
    package let isPart: Bool
    /// What the branch has lost of it.
    package let losses: [MergeFinding]
}

extension WorkspaceEngine {
    /// Looks whether what was accepted is in a branch, the newest acceptance first.
    ///
    /// - Parameters:
    ///   - key: The one task to look at; `nil` for all.
    ///   - limit: The most tasks that are looked at.
    package func verifyMerges(
        of key: TaskKey?,
        into branch: String,
        in repository: Repository,
        limit: Int,
        through git: any BranchMerging
    ) throws -> [MergeVerification] {
        let accepted = try read { view -> [(TaskKey, AcceptedChange)] in
            if let key { return [(key, try view.acceptedChange(of: key))] }
            let isOnly = try view.repositories.repositories().count == 1
            return try view.deliveries.accepted(in: repository.name, isOnly: isOnly, limit: limit)
                .map { ($0, try view.acceptedChange(of: $0)) }
        }
        guard let tip = try git.tip(of: branch, in: repository.path) else {
            throw MergeError.noBranch(branch, repository.name)
        }
        return try accepted.map { task, change in
            let isPart = try git.isPart(change.commit, of: tip, in: repository.path)
            return MergeVerification(
                task: task,
                change: change,
                isPart: isPart,
                losses: isPart
                    ? try git.losses(of: change, in: tip, path: repository.path) : []
            )
        }
    }
}
