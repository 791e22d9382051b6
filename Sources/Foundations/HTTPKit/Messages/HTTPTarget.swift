/// What a request is about: a path and a query, decoded.
package struct HTTPTarget: Hashable, Sendable {
    package struct QueryItem: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// Why a target can't be read.
    package enum Fault: Error, Hashable {
        /// It is neither a path nor `*`, nor an address with `http://`.
        case form
        /// `%` without two hexadecimal digits after it.
        case percent
        /// A NUL or another control byte, or a byte outside ASCII.
        case byte
        /// The decoded bytes are not UTF-8.
        case encoding
        /// `.` or `..` as a part of the path.
        case dots
    }

    /// As it was sent.
    package let raw: String
    /// The host of a target that was sent as a whole address.
    package let authority: String?
    /// Without its query, decoded; `/` separates its parts, and a part that has a `/` of its own
    /// can be told only in ``segments``.
    package let path: String
    /// The parts of the path, each decoded; none for `/`.
    package let segments: [String]
    /// In the order they were sent; `+` stands for a space.
    package let query: [QueryItem]

    package init(_ raw: String) throws(Fault) {
        guard raw.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .byte }
        self.raw = raw
        var rest = raw[...]
        if rest.prefix(7).isSameHeader(as: "http://") {
            rest = rest.dropFirst(7)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            guard end > rest.startIndex else { throw .form }
            authority = String(rest[..<end])
            rest = rest[end...]
        } else {
            authority = nil
            guard raw == "*" || raw.utf8.first == UInt8(ascii: "/") else { throw .form }
        }
        guard !rest.utf8.contains(UInt8(ascii: "#")) else { throw .form }
        let mark = rest.firstIndex(of: "?") ?? rest.endIndex
        let rawPath = rest[..<mark]
        let parts = rawPath.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var segments: [String] = []
        for part in parts {
            let segment = try Self.decoded(part, plusIsSpace: false)
            guard segment != ".", segment != ".." else { throw .dots }
            segments.append(segment)
        }
        path = raw == "*" ? "*" : "/" + segments.joined(separator: "/")
        self.segments = segments == [""] ? [] : segments
        query = mark == rest.endIndex ? [] : try Self.items(rest[mark...].dropFirst())
    }

    /// The value of the first item with this name; an item without `=` has an empty one.
    package func value(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    private static func items(_ text: Substring) throws(Fault) -> [QueryItem] {
        var items: [QueryItem] = []
        for pair in text.split(separator: "&") {
            let equals = pair.firstIndex(of: "=") ?? pair.endIndex
            items.append(
                QueryItem(
                    name: try decoded(pair[..<equals], plusIsSpace: true),
                    value: try decoded(pair[equals...].dropFirst(), plusIsSpace: true)
                )
            )
        }
        return items
    }

    /// A text without its `%XX`.
    static func decoded(_ text: Substring, plusIsSpace: Bool) throws(Fault) -> String {
        guard text.utf8.contains(where: { $0 == 0x25 || (plusIsSpace && $0 == 0x2B) }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        var source = text.utf8.makeIterator()
        while let byte = source.next() {
            switch byte {
            case 0x25:
                guard let high = source.next()?.hexadecimal, let low = source.next()?.hexadecimal
                else { throw .percent }
                let decoded = high << 4 | low
                guard decoded != 0 else { throw .byte }
                bytes.append(decoded)
            case 0x2B where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .encoding }
        return decoded
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimal: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
