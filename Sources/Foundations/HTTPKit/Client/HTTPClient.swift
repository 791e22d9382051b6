/// Speaks HTTP/1.1 to a server of this machine, over a Unix socket or loopback.
///
/// It blocks the thread that asks, and serves one thread at a time. The connection is kept and used
/// again. It costs a program's start nothing: no name is resolved and no library is loaded.
package final class HTTPClient {
    package let address: HTTPAddress
    private let limits: HTTPClientLimits
    private let clock: () -> Duration
    private var kept: ClientSocket?

    /// - Parameter clock: A clock that never goes back.
    package init(
        _ address: HTTPAddress,
        limits: HTTPClientLimits = HTTPClientLimits(),
        clock: @escaping () -> Duration
    ) {
        self.address = address
        self.limits = limits
        self.clock = clock
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - target: Path and query, encoded.
    ///   - headers: Beside `Host` and the length of the body, which are written here.
    /// - Throws: ``HTTPClientError``, which tells whether the request can have had an effect. An
    ///   answer of any status is an answer.
    package func send(
        _ method: HTTPMethod,
        _ target: String,
        headers: HTTPHeaders = [:],
        body: [UInt8] = []
    ) throws(HTTPClientError) -> HTTPClientResponse {
        let deadline = clock() + limits.answer
        var reader = try ask(method, target, headers, body, until: deadline)
        let body = try reader.body(until: deadline)
        if reader.keepsConnection { kept = reader.socket }
        return HTTPClientResponse(
            status: reader.head.status,
            headers: reader.head.headers,
            body: body
        )
    }

    /// Asks for a stream of events; the connection then belongs to the stream.
    ///
    /// - Returns: The stream, or what was answered in its place.
    package func events(
        _ target: String,
        headers: HTTPHeaders = [:],
        lineBytesMax: Int = 1024 * 1024
    ) throws(HTTPClientError) -> HTTPEventAnswer {
        let deadline = clock() + limits.answer
        var headers = headers
        if headers["Accept"] == nil { headers.append("Accept", "text/event-stream") }
        var reader = try ask(.get, target, headers, [], until: deadline)
        let type = reader.head.headers["Content-Type"] ?? ""
        guard reader.head.status == .ok, type.prefix(17).isSameHeader(as: "text/event-stream")
        else {
            let body = try reader.body(until: deadline)
            return .refused(
                HTTPClientResponse(
                    status: reader.head.status,
                    headers: reader.head.headers,
                    body: body
                )
            )
        }
        return .stream(HTTPEventReader(reader, lineBytesMax: lineBytesMax, clock: clock))
    }

    /// Lets go of the connection.
    package func close() {
        kept = nil
    }

    private func ask(
        _ method: HTTPMethod,
        _ target: String,
        _ headers: HTTPHeaders,
        _ body: [UInt8],
        until deadline: Duration
    ) throws(HTTPClientError) -> AnswerReader {
        let bytes = message(method, target, headers, body)
        if let socket = kept {
            kept = nil
            // The server may close a quiet connection at any time. Where it has, nothing is lost.
            if !socket.isStale {
                do {
                    return try ask(socket, method, bytes, deadline)
                } catch HTTPClientError.noAnswer where method.isIdempotent {
                    // It closed just now. This may be asked twice, so it is, on a new connection.
                }
            }
        }
        let socket = try ClientSocket(address, within: limits.connect, clock: clock)
        return try ask(socket, method, bytes, deadline)
    }

    private func ask(
        _ socket: ClientSocket,
        _ method: HTTPMethod,
        _ bytes: [UInt8],
        _ deadline: Duration
    ) throws(HTTPClientError) -> AnswerReader {
        // A server that refuses a body closes before it has read it, and still has answered.
        let wasSent = try socket.send(bytes, until: deadline)
        return try AnswerReader(
            socket,
            answering: method,
            limits: limits,
            wasSent: wasSent,
            until: deadline
        )
    }

    private func message(
        _ method: HTTPMethod,
        _ target: String,
        _ headers: HTTPHeaders,
        _ body: [UInt8]
    ) -> [UInt8] {
        precondition(
            target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F },
            "a target has to be encoded"
        )
        var head = "\(method.rawValue) \(target) HTTP/1.1\r\n"
        if headers["Host"] == nil { head += "Host: \(address.host)\r\n" }
        for field in headers.fields {
            precondition(
                !field.name.isEmpty && field.name.utf8.allSatisfy(\.isTokenByte)
                    && field.value.utf8.allSatisfy(\.isFieldByte),
                "a header has to be one line"
            )
            head += "\(field.name): \(field.value)\r\n"
        }
        let hasLength = !body.isEmpty || [.post, .put, .patch].contains(method)
        if hasLength { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }
}
