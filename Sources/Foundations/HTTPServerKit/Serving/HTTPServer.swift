import CHTTPServer
import Glibc
import HTTPKit

/// Why a server could not start.
package enum HTTPServerError: Error, Hashable {
    /// The system has no thread, memory or descriptor left.
    case systemRefused(errno: Int32)

    /// A stable, dotted name.
    package var code: String { "http.server_refused" }

    package var message: String {
        switch self {
        case .systemRefused(let number): "The system refused to start the server (\(number))."
        }
    }
}

/// Serves HTTP/1.1 on any number of listeners, with one thread for requests and one that accepts
/// and keeps the deadlines.
///
/// Neither wakes while nothing comes in. A request reaches the handler only when it is complete and
/// can be read in one way alone; all else is answered or cut here.
package final class HTTPServer: Sendable {
    private let keeper: ConnectionKeeper

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - clock: A clock that never goes back.
    ///   - refuse: Makes the answer to what does not reach the handler.
    ///   - handler: Runs on the server's thread: what takes long belongs into
    ///     ``HTTPAnswer/later(_:)``.
    package init(
        _ listeners: [HTTPListener],
        limits: HTTPServerLimits = HTTPServerLimits(),
        clock: @escaping @Sendable () -> Duration,
        refuse: @escaping @Sendable (HTTPRefusal) -> HTTPResponse = { $0.response },
        handler: @escaping HTTPHandler
    ) throws(HTTPServerError) {
        let keeper = try ConnectionKeeper(
            listeners,
            limits: limits,
            clock: clock,
            refuse: refuse,
            handler: handler
        )
        var callbacks = chttp_callbacks(keeper)
        // The header, and some for the answer's header and for reading a body. No more than needed:
        // the library clears it all after each request.
        let memory = limits.headBytesMax + limits.targetBytesMax + 24 * 1024
        // One more than is admitted: a connection is counted until after it was closed.
        let most = UInt32(clamping: limits.connectionsMax + 64)
        guard let library = chttp_start(&callbacks, most, memory) else {
            throw .systemRefused(errno: errno)
        }
        self.keeper = keeper
        let failure = KeeperThread.start(keeper, library)
        guard failure == 0 else {
            chttp_stop(library)
            throw .systemRefused(errno: failure)
        }
    }

    deinit {
        keeper.requestStop(grace: .zero)
    }

    /// How many connections are open now.
    package var connectionCount: Int { keeper.connectionCount }

    /// Takes no more connections, ends streams and idle connections, and lets requests that run
    /// end; those that still run after `grace` are cut.
    ///
    /// Returns when all is closed. A later call with less grace shortens it.
    package func stop(grace: Duration) async {
        keeper.requestStop(grace: grace)
        await keeper.untilDone()
    }
}
