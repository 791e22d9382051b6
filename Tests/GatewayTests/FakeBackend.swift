import Digests
import Gateway
import Model
import Operations
import Telemetry

/// A workspace without a store: it answers what it is told to, and remembers what it was asked.
final class FakeBackend: Backend {
    struct Asked: Sendable {
        var operation: String
        var input: JSONValue
        var options: CallOptions
        var place: CallPlace?
    }

    struct State {
        var asked: [Asked] = []
        var events: [JSONValue] = []
        var checks = [HealthCheck("ledger")]
        var failure: (any Error)?
        var tokens: [String: String] = ["S-1": "right"]
    }

    let state = Lock(State())

    func caller(at place: CallPlace?) -> any OperationCaller { Caller(backend: self, place: place) }

    func isOneTransaction(_ operation: String) -> Bool { false }

    func isValid(_ session: SessionID, _ credential: Credential) throws -> Bool {
        state.withLock { $0.tokens[session.text] == credential.secret }
    }

    func isGone() -> Bool { false }

    func name() throws -> String { "<api> & \"co\"" }

    func head() throws -> Int64 { state.withLock { Int64($0.events.count) } }

    func healthChecks() -> [HealthCheck] { state.withLock { $0.checks } }

    private struct Caller: OperationCaller {
        let backend: FakeBackend
        let place: CallPlace?

        func call<O: Operation>(
            _ operation: O.Type,
            _ input: O.Input,
            _ options: CallOptions
        ) async throws -> Reply<O.Output> {
            let failure = backend.state.withLock { state in
                state.asked.append(
                    Asked(operation: O.name, input: input.json, options: options, place: place)
                )
                return state.failure
            }
            if let failure { throw failure }
            if let asked = input as? ListEvents.Input {
                let after = Int(asked.after ?? 0)
                let events = backend.state.withLock { $0.events }
                let page = EventPage {
                    $0.events = Array(events.dropFirst(after).prefix(asked.limit))
                    $0.head = Int64(events.count)
                }
                if let page = page as? O.Output {
                    return Reply(page, revision: Int64(events.count))
                }
            }
            return Reply(O.Output(), revision: 7)
        }
    }
}
