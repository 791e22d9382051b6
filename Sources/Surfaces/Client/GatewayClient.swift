import Digests
import HTTPKit
import Model
import Operations
import Telemetry

/// Carries operations out by asking a gateway.
package final class GatewayClient: OperationCaller {
    private let connection: Lock<Connection>
    private let place: CallPlace?

    /// The connection, for one call at a time.
    // Safe: it is only reached while the lock is held.
    private final class Connection: @unchecked Sendable {
        let reading: HTTPClient
        let changing: HTTPClient
        /// For what can wait in the outbox, which is better than waiting for an answer.
        let queueing: HTTPClient?

        init(
            _ address: HTTPAddress,
            patience: Duration?,
            clock: @escaping @Sendable () -> Duration
        ) {
            var limits = HTTPClientLimits()
            reading = HTTPClient(address, limits: limits, clock: clock)
            queueing = patience.map {
                limits.answer = $0
                return HTTPClient(address, limits: limits, clock: clock)
            }
            // A replay or a place in line may take as long as they are allowed; a gateway that dies
            // ends the connection.
            limits.answer = .seconds(48 * 3600)
            changing = HTTPClient(address, limits: limits, clock: clock)
        }

        func send(_ request: CallRequest) throws -> HTTPClientResponse {
            if request.isRead { return try request.send(through: reading) }
            let patient = request.mayQueue ? queueing : nil
            return try request.send(through: patient ?? changing)
        }
    }

    /// - Parameters:
    ///   - place: Where the caller stands; `nil` where the gateway does not serve the same user on
    ///     the same machine.
    ///   - patience: How long to wait for the answer to what may be queued; `nil` for as long as
    ///     for any change.
    ///   - clock: A clock that never goes back.
    package init(
        _ address: HTTPAddress,
        at place: CallPlace?,
        patience: Duration? = nil,
        clock: @escaping @Sendable () -> Duration
    ) {
        connection = Lock(Connection(address, patience: patience, clock: clock))
        self.place = place
    }

    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        let request = CallRequest(operation, input, options, place)
        let mayRepeat = O.isRepeatable || options.idempotencyKey != nil
        let answer = try send(request, mayRepeat: mayRepeat)
        let document: JSONValue
        do {
            document = try JSONValue(parsing: answer.body)
        } catch {
            throw GatewayAnswerError(status: answer.status.rawValue, fault: error.message)
        }
        guard answer.status.isSuccess else { throw try failure(document, answer) }
        return try Reply(envelope: document)
    }

    /// Asks once, and once more where the answer was lost and asking twice is as good as once.
    private func send(_ request: CallRequest, mayRepeat: Bool) throws -> HTTPClientResponse {
        do {
            return try connection.withLock { try $0.send(request) }
        } catch let error as HTTPClientError where error.outcome == .unknown && mayRepeat {
            return try connection.withLock { try $0.send(request) }
        }
    }

    private func failure(
        _ document: JSONValue,
        _ answer: HTTPClientResponse
    ) throws -> ErrorReport {
        do {
            return try ErrorReport(json: document, unknownFields: .ignored)
        } catch {
            throw GatewayAnswerError(
                status: answer.status.rawValue,
                fault: "it is no problem document"
            )
        }
    }
}

/// An answer that no gateway of ours gives.
struct GatewayAnswerError: Reportable {
    let status: Int
    let fault: String

    var code: String { "gateway.malformed_answer" }
    var category: ErrorCategory { .unreachable }
    var message: String {
        "The gateway's answer (status \(status)) can't be read: \(fault.printable(limit: 200))"
    }
    var hint: String? { "`worklead gateway status` says what answers there." }
}

extension HTTPClientError: Reportable {
    package var category: ErrorCategory {
        switch self {
        case .answerTimeout, .connectTimeout: .timedOut
        default: .unreachable
        }
    }
}
