import Model

/// The tasks as a rebuild has folded them so far.
///
/// Each task has many events, and reading its row back for each of them costs as much as writing
/// it. Beyond a number of tasks all are forgotten and read again, which bounds the memory.
package final class FoldedTasks {
    /// A task and the sequence of the event that made it what it is.
    struct Version {
        let task: WorkTask
        let revision: Int64
    }

    private let countMax: Int
    private var versions: [TaskKey: Version] = [:]

    /// - Parameter countMax: How many tasks are remembered before all are forgotten.
    package init(countMax: Int = 50_000) {
        self.countMax = countMax
    }

    /// Puts what `fold` makes of a task in its place.
    ///
    /// - Parameter read: Asked for a task that is not remembered.
    func change(
        _ key: TaskKey,
        reading read: (TaskKey) throws -> Version?,
        _ fold: (Version?) throws -> Version
    ) rethrows {
        if let index = versions.index(forKey: key) {
            versions.values[index] = try fold(versions.values[index])
        } else {
            if versions.count >= countMax { versions.removeAll(keepingCapacity: true) }
            versions[key] = try fold(try read(key))
        }
    }
}

extension StoredTask {
    var version: FoldedTasks.Version { FoldedTasks.Version(task: task, revision: revision) }
}
