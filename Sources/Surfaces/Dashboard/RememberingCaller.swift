import Operations
import Telemetry

/// Answers what was asked before with what was answered then: a page and what surrounds it ask for
/// much the same.
final class RememberingCaller: OperationCaller {
    private let caller: any OperationCaller
    private let answers = Lock<[String: any Sendable]>([:])

    init(_ caller: any OperationCaller) { self.caller = caller }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        let question = O.name + " " + input.json.canonicalText
        if let known = answers.withLock({ $0[question] }) as? Reply<O.Output> { return known }
        let reply = try await caller.call(operation, input, options)
        answers.withLock { $0[question] = reply }
        return reply
    }
}
