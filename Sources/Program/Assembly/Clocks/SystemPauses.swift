import Engine

/// Pauses by the machine's clock.
package struct SystemPauses: PauseSource {
    package init() {}

    package func pause(for duration: Duration) async throws {
        try await Alarms.shared.pause(for: duration)
    }
}
