import Model

/// What is going to happen, in the order of time.
///
/// What happens at one moment comes in the order in which it was written down, so that a seed gives
/// one history.
package struct Agenda {
    private struct Entry {
        let moment: Timestamp
        let place: Int
        let happening: Happening

        func isBefore(_ other: Entry) -> Bool {
            (moment, place) < (other.moment, other.place)
        }
    }

    /// A binary heap: each entry is before the two below it.
    private var heap: [Entry] = []
    private var places = 0

    package init() {}

    package mutating func add(_ happening: Happening, at moment: Timestamp) {
        places += 1
        heap.append(Entry(moment: moment, place: places, happening: happening))
        var child = heap.count - 1
        while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes what is next.
    package mutating func next() -> (moment: Timestamp, happening: Happening)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.moment, first.happening)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in 2 * parent + 1...2 * parent + 2
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
