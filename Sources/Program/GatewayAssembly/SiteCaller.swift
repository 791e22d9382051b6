import Model
import Operations

/// Carries out what pages ask for.
///
/// A browser stands nowhere on this machine. What it may still ask of files is little and named
/// here: it is asked from the first repository, as its owner would, and with no path of the
/// browser's own choice.
struct SiteCaller: OperationCaller {
    let backend: WorkspaceBackend

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        let place = Self.mayLook(operation, input) ? try backend.ownPlace() : nil
        return try await backend.caller(at: place).call(operation, input, options)
    }

    /// Whether it is asked from a place: it looks at what the ledger names, at the gates that a
    /// repository defines, or at what agents' programs have said.
    private static func mayLook<O: Operation>(_ operation: O.Type, _ input: O.Input) -> Bool {
        switch input {
        case let input as VerifyEvidence.Input:
            input.bundle != nil && input.path == nil && input.signers == nil
        case let input as ReportEvidence.Input: input.folder == nil
        default: lookers.contains(O.name)
        }
    }

    private static let lookers: Set<String> = [
        ListGates.name, ShowGate.name, ShowGateHistory.name, ShowGateCost.name,
        ShowLaunchLog.name,
    ]
}
