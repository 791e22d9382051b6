extension PathPattern {
    /// Whether there is a path that both patterns match.
    package func overlaps(_ other: PathPattern) -> Bool {
        commonPath(with: other) != nil
    }

    /// A path that both patterns match, or `nil` when there can be none.
    ///
    /// Exact for this language: it walks the product of both patterns' steps. The path is an
    /// example; it need not exist.
    package func commonPath(with other: PathPattern) -> String? {
        var search = CommonPathSearch(left: elements, right: other.elements)
        return search.run()
    }

    /// Whether everything this pattern means lies in a folder, or is the file, that `tree` names
    /// plainly.
    ///
    /// Answers only for a `tree` without wildcards, which is how people exclude things; `false` for
    /// others is not a proof.
    package func isWithin(_ tree: PathPattern) -> Bool {
        guard let names = tree.plainNames else { return false }
        for (index, name) in names.enumerated() {
            guard index < elements.count, case .name(let glob) = elements[index],
                glob.literal == name
            else { return false }
        }
        // `src` alone is the file too, which `src/` does not mean.
        guard tree.meansOnlyBelow else { return true }
        return elements.dropFirst(names.count).contains { $0 != .anyDepth }
    }

    /// The names of a pattern without wildcards, or `nil`.
    private var plainNames: [String]? {
        guard !isWildcard else { return nil }
        var names: [String] = []
        for element in elements {
            if case .name(let glob) = element, let name = glob.literal { names.append(name) }
        }
        return names
    }

    /// Whether a pattern without wildcards ends in `/`.
    private var meansOnlyBelow: Bool { text.utf8.last == UInt8(ascii: "/") }
}

/// Breadth-first search over pairs of steps, for the shortest common path.
private struct CommonPathSearch {
    private struct Arrival {
        let from: Int
        /// The name that was consumed on the way, if any.
        let name: String?
    }

    private let left: [PathPattern.Element]
    private let right: [PathPattern.Element]
    private var arrivals: [Arrival?]
    private var queue: [Int] = []

    init(left: [PathPattern.Element], right: [PathPattern.Element]) {
        self.left = left
        self.right = right
        arrivals = Array(repeating: nil, count: (left.count + 1) * (right.count + 1))
    }

    mutating func run() -> String? {
        let goal = state(left.count, right.count)
        reach(0, from: 0, name: nil)
        var head = 0
        while head < queue.count {
            let current = queue[head]
            head += 1
            if current == goal { return path(to: goal) }
            expand(current)
        }
        return nil
    }

    private mutating func expand(_ current: Int) {
        let (i, j) = current.quotientAndRemainder(dividingBy: right.count + 1)
        if i < left.count, left[i] == .anyDepth { reach(state(i + 1, j), from: current, name: nil) }
        if j < right.count, right[j] == .anyDepth {
            reach(state(i, j + 1), from: current, name: nil)
        }
        guard i < left.count, j < right.count else { return }
        switch (left[i], right[j]) {
        case (.anyDepth, .anyDepth):
            // Consuming a name here leads back to this pair.
            break
        case (.name(let glob), .anyDepth):
            step(to: state(i + 1, j), from: current, name: glob.commonName(with: .anyName))
        case (.anyDepth, .name(let glob)):
            step(to: state(i, j + 1), from: current, name: glob.commonName(with: .anyName))
        case (.name(let one), .name(let two)):
            let next = state(i + 1, j + 1)
            if arrivals[next] == nil {
                step(to: next, from: current, name: one.commonName(with: two))
            }
        }
    }

    private mutating func step(to next: Int, from current: Int, name: String?) {
        guard let name else { return }
        reach(next, from: current, name: name)
    }

    private mutating func reach(_ next: Int, from current: Int, name: String?) {
        guard arrivals[next] == nil else { return }
        arrivals[next] = Arrival(from: current, name: name)
        queue.append(next)
    }

    private func path(to goal: Int) -> String {
        var names: [String] = []
        var current = goal
        while let arrival = arrivals[current], arrival.from != current {
            if let name = arrival.name { names.append(name) }
            current = arrival.from
        }
        return names.reversed().joined(separator: "/")
    }

    private func state(_ i: Int, _ j: Int) -> Int {
        i * (right.count + 1) + j
    }
}
