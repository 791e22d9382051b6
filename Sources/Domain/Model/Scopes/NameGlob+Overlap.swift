extension NameGlob {
    /// A name that both patterns match, or `nil` when there is none.
    ///
    /// Exact: it walks the product of both automata, so it costs at most the product of their
    /// lengths.
    func commonName(with other: NameGlob) -> String? {
        if let literal { return other.matches(literal) ? literal : nil }
        if let name = other.literal { return matches(name) ? name : nil }
        var search = CommonNameSearch(left: tokens, right: other.tokens)
        return search.run()
    }
}

/// Breadth-first search over pairs of positions, for the shortest common name.
///
/// The third part of a state counts how far the name reads `.` or `..`, the two that are no names:
/// 0 is nothing yet, 1 is `.`, 2 is `..`, 3 is any other start.
private struct CommonNameSearch {
    private let left: [NameGlob.Token]
    private let right: [NameGlob.Token]
    /// For each state the one it was reached from, itself for the start, -1 when not reached.
    private var origin: [Int32]
    private var queue: [Int32] = []

    private static let otherStart = 3
    private static let dot: Unicode.Scalar = "."

    init(left: [NameGlob.Token], right: [NameGlob.Token]) {
        self.left = left
        self.right = right
        origin = Array(repeating: -1, count: (left.count + 1) * (right.count + 1) * 4)
    }

    mutating func run() -> String? {
        let goal = state(left.count, right.count, Self.otherStart)
        reach(state(0, 0, 0), from: state(0, 0, 0))
        var head = 0
        while head < queue.count {
            let current = queue[head]
            head += 1
            if current == goal { return name(to: goal) }
            expand(current)
        }
        return nil
    }

    private mutating func expand(_ current: Int32) {
        let (i, j, start) = parts(current)
        if i < left.count, left[i] == .star { reach(state(i + 1, j, start), from: current) }
        if j < right.count, right[j] == .star { reach(state(i, j + 1, start), from: current) }
        guard i < left.count, j < right.count else { return }
        let (example, hasDot) = shared(i, j)
        let nextLeft = left[i] == .star ? i : i + 1
        let nextRight = right[j] == .star ? j : j + 1
        if example != nil {
            reach(state(nextLeft, nextRight, Self.otherStart), from: current)
        }
        if hasDot {
            let next = min(start + 1, Self.otherStart)
            reach(state(nextLeft, nextRight, next), from: current)
        }
    }

    private mutating func reach(_ next: Int32, from current: Int32) {
        guard origin[Int(next)] < 0 else { return }
        origin[Int(next)] = current
        queue.append(next)
    }

    /// Reads the way back from the goal; each step that consumed something names its scalar.
    private func name(to goal: Int32) -> String {
        var scalars: [Unicode.Scalar] = []
        var current = goal
        while origin[Int(current)] != current {
            let previous = origin[Int(current)]
            if let scalar = consumed(from: previous, to: current) { scalars.append(scalar) }
            current = previous
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars.reversed())
        return String(result)
    }

    private func consumed(from previous: Int32, to current: Int32) -> Unicode.Scalar? {
        let (i, j, _) = parts(previous)
        let (nextI, nextJ, nextStart) = parts(current)
        // A star passed without consuming moves its side alone; a consuming star stays where it is.
        if i < left.count, left[i] == .star, nextI == i + 1 { return nil }
        if j < right.count, right[j] == .star, nextJ == j + 1 { return nil }
        let example = nextStart == Self.otherStart ? shared(i, j).example : nil
        return example ?? Self.dot
    }

    /// What both positions accept: one scalar other than the dot, and whether the dot.
    private func shared(_ i: Int, _ j: Int) -> (example: Unicode.Scalar?, hasDot: Bool) {
        switch (left[i], right[j]) {
        case (.star, .star): ("a", true)
        case (.literal(let scalar), let other), (let other, .literal(let scalar)):
            other.accepts(scalar)
                ? (scalar == Self.dot ? nil : scalar, scalar == Self.dot) : (nil, false)
        case (.set(let set), .star), (.star, .set(let set)):
            (set.exampleOtherThanDot, set.contains(Self.dot))
        case (.set(let one), .set(let two)):
            Self.parts(of: one.intersection(two))
        }
    }

    private static func parts(of set: ScalarSet) -> (example: Unicode.Scalar?, hasDot: Bool) {
        (set.exampleOtherThanDot, set.contains(dot))
    }

    private func state(_ i: Int, _ j: Int, _ start: Int) -> Int32 {
        Int32((i * (right.count + 1) + j) * 4 + start)
    }

    private func parts(_ state: Int32) -> (i: Int, j: Int, start: Int) {
        let (pair, start) = Int(state).quotientAndRemainder(dividingBy: 4)
        let (i, j) = pair.quotientAndRemainder(dividingBy: right.count + 1)
        return (i, j, start)
    }
}
