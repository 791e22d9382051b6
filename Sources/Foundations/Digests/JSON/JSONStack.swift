/// The parts of arrays and objects that are still open, the innermost last.
///
/// They are moved in and out, never copied, so that their references are not counted on the way.
struct JSONStack<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity = 16
    private(set) var count = 0

    init() {
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Hands over the elements from `start` on, in their order, and forgets them.
    mutating func pop(from start: Int, _ body: (consuming Element) -> Void) {
        let end = count
        count = start
        for index in start..<end {
            body((base + index).move())
        }
    }

    /// The elements from `start` on, which are forgotten here.
    mutating func popAll(from start: Int) -> [Element] {
        let taken = count - start
        count = start
        return Array(unsafeUninitializedCapacity: taken) { target, initialized in
            target.baseAddress?.moveInitialize(from: base + start, count: taken)
            initialized = taken
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
