/// How long to wait between attempts: longer each time, and not the same for all who wait.
package struct Backoff: Sendable {
    private var ceiling: Duration
    private let most: Duration

    package init(from first: Duration = .milliseconds(50), to most: Duration = .seconds(5)) {
        ceiling = first
        self.most = most
    }

    /// The next pause, at least half of what it may be.
    ///
    /// - Parameter chance: Between 0 and 1, where among the possible pauses this one lies.
    package mutating func next(_ chance: Double) -> Duration {
        let pause = ceiling * (0.5 + min(max(chance, 0), 1) / 2)
        ceiling = min(ceiling * 2, most)
        return pause
    }
}
