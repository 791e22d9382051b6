/// A request as the server hands it to its handler: complete, and within all limits.
package struct HTTPRequest: Sendable {
    package let method: HTTPMethod
    package let target: HTTPTarget
    package let headers: HTTPHeaders
    package let body: [UInt8]
    package let peer: HTTPPeer
    /// Whether the client is still there.
    package let presence: HTTPClientPresence

    package init(
        method: HTTPMethod,
        target: HTTPTarget,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        peer: HTTPPeer = .other,
        presence: HTTPClientPresence = HTTPClientPresence()
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.peer = peer
        self.presence = presence
    }

    /// The host and port that the client believes it speaks to; `nil` where it did not say, which
    /// HTTP/1.0 allows.
    ///
    /// An address as target goes before the `Host` line, as RFC 9112 (3.2.2) asks for.
    package var authority: String? { target.authority ?? headers["Host"] }
}

/// Who is at the other end of a connection, as the kernel tells.
package enum HTTPPeer: Hashable, Sendable {
    /// A process of this machine; the number is that of when it connected.
    case unix(user: UInt32, group: UInt32, process: Int32)
    case tcp(address: String, port: Int)
    /// A socket of another kind, or no socket at all.
    case other
}
