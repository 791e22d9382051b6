import Model
import Operations

extension Diagram {
    /// The most nodes that are drawn at once.
    static let nodesMax = 150

    /// The tasks that a list shows, with what they wait for; what is too many is cut.
    ///
    /// Those that wait for one another come first: the others have no place in an order.
    init(_ graph: TaskGraphReport, of tasks: Page<TaskLine>) {
        let lines = Dictionary(tasks.items.map { ($0.task, $0) }) { first, _ in first }
        let found = graph.tasks.filter { lines[$0.task] != nil }
        let linked = found.linked
        let drawn =
            (found.filter { linked.contains($0.task) }
            + found.filter { !linked.contains($0.task) }).prefix(Self.nodesMax)
        let names = Set(drawn.map(\.task))
        let nodes = drawn.map { task in
            var node = Node(
                task.task.text,
                task.title,
                lines[task.task].map { Badge($0) } ?? Badge(state: task.state),
                address: "/tasks/" + task.task.text.addressPart
            )
            node.isCritical = task.critical
            return node
        }
        let edges = drawn.flatMap { task in
            task.waitsFor.filter { names.contains($0) }.map { ($0.text, task.task.text) }
        }
        let alone = drawn.count { !linked.contains($0.task) }
        let apart = alone > 0 && alone < drawn.count ? "; \(alone) without a link stand last" : ""
        let left = max(0, tasks.total - drawn.count)
        let more = left > 0 ? "; \(left) more are not drawn, narrow the list" : ""
        self.init(
            "task-graph",
            "\(nodes.count.of("task")) and what they wait for\(apart)\(more)",
            nodes: Array(nodes),
            edges: edges.map { (from: $0.0, to: $0.1) }
        )
    }
}

extension [GraphedTask] {
    /// Those that wait for another of them, or that another waits for.
    fileprivate var linked: Set<TaskKey> {
        let names = Set(map(\.task))
        return reduce(into: []) { linked, task in
            let needs = task.waitsFor.filter { names.contains($0) }
            guard !needs.isEmpty else { return }
            linked.insert(task.task)
            linked.formUnion(needs)
        }
    }
}
