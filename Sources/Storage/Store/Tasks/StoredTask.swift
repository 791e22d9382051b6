import Model

/// A task with what the store knows beside it.
package struct StoredTask: Hashable, Sendable {
    package let task: WorkTask
    /// The sequence of the last event about it; each later change is made against this.
    package let revision: Int64
    /// The sequence of its first event, by which equal priorities are ordered.
    package let born: Int64
    /// How many tasks it waits for.
    package let openDependencies: Int64
    package let createdAt: Timestamp
    package let changedAt: Timestamp

    /// The task's key.
    package var key: TaskKey { task.key }

    /// The task as it stands after a change that left what it waits for, without reading it again.
    package func changed(
        to task: WorkTask,
        at moment: Timestamp,
        revision: Int64
    ) -> StoredTask {
        StoredTask(
            task: task,
            revision: revision,
            born: born,
            openDependencies: openDependencies,
            createdAt: createdAt,
            changedAt: moment
        )
    }
}
