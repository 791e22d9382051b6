import Engine

/// Pauses that let a test's clock pass instead of waiting.
package struct TestPauses: PauseSource {
    private let time: TestTime
    private let meanwhile: @Sendable () async throws -> Void

    /// - Parameter meanwhile: What others do during each pause.
    package init(_ time: TestTime, meanwhile: @escaping @Sendable () async throws -> Void = {}) {
        self.time = time
        self.meanwhile = meanwhile
    }

    package func pause(for duration: Duration) async throws {
        time.advance(by: duration)
        try await meanwhile()
    }
}
