/// What lets time pass while something is waited for; a test lets it pass at once.
package protocol PauseSource: Sendable {
    /// Returns after the duration, or when the waiting task is cancelled.
    func pause(for duration: Duration) async throws
}
