/// Tasks and what each of them waits for, in an order in which they can be done.
package struct TaskGraph: Hashable, Sendable {
    /// A task as far as the graph looks at it.
    package struct Node: Hashable, Sendable {
        package let key: TaskKey
        package let title: String
        package let state: TaskState.Name
        package let size: TaskSize?

        package init(key: TaskKey, title: String, state: TaskState.Name, size: TaskSize? = nil) {
            self.key = key
            self.title = title
            self.state = state
            self.size = size
        }
    }

    /// The tasks, each after all that it waits for; else in the order in which they were given.
    package let nodes: [Node]
    /// For each task the places of what it waits for, in rising order.
    package let waits: [[Int]]

    /// Puts the tasks in order.
    ///
    /// - Parameter edges: Who waits for whom; those to tasks that are not among the nodes are left
    ///   out.
    /// - Throws: ``TaskGraphError/cycle(_:)`` with the tasks of one.
    package init(
        _ given: [Node],
        edges: [(task: TaskKey, on: TaskKey)]
    ) throws(TaskGraphError) {
        var places: [TaskKey: Int] = [:]
        for (place, node) in given.enumerated() { places[node.key] = place }
        var waits = [[Int]](repeating: [], count: given.count)
        var followers = [[Int]](repeating: [], count: given.count)
        for edge in edges {
            guard let task = places[edge.task], let other = places[edge.on] else { continue }
            waits[task].append(other)
            followers[other].append(task)
        }
        let order = try Self.order(given, waits, followers)
        var rank = [Int](repeating: 0, count: given.count)
        for (place, index) in order.enumerated() { rank[index] = place }
        nodes = order.map { given[$0] }
        self.waits = order.map { Array(Set(waits[$0].map { rank[$0] })).sorted() }
    }

    /// Kahn's algorithm with the earliest given task first, so that the same tasks come in the same
    /// order.
    private static func order(
        _ given: [Node],
        _ waits: [[Int]],
        _ followers: [[Int]]
    ) throws(TaskGraphError) -> [Int] {
        var open = waits.map(\.count)
        var ready = PlaceHeap()
        for place in given.indices where open[place] == 0 { ready.insert(place) }
        var order: [Int] = []
        order.reserveCapacity(given.count)
        while let place = ready.removeLeast() {
            order.append(place)
            for follower in followers[place] {
                open[follower] -= 1
                if open[follower] == 0 { ready.insert(follower) }
            }
        }
        guard order.count == given.count else {
            throw .cycle(cycle(among: open, waits).map { given[$0].key })
        }
        return order
    }

    /// One cycle among the tasks that never became free.
    private static func cycle(among open: [Int], _ waits: [[Int]]) -> [Int] {
        var way: [Int] = []
        var seen: [Int: Int] = [:]
        // Each of them waits for another one of them, so the way along them comes back.
        var next = open.firstIndex { $0 > 0 }
        while let place = next {
            if let start = seen[place] { return Array(way[start...]) }
            seen[place] = way.count
            way.append(place)
            next = waits[place].first { open[$0] > 0 }
        }
        return way
    }

    /// The part of the graph that some tasks rest on: they and all that they wait for.
    package func below(_ keys: Set<TaskKey>) -> TaskGraph {
        var kept = [Bool](repeating: false, count: nodes.count)
        for place in nodes.indices.reversed() {
            if keys.contains(nodes[place].key) { kept[place] = true }
            guard kept[place] else { continue }
            for other in waits[place] { kept[other] = true }
        }
        return filtered { kept[$0] }
    }

    /// The tasks that are not final, and how they wait for each other.
    package var open: TaskGraph { filtered { !nodes[$0].state.isFinal } }

    private func filtered(_ isKept: (Int) -> Bool) -> TaskGraph {
        var rank = [Int?](repeating: nil, count: nodes.count)
        var kept: [Node] = []
        for place in nodes.indices where isKept(place) {
            rank[place] = kept.count
            kept.append(nodes[place])
        }
        return TaskGraph(
            ordered: kept,
            waits: nodes.indices.filter { rank[$0] != nil }.map { place in
                waits[place].compactMap { rank[$0] }
            }
        )
    }

    private init(ordered nodes: [Node], waits: [[Int]]) {
        self.nodes = nodes
        self.waits = waits
    }
}

/// Tasks that wait for each other in a circle.
package enum TaskGraphError: Reportable, Equatable {
    case cycle([TaskKey])

    package var code: String { "plan.cycle" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        switch self {
        case .cycle(let keys):
            "These tasks wait for each other: "
                + (keys.prefix(20) + keys.prefix(1)).map(\.text).joined(separator: " -> ") + "."
        }
    }
    package var hint: String? { "`worklead task undepend` takes one of the dependencies away." }
}
