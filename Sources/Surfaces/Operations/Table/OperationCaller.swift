/// Whatever carries operations out: an engine in this process, or a gateway somewhere else.
///
/// Surfaces know nothing else of the workspace, so each works against both, and a test needs no
/// socket.
package protocol OperationCaller: Sendable {
    /// Carries the operation out.
    ///
    /// - Throws: Errors that are `Reportable`, and `CancellationError`.
    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output>
}

extension OperationCaller {
    /// Carries the operation out with nothing beside its input; for those that read.
    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input
    ) async throws -> Reply<O.Output> {
        try await call(operation, input, CallOptions())
    }
}
