import Model
import Operations

/// Drives runs: starts the agents' programs, and judges what they hand in.
package protocol RunDriving: Sendable {
    /// Drives a run until it is over.
    ///
    /// - Parameters:
    ///   - caller: Carries out what the driver asks.
    ///   - waits: Whether to wait where nothing goes on without a person.
    ///   - say: Told what happens.
    func drive(
        _ run: RunName,
        caller: any OperationCaller,
        options: CallOptions,
        waits: Bool,
        say: @escaping @Sendable (DriveNews) -> Void
    ) async throws -> DriveReport
}
