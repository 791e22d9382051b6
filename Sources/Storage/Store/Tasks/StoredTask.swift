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
}
