/// The least of some places at the top.
struct PlaceHeap {
    private var places: [Int] = []

    /// The least of them.
    var least: Int? { places.first }

    mutating func insert(_ place: Int) {
        places.append(place)
        var child = places.count - 1
        while child > 0, places[child] < places[(child - 1) / 2] {
            places.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeLeast() -> Int? {
        guard let least = places.first, let last = places.popLast() else { return nil }
        guard !places.isEmpty else { return least }
        places[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < places.count && places[child] < places[least] {
                least = child
            }
            guard least != parent else { break }
            places.swapAt(parent, least)
            parent = least
        }
        return least
    }
}
