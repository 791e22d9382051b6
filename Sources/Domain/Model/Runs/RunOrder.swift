/// The slices of a run by rank: the first is the one that most rests on.
struct RunOrder {
    let slices: [RunSlice]
    let ranks: [TaskKey: Int]
    /// For each rank the ranks of what it waits for among the slices.
    let waits: [[Int]]
    let followers: [[Int]]
    /// How much is to be done from the start of each to the end of all that waits for it.
    let rests: [Int64]

    /// - Throws: ``TaskGraphError/cycle(_:)`` with the tasks of one.
    init(_ given: [RunSlice], sizes: [TaskKey: Int64]) throws(TaskGraphError) {
        let graph = try TaskGraph(
            given.map { TaskGraph.Node(key: $0.task, title: "", state: .ready) },
            edges: given.flatMap { slice in slice.waits.map { (task: slice.task, on: $0) } }
        )
        let count = graph.nodes.count
        var rests = graph.nodes.map { max(1, sizes[$0.key] ?? 1) }
        var longest = [Int64](repeating: 0, count: count)
        for place in graph.nodes.indices.reversed() {
            rests[place] += longest[place]
            for other in graph.waits[place] { longest[other] = max(longest[other], rests[place]) }
        }
        // What comes first in the graph comes first among what as much rests on.
        let order = graph.nodes.indices.sorted { (-rests[$0], $0) < (-rests[$1], $1) }
        var rank = [Int](repeating: 0, count: count)
        for (place, index) in order.enumerated() { rank[index] = place }
        let byTask = Dictionary(
            given.map { ($0.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        slices = order.compactMap { byTask[graph.nodes[$0].key] }
        waits = order.map { graph.waits[$0].map { rank[$0] } }
        self.rests = order.map { rests[$0] }
        var followers = [[Int]](repeating: [], count: count)
        for (place, others) in waits.enumerated() {
            for other in others { followers[other].append(place) }
        }
        self.followers = followers
        ranks = Dictionary(
            slices.enumerated().map { ($1.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
