import HTTPKit

/// The header of a request while it is received, and the rules it must keep.
struct RequestHead {
    let rawTarget: String
    private let isTargetTooLong: Bool
    private(set) var headers = HTTPHeaders()
    private var badHeader: String?

    init(target: UnsafeRawBufferPointer, limits: HTTPServerLimits) {
        isTargetTooLong = target.count > limits.targetBytesMax
        rawTarget = isTargetTooLong ? "" : String(decoding: target, as: UTF8.self)
    }

    mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        let text = String(decoding: name, as: UTF8.self)
        guard !name.isEmpty, name.allSatisfy(\.isTokenByte), value.allSatisfy(\.isFieldByte) else {
            badHeader = text.filter { $0.isASCII && $0 >= " " }
            return
        }
        // What the library leaves at the end of a value is no part of it.
        let value =
            value.reversed().first.map { $0 == 0x20 || $0 == 0x09 } == true
            ? String(String(decoding: value, as: UTF8.self).trimmingBlanks)
            : String(decoding: value, as: UTF8.self)
        headers.append(text, value)
    }

    /// What a checked header comes to.
    struct Accepted {
        let method: HTTPMethod
        let target: HTTPTarget
        /// As far as it is said beforehand; `nil` where it comes in chunks.
        let bodyBytes: Int?
    }

    /// - Parameters:
    ///   - minor: That of HTTP/1.
    ///   - size: Of the whole block.
    ///   - isExact: Whether all its lines are well formed.
    ///   - last: The target that the connection was asked for before, mostly the same again.
    func check(
        method: String,
        minor: Int,
        size: Int,
        isExact: Bool,
        last: HTTPTarget? = nil,
        limits: HTTPServerLimits
    ) throws(HTTPRefusal) -> Accepted {
        guard !isTargetTooLong else { throw .targetTooLong(bytesMax: limits.targetBytesMax) }
        guard size <= limits.headBytesMax else {
            throw .headTooLarge(bytesMax: limits.headBytesMax)
        }
        guard isExact else { throw .framing }
        guard (0...1).contains(minor) else { throw .version }
        guard let method = HTTPMethod(rawValue: method) else { throw .method }
        if let badHeader { throw .headerBytes(name: badHeader) }
        let bodyBytes = try bodyBytes(minor)
        try checkHost(minor)
        guard headers.values("Expect").allSatisfy({ $0.isSameHeader(as: "100-continue") }) else {
            throw .expectation
        }
        let target = try target(last)
        guard target.raw != "*" || method == .options else { throw .target(.form) }
        guard bodyBytes ?? 0 <= limits.bodyBytesMax else {
            throw .bodyTooLarge(bytesMax: limits.bodyBytesMax)
        }
        return Accepted(method: method, target: target, bodyBytes: bodyBytes)
    }

    private func target(_ last: HTTPTarget?) throws(HTTPRefusal) -> HTTPTarget {
        if let last, last.raw == rawTarget { return last }
        do {
            return try HTTPTarget(rawTarget)
        } catch {
            throw .target(error)
        }
    }

    /// RFC 9112, 6.1 and 6.3: what could be read in two ways is refused.
    private func bodyBytes(_ minor: Int) throws(HTTPRefusal) -> Int? {
        let lengths = headers.values("Content-Length")
        let encodings = headers.values("Transfer-Encoding")
        if let encoding = encodings.first {
            guard lengths.isEmpty, encodings.count == 1, minor == 1 else { throw .length }
            guard encoding.isSameHeader(as: "chunked") else { throw .encoding }
            return nil
        }
        guard let length = lengths.first else { return 0 }
        // Digits too many for a number are a body too large, whatever it is.
        guard lengths.count == 1, !length.isEmpty,
            length.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .length }
        return Int(length) ?? .max
    }

    private func checkHost(_ minor: Int) throws(HTTPRefusal) {
        let hosts = headers.values("Host")
        guard hosts.count == 1 || (hosts.isEmpty && minor == 0) else { throw .host }
        let isName = hosts.allSatisfy { host in
            host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x40 }
        }
        guard isName else { throw .host }
    }
}
