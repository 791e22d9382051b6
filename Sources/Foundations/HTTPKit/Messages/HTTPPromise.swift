import Telemetry

/// A response that somebody will give later, from any thread.
///
/// It costs no task and no hop: what a thread that commits for many callers needs.
package final class HTTPPromise: Sendable {
    private enum State {
        case open
        case awaited(@Sendable (HTTPResponse) -> Void)
        case kept(HTTPResponse)
        case over
    }

    private let state = Lock(State.open)

    package init() {}

    /// Gives the response.
    ///
    /// Only the first one counts.
    package func keep(_ response: HTTPResponse) {
        let waiter: (@Sendable (HTTPResponse) -> Void)? = state.withLock { state in
            switch state {
            case .open:
                state = .kept(response)
                return nil
            case .awaited(let waiter):
                state = .over
                return waiter
            case .kept, .over:
                return nil
            }
        }
        waiter?(response)
    }

    /// Calls `body` with the response once it is there.
    ///
    /// To be asked once, by the server.
    package func whenKept(_ body: @escaping @Sendable (HTTPResponse) -> Void) {
        let response: HTTPResponse? = state.withLock { state in
            switch state {
            case .open:
                state = .awaited(body)
                return nil
            case .kept(let response):
                state = .over
                return response
            case .awaited, .over:
                preconditionFailure("a promise is awaited once")
            }
        }
        if let response { body(response) }
    }
}
