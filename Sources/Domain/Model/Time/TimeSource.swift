/// Where the time comes from.
///
/// Nothing below Assembly reads a clock by itself, so that a whole system can be run from one seed.
package protocol TimeSource: Sendable {
    /// The wall clock.
    func now() -> Timestamp
    /// A clock that never goes back, counted from an arbitrary start; for durations only.
    func elapsed() -> Duration
}
