import Model
import TestSupport
import Testing

@Suite("Tasks that wait for each other")
struct TaskGraphTests {
    private typealias Edge = (task: TaskKey, on: TaskKey)

    private static func key(_ number: Int) -> TaskKey { TaskKey(trusted: "T-\(number)") }

    private static func node(
        _ number: Int,
        _ state: TaskState.Name = .ready,
        size: TaskSize? = nil
    ) -> TaskGraph.Node {
        TaskGraph.Node(key: key(number), title: "Title \(number)", state: state, size: size)
    }

    private static func edge(_ task: Int, on other: Int) -> Edge { (key(task), key(other)) }

    /// A random graph in which a task waits only for ones before it in a random order.
    private static func random(
        _ count: Int,
        _ chance: inout SplitMix64,
        sized: Bool
    ) -> ([TaskGraph.Node], [Edge]) {
        let order = Array(0..<count).shuffled(using: &chance)
        var edges: [Edge] = []
        for (place, task) in order.enumerated() {
            for other in order[..<place] where chance.oneIn(3) {
                edges.append(edge(task, on: other))
            }
        }
        let states: [TaskState.Name] = [.ready, .ready, .claimed, .blocked, .accepted, .draft]
        let nodes = (0..<count).map { number in
            node(
                number,
                chance.pick(states),
                size: sized ? TaskSize(Int64.random(in: 1...9, using: &chance), .points) : nil
            )
        }
        return (nodes, edges)
    }

    @Test("A task comes after all that it waits for, and none is lost", arguments: 1...60)
    func order(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let (nodes, edges) = Self.random(
            Int.random(in: 0...12, using: &chance),
            &chance,
            sized: false
        )
        let graph = try TaskGraph(nodes, edges: edges)
        #expect(Set(graph.nodes) == Set(nodes))
        var pairs: Set<[TaskKey]> = []
        for (place, others) in graph.waits.enumerated() {
            for other in others {
                #expect(other < place)
                pairs.insert([graph.nodes[place].key, graph.nodes[other].key])
            }
        }
        #expect(pairs == Set(edges.map { [$0.task, $0.on] }))
        #expect(try TaskGraph(nodes, edges: edges.shuffled(using: &chance)) == graph)
    }

    @Test("The critical path is the longest of all ways, tried one by one", arguments: 1...120)
    func longest(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let sized = chance.oneIn(2)
        let (nodes, edges) = Self.random(
            Int.random(in: 0...9, using: &chance),
            &chance,
            sized: sized
        )
        let path = CriticalPath(of: try TaskGraph(nodes, edges: edges))
        let open = nodes.filter { !$0.state.isFinal }
        let size = { (node: TaskGraph.Node) in sized ? node.size?.amount ?? 0 : 1 }
        func longest(from node: TaskGraph.Node) -> Int64 {
            let next = edges.filter { $0.task == node.key }.compactMap { edge in
                open.first { $0.key == edge.on }
            }
            return size(node) + (next.map(longest).max() ?? 0)
        }
        #expect(path.length == open.map(longest).max() ?? 0)
        #expect(path.measure == (sized && !open.isEmpty ? .points : .tasks))
        // It is a way: each task on it waits for the one before.
        for (before, after) in zip(path.stops, path.stops.dropFirst()) {
            #expect(edges.contains { $0.task == after.key && $0.on == before.key })
        }
        #expect(path.stops.allSatisfy { stop in open.contains { $0.key == stop.key } })
        #expect(path.stops.reduce(0) { $0 + $1.size } == path.length)
    }

    @Test("Tasks that wait for each other in a circle are refused by name", arguments: 1...60)
    func cycle(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let count = Int.random(in: 2...9, using: &chance)
        var (nodes, edges) = Self.random(count, &chance, sized: false)
        let circle = Array(
            Array(0..<count).shuffled(using: &chance).prefix(
                Int.random(in: 2...count, using: &chance)
            )
        )
        for (task, other) in zip(circle, circle.dropFirst() + circle.prefix(1)) {
            edges.append(Self.edge(task, on: other))
        }
        nodes.shuffle(using: &chance)
        do throws(TaskGraphError) {
            _ = try TaskGraph(nodes, edges: edges)
            Issue.record("the circle \(circle) was taken")
        } catch {
            guard case .cycle(let keys) = error else { return }
            #expect(keys.count >= 2)
            for (task, other) in zip(keys, keys.dropFirst() + keys.prefix(1)) {
                #expect(edges.contains { $0.task == task && $0.on == other }, "\(keys)")
            }
        }
    }

