import Engine

/// Pauses by the machine's clock.
struct SystemPauses: PauseSource {
    func pause(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}
