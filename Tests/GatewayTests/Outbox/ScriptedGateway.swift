import Digests
import HTTPKit
import Model
import Operations
import Telemetry
import TestSupport

/// A gateway that does to each call what the script says, before a ledger that answers each key
/// once.
final class ScriptedGateway: OperationCaller {
    /// What happens to a call.
    enum Fate: CaseIterable {
        case good
        case notListening
        case lostBefore
        case lostAfter
        case inTrouble
        case stopping
        case slow
    }

    /// The ledger behind all gateways of a workspace.
    final class Ledger: Sendable {
        struct State {
            var bodies: [String] = []
            var keys: Set<String> = []
        }

        let state = Lock(State())

        func write(_ body: String, under key: String) {
            state.withLock { state in
                if state.keys.insert(key).inserted { state.bodies.append(body) }
            }
        }

        var bodies: [String] { state.withLock { $0.bodies } }
    }

    let ledger: Ledger
    private let time: TestTime
    private let fates: @Sendable () -> Fate

    init(_ ledger: Ledger, time: TestTime, fates: @escaping @Sendable () -> Fate) {
        self.ledger = ledger
        self.time = time
        self.fates = fates
    }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        switch fates() {
        case .good: break
        case .notListening: throw HTTPClientError.notListening(address: "a", reason: "refused")
        case .lostBefore: throw HTTPClientError.noAnswer(address: "a", reason: "it was killed")
        case .lostAfter:
            try write(input, options)
            throw HTTPClientError.answerCutOff(address: "a")
        case .inTrouble: throw Self.report("store.failed", .failure)
        case .stopping: throw Self.report("gateway.stopping", .unreachable)
        case .slow: time.advance(by: .seconds(3))
        }
        try write(input, options)
        return Reply(O.Output(), revision: 1)
    }

    private func write(_ input: some Record, _ options: CallOptions) throws {
        guard let message = input as? SendMessage.Input else { return }
        guard !message.body.hasSuffix("bad") else {
            throw Self.report("message.unknown_recipient", .notFound)
        }
        ledger.write(message.body, under: options.idempotencyKey ?? "none")
    }

    private static func report(_ code: String, _ category: ErrorCategory) -> ErrorReport {
        ErrorReport {
            $0.code = code
            $0.category = category
            $0.message = code
        }
    }
}
