import Digests
import Gateway
import HTTPKit
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
        /// Those of sessions that have ended.
        var ended: [String: String] = [:]
    }

    let state = Lock(State())

    func caller(at place: CallPlace?) -> any OperationCaller { Caller(backend: self, place: place) }

    func callerOfPages() -> any OperationCaller { caller(at: nil) }

    func isOneTransaction(_ operation: String) -> Bool { false }

    func isValid(
        _ session: SessionID,
        _ credential: Credential,
        alsoEnded: Bool
    ) throws -> Bool {
        state.withLock { state in
            state.tokens[session.text] == credential.secret
                || (alsoEnded && state.ended[session.text] == credential.secret)
        }
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

extension WorkspaceGateway {
    /// A gateway of a workspace without a store, whose time stands still.
    static func of(
        _ backend: FakeBackend,
        published: PublishedAddress? = nil
    ) -> WorkspaceGateway {
        var settings = WorkspaceGateway.Settings(
            owner: 1000,
            authorities: ["127.0.0.1:37888"],
            version: "1"
        )
        settings.published = published
        return WorkspaceGateway(
            backend,
            settings,
            time: StillTime(),
            runners: WorkspaceGateway.Runners(
                quick: globalConcurrentExecutor,
                slow: globalConcurrentExecutor,
                passing: globalConcurrentExecutor
            )
        ) { _ in try await Task.sleep(for: .seconds(3600)) }
    }

    /// The answer to a request, when it is there.
    func response(to request: HTTPRequest) async -> HTTPResponse {
        switch answer(request) {
        case .now(let response): return response
        case .later(let work): return await work()
        case .promised(let promise):
            return await withCheckedContinuation { continuation in
                promise.whenKept { continuation.resume(returning: $0) }
            }
        }
    }
}

private struct StillTime: TimeSource {
    func now() -> Timestamp { Timestamp(milliseconds: 0) }
    func elapsed() -> Duration { .zero }
}
