import Digests
import Model

/// Where a tunnel or a reverse proxy publishes a gateway: `https://box.example`.
///
/// It is https, or http on this machine (a port that is forwarded): a login in the clear would be
/// anybody's on the way.
package struct PublishedAddress: Hashable, Sendable {
    /// Whether browsers come by TLS.
    package let isSecure: Bool
    /// The host, with the port where it is not the scheme's own; in lower case.
    package let authority: String

    /// Reads an address without a path; a slash at its end is none.
    package init(_ text: String) throws(PublishedAddressError) {
        let lower = text.lowercased()
        let scheme = lower.hasPrefix("https://") ? "https://" : "http://"
        guard lower.hasPrefix(scheme) else { throw PublishedAddressError(text: text) }
        var rest = lower.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let (host, tail) = Self.split(rest)
        isSecure = scheme == "https://"
        var port: Int?
        if !tail.isEmpty {
            let digits = tail.dropFirst()
            guard tail.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits), (1...65_535).contains(number)
            else { throw PublishedAddressError(text: text) }
            port = number == Self.port(isSecure) ? nil : number
        }
        guard Self.isHost(host), isSecure || Self.isLocal(host) else {
            throw PublishedAddressError(text: text)
        }
        authority = host + (port.map { ":\($0)" } ?? "")
    }

    /// The address as browsers name it in `Origin`.
    package var text: String { (isSecure ? "https://" : "http://") + authority }

    /// What `Host` may say of it.
    package var authorities: Set<String> {
        let hasPort = !Self.split(authority[...]).tail.isEmpty
        return hasPort ? [authority] : [authority, "\(authority):\(Self.port(isSecure))"]
    }

    /// Whether it has a name that only this machine can mean.
    package var isLocal: Bool { Self.isLocal(Self.split(authority[...]).host) }

    private static func port(_ isSecure: Bool) -> Int { isSecure ? 443 : 80 }

    private static func isLocal(_ host: String) -> Bool {
        ["127.0.0.1", "localhost", "[::1]"].contains(host)
    }

    /// The host, and what follows it.
    private static func split(_ text: Substring) -> (host: String, tail: Substring) {
        // The colons of an IPv6 address stand in brackets.
        let start =
            text.hasPrefix("[") ? text.firstIndex(of: "]") ?? text.startIndex : text.startIndex
        let end = text[start...].firstIndex(of: ":") ?? text.endIndex
        return (String(text[..<end]), text[end...])
    }

    private static func isHost(_ host: String) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        if host.hasPrefix("[") {
            return host.hasSuffix("]") && host.utf8.count > 3
                && host.dropFirst().dropLast().utf8.allSatisfy(isOfAddress)
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isOfName)
                && !label.hasPrefix("-") && !label.hasSuffix("-")
        }
    }

    /// A digit of an IPv6 address, or what stands between them.
    private static func isOfAddress(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || byte == 0x3A
            || byte == 0x2E
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }
}

/// An address that a gateway can't be published at.
package struct PublishedAddressError: Reportable, Hashable {
    let text: String

    package var code: String { "gateway.bad_published" }
    package var category: ErrorCategory { .usage }
    package var message: String {
        "'\(text.printable(limit: 100))' is no address that a gateway can be published at."
    }
    package var hint: String? {
        "It is https://HOST or https://HOST:PORT, without a path; http only at 127.0.0.1."
    }
}

extension PublishedAddress: FieldValue {
    package static var expectation: String { "an address such as https://box.example" }
    package var wire: JSONValue? { .string(text) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        do throws(PublishedAddressError) {
            self = try Self(text)
        } catch {
            throw .malformed(error.message, expected: Self.expectation)
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "pattern": "^https?://[^/]+$"]
    }
}
