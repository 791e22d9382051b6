import Model
import Operations

extension Diagram {
    /// The most nodes that are drawn at once.
    static let nodesMax = 150

    /// The tasks that a list shows, with what they wait for; what is too many is cut.
    init(_ graph: TaskGraphReport, of tasks: [TaskLine]) {
        let shown = Set(tasks.map(\.task))
        let drawn = graph.tasks.filter { shown.contains($0.task) }.prefix(Self.nodesMax)
        let names = Set(drawn.map(\.task))
        let nodes = drawn.map { task in
            var node = Node(
                task.task.text,
                task.title,
                Badge(state: task.state),
                address: "/tasks/" + task.task.text.addressPart
            )
            node.isCritical = task.critical
            return node
        }
        let edges = drawn.flatMap { task in
            task.waitsFor.filter { names.contains($0) }.map { ($0.text, task.task.text) }
        }
        let left = graph.tasks.count - drawn.count
        let more = left > 0 ? "; \(left) more are not drawn, narrow the list" : ""
        self.init(
            "task-graph",
            "\(nodes.count.of("task")) and what they wait for\(more)",
            nodes: Array(nodes),
            edges: edges.map { (from: $0.0, to: $0.1) }
        )
    }
}
