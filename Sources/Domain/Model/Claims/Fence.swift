/// The number that rises when a task changes hands; every later write carries it.
package struct Fence: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    /// Of a task that nobody has held yet.
    package static let none = Fence(0)

    /// The fence of the next hand.
    package var next: Fence { Fence(number + 1) }
    package var description: String { String(number) }

    package static func < (left: Fence, right: Fence) -> Bool { left.number < right.number }
}
