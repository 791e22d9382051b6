/// The longest way through open tasks that wait for each other: what decides when all is done.
package struct CriticalPath: Hashable, Sendable {
    /// What lengths are told in.
    package enum Measure: String, Sendable, CaseIterable {
        /// Each task counts as one.
        case tasks
        case minutes
        case points
    }

    /// A task on the way, with how much is done once it is.
    package struct Stop: Hashable, Sendable {
        package let key: TaskKey
        package let size: Int64
        package let reached: Int64
    }

    package let measure: Measure
    package let stops: [Stop]
    /// The open tasks without an estimate, where others have one: why tasks are counted.
    package let unsized: [TaskKey]

    /// How long it is.
    package var length: Int64 { stops.last?.reached ?? 0 }

    /// Finds it among the open tasks of a graph.
    ///
    /// Sizes decide only where each open task has one in the same unit: a guess for the others
    /// would decide the answer. Of ways of one length, the one through earlier tasks is told.
    package init(of whole: TaskGraph) {
        let graph = whole.open
        let (measure, unsized) = Self.measure(of: graph)
        self.measure = measure
        self.unsized = unsized
        let sizes = graph.nodes.map { node in
            measure == .tasks ? 1 : node.size?.amount ?? 1
        }
        var reached = [Int64](repeating: 0, count: graph.nodes.count)
        var before = [Int?](repeating: nil, count: graph.nodes.count)
        var end: Int?
        for place in graph.nodes.indices {
            for other in graph.waits[place] {
                if let best = before[place], reached[best] >= reached[other] { continue }
                before[place] = other
            }
            reached[place] = (before[place].map { reached[$0] } ?? 0) + sizes[place]
            if let best = end, reached[best] >= reached[place] { continue }
            end = place
        }
        var stops: [Stop] = []
        while let place = end {
            let key = graph.nodes[place].key
            stops.append(Stop(key: key, size: sizes[place], reached: reached[place]))
            end = before[place]
        }
        self.stops = stops.reversed()
    }

    private static func measure(of graph: TaskGraph) -> (Measure, unsized: [TaskKey]) {
        let unsized = graph.nodes.filter { $0.size == nil }.map(\.key)
        let units = Set(graph.nodes.compactMap(\.size?.unit))
        guard unsized.isEmpty, units.count == 1, let unit = units.first else {
            return (.tasks, units.isEmpty ? [] : unsized)
        }
        switch unit {
        case .minutes: return (.minutes, [])
        case .points: return (.points, [])
        }
    }
}
