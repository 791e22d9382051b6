/// Lets time pass for what waits.
package protocol WaitPausing: Sendable {
    /// Returns after the duration, or earlier where something may have happened meanwhile.
    ///
    /// - Returns: How long it was, so that who waits needs no clock.
    func pause(upTo duration: Duration) async throws -> Duration
}
