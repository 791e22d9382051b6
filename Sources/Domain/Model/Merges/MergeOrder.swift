/// The order in which tasks of the queue are merged.
package enum MergeOrder {
    /// What was asked for first comes first, after what it depends on.
    ///
    /// - Parameters:
    ///   - queue: The tasks in the order in which they were asked for.
    ///   - needs: What each depends on; what is not in the queue is left out.
    package static func ordered(_ queue: [TaskKey], after needs: [TaskKey: [TaskKey]]) -> [TaskKey]
    {
        let waiting = Set(queue)
        var placed: Set<TaskKey> = []
        var order: [TaskKey] = []
        // A stack rather than recursion: a chain of dependencies may be long.
        for first in queue {
            var stack = [first]
            var entered: Set<TaskKey> = []
            while let key = stack.last {
                guard !placed.contains(key) else {
                    stack.removeLast()
                    continue
                }
                let open = (needs[key] ?? []).filter {
                    waiting.contains($0) && !placed.contains($0) && !entered.contains($0)
                }
                if entered.insert(key).inserted, !open.isEmpty {
                    stack += open.reversed()
                } else {
                    stack.removeLast()
                    placed.insert(key)
                    order.append(key)
                }
            }
        }
        return order
    }
}
