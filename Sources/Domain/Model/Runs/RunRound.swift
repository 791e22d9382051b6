/// A round of a review slice that has ended with something left: who mends what before the
/// reviewer looks again.
package struct RunRound: Hashable, Sendable {
    /// The review slice, as the file names it.
    package let slice: TaskKey
    /// From 1.
    package let number: Int64
    /// The slices that were made for what is to be mended, one for each owner; empty where only the
    /// reviewer is asked again.
    package let fixes: [RunSlice]

    package init(slice: TaskKey, number: Int64, fixes: [RunSlice]) {
        self.slice = slice
        self.number = number
        self.fixes = fixes
    }

    /// The most rounds that one slice can have, whatever a founder says: as many as a review.
    package static let limit = Review.roundsMax
}