    @Test("What a task rests on is it and all that it waits for, and no more", arguments: 1...40)
    func below(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let (nodes, edges) = Self.random(8, &chance, sized: false)
        let graph = try TaskGraph(nodes, edges: edges)
        let start = Self.key(Int.random(in: 0..<8, using: &chance))
        var wanted: Set<TaskKey> = [start]
        for _ in nodes {
            for edge in edges where wanted.contains(edge.task) { wanted.insert(edge.on) }
        }
        #expect(Set(graph.below([start]).nodes.map(\.key)) == wanted)
    }

    @Test("Sizes decide only where each open task has one in the same unit")
    func measures() throws {
        let three = TaskSize(3, .points)
        let mixed = [Self.node(1, size: three), Self.node(2)]
        let path = CriticalPath(of: try TaskGraph(mixed, edges: [Self.edge(2, on: 1)]))
        #expect(path.measure == .tasks && path.length == 2 && path.unsized == [Self.key(2)])
        let units = [Self.node(1, size: three), Self.node(2, size: TaskSize(9, .minutes))]
        #expect(CriticalPath(of: try TaskGraph(units, edges: [])).measure == .tasks)
        let over = [Self.node(1, size: three), Self.node(2, .accepted)]
        #expect(CriticalPath(of: try TaskGraph(over, edges: [])).measure == .points)
        let long = [Self.node(1, size: TaskSize(9, .points)), Self.node(2, size: three)]
        let alone = CriticalPath(of: try TaskGraph(long, edges: []))
        #expect(alone.stops.map(\.key) == [Self.key(1)] && alone.length == 9)
    }

    @Test("A title can't end a label or add a line to a drawing")
    func drawings() throws {
        let title = "a\"]; n9[\"x\n%% y\\ <b>&end"
        let node = TaskGraph.Node(key: Self.key(1), title: title, state: .ready)
        let graph = try TaskGraph([node, Self.node(2)], edges: [Self.edge(2, on: 1)])
        let critical = CriticalPath(of: graph)
        let mermaid = graph.drawing(in: .mermaid, critical: critical, revision: 7)
        let first = mermaid.split(separator: "\n")[2]
        #expect(first.hasPrefix("    n0[\"T-1 ") && first.hasSuffix("\"]:::critical"))
        #expect(first.count(where: { $0 == "\"" }) == 2 && !first.contains("<"))
        #expect(mermaid.contains("    n0 --> n1\n") && mermaid.hasPrefix("%% The ledger's"))
        let dot = graph.drawing(in: .dot, critical: critical, revision: 7)
        #expect(dot.contains("n0 -> n1;") && dot.contains(#"a\"]; n9[\"x\\u{a}%% y\\ <b>&end"#))
        #expect(dot == graph.drawing(in: .dot, critical: critical, revision: 7))
    }

    @Test("Ten thousand tasks are put in order and measured in a moment")
    func many() throws {
        let count = 10_000
        let nodes = (0..<count).map { Self.node($0) }
        let edges = (1..<count).flatMap { task in
            [Self.edge(task, on: task / 2), Self.edge(task, on: task - 1)]
        }
        #expect(CriticalPath(of: try TaskGraph(nodes, edges: edges)).length == Int64(count))
    }

    @Test(
        "The estimate of a packet is found as people write it",
        arguments: [
            ("**Effort:** 8-10 hours  ", TaskSize(540, .minutes)),
            ("- Estimate: 3 points", TaskSize(3, .points)),
            ("estimate = \"90m\"", TaskSize(90, .minutes)),
            ("SIZE: 5", TaskSize(5, .points)),
            ("Estimated effort: 2 days", TaskSize(960, .minutes)),
            ("Estimate: 1.5h", nil), ("Effort: large", nil), ("Effort: 0 hours", nil),
            ("Effort: 3 weeks", nil), ("Estimated: 3h", nil), ("Effort: 99999999999999999999", nil),
        ] as [(String, TaskSize?)]
    )
    func sizes(_ line: String, _ size: TaskSize?) {
        #expect(TaskSize(inPacket: "# Task Packet: A\n\n\(line)\n\nWhat: b\n") == size)
    }

    @Test("An estimate far down in a packet is not looked for")
    func farSize() {
        let text = String(repeating: "line\n", count: 100) + "Effort: 3h\n"
        #expect(TaskSize(inPacket: text) == nil)
    }
}
