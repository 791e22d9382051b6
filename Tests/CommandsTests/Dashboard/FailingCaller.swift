import Model
import Operations
import Telemetry

/// Something an operation was made to fail with, as nothing real does.
enum ForcedFault: Reportable {
    case forced

    var code: String { "test.forced" }
    var category: ErrorCategory { .failure }
    var message: String { "It was made to fail." }
    var hint: String? { "Nothing helps: it is a test." }
}

/// Answers as another caller does, but for one operation; remembers what was asked.
final class FailingCaller: OperationCaller {
    private struct State: Sendable {
        var failing: String?
        var asked: [String] = []
    }

    private let caller: any OperationCaller
    private let state = Lock(State())

    init(_ caller: any OperationCaller) { self.caller = caller }

    /// Makes an operation fail from now on, and forgets what was asked.
    func fail(_ operation: String?) { state.withLock { $0 = State(failing: operation) } }

    /// The operations that were asked for, each once, in their order.
    var asked: [String] {
        state.withLock { $0.asked }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        let isFailing = state.withLock { state in
            state.asked.append(O.name)
            return state.failing == O.name
        }
        guard !isFailing else { throw ForcedFault.forced }
        // No gateway is around: this is how one would stand.
        if let gateway = GatewayLine() as? O.Output, O.name == ShowGateway.name {
            return Reply(gateway)
        }
        return try await caller.call(operation, input, options)
    }
}
