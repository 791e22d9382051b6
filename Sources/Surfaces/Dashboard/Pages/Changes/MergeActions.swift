import Model
import Operations

extension Action {
    /// Merges what waits in a repository's queue.
    ///
    /// - Parameter queue: All that waits there, and perhaps elsewhere.
    static func runMerges(of repository: RepositoryName, _ queue: Page<MergeLine>) -> Action {
        let waiting = queue.items.filter { $0.state == .queued && $0.repository == repository }
        var run = Action(
            "merge.run",
            "Merge \(waiting.count.of("task")) into \(repository.text)",
            on: .mergeQueue(repository),
            shown: SubjectState(waiting: waiting).digest,
            given: [("repository", repository.text)],
            tone: .active
        )
        run.question =
            "Merge \(waiting.map(\.task.text).joined(separator: ", ")) into the branch of "
            + "\(repository.text)? Each is merged only if its checks pass on the merged tree."
        return run
    }
}
