import Digests
import HTTPKit
import Model
import Operations

/// One call as an HTTP request.
struct CallRequest {
    let method: HTTPMethod
    /// Whether it changes nothing, so that its answer is not long in coming.
    let isRead: Bool
    /// Whether it may wait in the outbox.
    let mayQueue: Bool
    private let target: String
    private let headers: HTTPHeaders
    private let body: [UInt8]

    init<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions,
        _ place: CallPlace?
    ) {
        let path = HTTPNames.path(of: O.name)
        var headers = HTTPHeaders()
        mayQueue = O.mayQueue
        isRead = HTTPNames.isGet(O.effect)
        let query = isRead ? Self.query(input.json) : ""
        let asked = query.isEmpty ? path : path + "?" + query
        if isRead, asked.utf8.count <= HTTPNames.targetBytesMax {
            method = .get
            target = asked
            body = []
        } else {
            method = .post
            target = path
            body = input.json.canonicalBytes
            headers.append("Content-Type", "application/json")
        }
        if let key = options.idempotencyKey {
            headers.append(HTTPNames.idempotencyKey, "\"\(key)\"")
        }
        if options.dryRun { headers.append(HTTPNames.dryRun, "true") }
        if let agent = options.asAgent { headers.append(HTTPNames.asAgent, agent.text) }
        if let time = options.claimedTime?.wire?.stringValue {
            headers.append(HTTPNames.claimedTime, time)
        }
        if let session = options.session, let credential = options.credential {
            headers.append("Authorization", "Bearer \(session.text).\(credential.secret)")
        }
        if let place { headers.append(HTTPNames.place, place.json.canonicalText) }
        self.headers = headers
    }

    func send(through client: HTTPClient) throws -> HTTPClientResponse {
        try client.send(method, target, headers: headers, body: body)
    }

    /// The input as a query: each field by its name, a list as an item for each element.
    private static func query(_ input: JSONValue) -> String {
        var items: [String] = []
        for (name, value) in (input.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
            for element in value.arrayValue ?? [value] {
                items.append("\(name)=\(encoded(element.stringValue ?? element.canonicalText))")
            }
        }
        return items.joined(separator: "&")
    }

    /// A text with everything encoded but what RFC 3986 calls unreserved.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
