import HTTPKit

/// Why the server answers a request without asking its handler.
package enum HTTPRefusal: Error, Hashable, Sendable {
    /// Its lines are not as they should be: a line end without CR, a NUL, a folded line.
    case framing
    case version
    case method
    case target(HTTPTarget.Fault)
    case targetTooLong(bytesMax: Int)
    case headTooLarge(bytesMax: Int)
    /// A header's name or value has a byte that it must not have.
    case headerBytes(name: String)
    /// `Host` is missing or comes more than once.
    case host
    /// `Content-Length` comes twice, or is no number, or comes with `Transfer-Encoding`.
    case length
    /// `Transfer-Encoding` is something other than `chunked`.
    case encoding
    case expectation
    case bodyTooLarge(bytesMax: Int)
    /// There are too many connections.
    case crowded

    package var status: HTTPStatus {
        switch self {
        case .framing, .target, .headerBytes, .host, .length: .badRequest
        case .version: .versionNotSupported
        case .method, .encoding: .notImplemented
        case .targetTooLong: .targetTooLong
        case .headTooLarge: .headerTooLarge
        case .expectation: .expectationFailed
        case .bodyTooLarge: .contentTooLarge
        case .crowded: .unavailable
        }
    }

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .framing: "http.framing"
        case .version: "http.version"
        case .method: "http.method"
        case .target: "http.target"
        case .targetTooLong: "http.target_too_long"
        case .headTooLarge: "http.head_too_large"
        case .headerBytes: "http.header_bytes"
        case .host: "http.host"
        case .length: "http.length"
        case .encoding: "http.encoding"
        case .expectation: "http.expectation"
        case .bodyTooLarge: "http.body_too_large"
        case .crowded: "http.crowded"
        }
    }

    package var message: String {
        switch self {
        case .framing: "The request's lines are malformed."
        case .version: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .method: "This method is not known here."
        case .target(.form): "The target is neither a path nor an http address."
        case .target(.percent): "The target has a '%' without two hexadecimal digits."
        case .target(.byte): "The target has a byte that has to be encoded, or a NUL."
        case .target(.encoding): "The target's encoded bytes are not UTF-8."
        case .target(.dots): "The target's path has '.' or '..' as a part."
        case .targetTooLong(let most): "The target is longer than \(most) bytes."
        case .headTooLarge(let most): "The header is larger than \(most) bytes."
        case .headerBytes(let name): "The header '\(name)' has a byte that it may not have."
        case .host: "The request needs one Host header."
        case .length: "The request does not say in one way how long its body is."
        case .encoding: "The only transfer encoding here is 'chunked'."
        case .expectation: "The only expectation here is '100-continue'."
        case .bodyTooLarge(let most): "The body is larger than \(most) bytes."
        case .crowded: "There are too many connections. Try again shortly."
        }
    }

    /// The plain answer, which a caller may replace by one in its own format.
    package var response: HTTPResponse { .text(status, "error[\(code)]: \(message)\n") }
}
