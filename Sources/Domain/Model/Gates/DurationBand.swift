/// How long a gate usually takes.
package struct DurationBand: Hashable, Sendable {
    /// The median of the earlier runs.
    package let usual: Duration

    /// How many earlier runs it takes to call something usual.
    private static let runsMin = 3
    /// What is shorter says nothing: the machine alone makes such differences.
    private static let usualMin = Duration.milliseconds(250)
    /// How many times faster than usual is no longer believed.
    private static let factor = 4

    /// - Parameter earlier: How long the runs took that came to a verdict.
    package init?(of earlier: [Duration]) {
        guard earlier.count >= Self.runsMin else { return nil }
        usual = earlier.sorted()[earlier.count / 2]
    }

    /// Whether a run was so fast that it may not have done what it did before.
    package func isAnomalous(_ duration: Duration) -> Bool {
        usual >= Self.usualMin && duration * Self.factor < usual
    }
}

extension Duration {
    /// The whole microseconds, the rest cut.
    package var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
