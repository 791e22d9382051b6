/// The members of an object, sorted by the UTF-16 code units of their keys (RFC 8785, 3.2.3).
struct JSONMembers: Sequence, IteratorProtocol {
    private let members: [String: JSONValue]
    private var places: [Place]
    private var nextPlace = 0

    init(_ members: [String: JSONValue]) {
        self.members = members
        places = members.indices.map { Place(index: $0, prefix: Self.prefix(members[$0].key)) }
        places.sort { left, right in
            left.prefix == right.prefix
                ? Self.precedes(members[left.index].key, members[right.index].key)
                : left.prefix < right.prefix
        }
    }

    mutating func next() -> (key: String, value: JSONValue)? {
        guard nextPlace < places.count else { return nil }
        defer { nextPlace += 1 }
        return members[places[nextPlace].index]
    }

    /// Where a member is, and the first eight bytes of its key, which nearly always decide.
    private struct Place {
        let index: Dictionary<String, JSONValue>.Index
        let prefix: UInt64
    }

    private static func prefix(_ key: String) -> UInt64 {
        var key = key
        return key.withUTF8 { bytes in
            var prefix: UInt64 = 0
            for index in 0..<8 {
                prefix <<= 8
                if index < bytes.count { prefix |= UInt64(rank(bytes[index])) }
            }
            return prefix
        }
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8) { rank($0) < rank($1) }
    }

    /// A byte of UTF-8 as a number that sorts as the UTF-16 of the same text would.
    ///
    /// UTF-8 sorts by code point. UTF-16 differs in one thing: a scalar beyond U+FFFF (lead bytes
    /// F0 to F4) is two surrogates, which sort before U+E000 to U+FFFF (lead bytes EE and EF).
    private static func rank(_ byte: UInt8) -> UInt8 {
        switch byte {
        case ..<0xEE: byte
        case 0xEE, 0xEF: byte + 5
        default: byte - 2
        }
    }
}
