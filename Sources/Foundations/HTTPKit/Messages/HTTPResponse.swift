/// An answer to a request.
package struct HTTPResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Sent as it is written, until it is finished.
        case stream(HTTPBodyStream)
    }

    package var status: HTTPStatus
    /// `Date`, `Connection`, `Content-Length` and `Transfer-Encoding` are the server's to write.
    package var headers: HTTPHeaders
    package var body: Body

    package init(_ status: HTTPStatus, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }

    package init(_ status: HTTPStatus, headers: HTTPHeaders = [:], stream: HTTPBodyStream) {
        self.status = status
        self.headers = headers
        self.body = .stream(stream)
    }

    /// A short text for people.
    package static func text(_ status: HTTPStatus, _ text: String) -> HTTPResponse {
        HTTPResponse(
            status,
            headers: ["Content-Type": "text/plain; charset=utf-8"],
            body: Array(text.utf8)
        )
    }

    /// A stream of server-sent events, which no cache keeps and no proxy holds back.
    package static func events(_ stream: HTTPBodyStream) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "text/event-stream", "Cache-Control": "no-store",
                // "Buffering can also be enabled or disabled by passing 'yes' or 'no' in the
                // 'X-Accel-Buffering' response header field" (nginx, "proxy_buffering").
                "X-Accel-Buffering": "no",
            ],
            stream: stream
        )
    }
}
