/// A request over HTTP, as far as the protocol looks at it.
package struct MCPHTTPRequest: Sendable {
    package var method: String
    /// The header's lines in the order in which they came; names are compared without case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(method: String, headers: [(name: String, value: String)], body: [UInt8]) {
        self.method = method
        self.headers = headers
        self.body = body
    }

    /// All values of a header, without the space around them.
    func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map { Self.trimmed($0.value) }
    }

    func value(of name: String) -> String? { values(of: name).first }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var rest = text.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(rest)
    }
}

/// What is to be answered over HTTP.
package struct MCPHTTPResponse: Sendable {
    /// What follows the header.
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Events that are sent as they happen: run it with a function that sends a text and
        /// throws when the peer is gone. Cancelling the task that runs it ends the work.
        case events(@Sendable (_ send: @escaping MCPEventSender) async -> Void)
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body

    package init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Sends a piece of an event stream; throws when the peer is gone.
package typealias MCPEventSender = @Sendable (String) async throws -> Void
