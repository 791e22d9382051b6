/// The members of an object in the order of RFC 8785, 3.2.3: by the UTF-16 code units of their
/// keys.
struct JSONMembers {
    private var members: [(key: String, value: JSONValue)] = []
    private var order: [Place] = []

    init(_ object: [String: JSONValue]) {
        members.reserveCapacity(object.count)
        order.reserveCapacity(object.count)
        for member in object {
            order.append(Place(prefix: Self.prefix(member.key), index: members.count))
            members.append(member)
        }
        order.sort { left, right in
            left.prefix == right.prefix
                ? Self.precedes(members[left.index].key, members[right.index].key)
                : left.prefix < right.prefix
        }
    }

    /// Calls `body` with each member, and whether it is the first.
    func forEach(_ body: (_ key: String, _ value: JSONValue, _ isFirst: Bool) -> Void) {
        // Lent rather than copied: counting references would cost more than writing.
        members.withUnsafeBufferPointer { members in
            var isFirst = true
            for place in order {
                body(members[place.index].key, members[place.index].value, isFirst)
                isFirst = false
            }
        }
    }

    /// Where a member is, and the first eight bytes of its key, which nearly always decide.
    ///
    /// Small and without references, so that sorting only moves numbers.
    private struct Place {
        let prefix: UInt64
        let index: Int
    }

    private static func prefix(_ key: String) -> UInt64 {
        let plain = key.utf8.withContiguousStorageIfAvailable { bytes in
            var first: UInt64 = 0
            withUnsafeMutableBytes(of: &first) { first in
                let bytes = UnsafeRawBufferPointer(bytes)
                first.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(8)))
            }
            return UInt64(bigEndian: first)
        }
        // In ASCII the ranks are the bytes.
        if let plain, plain & UInt64.topBits == 0 { return plain }
        var prefix: UInt64 = 0
        var count = 0
        for byte in key.utf8 {
            prefix = prefix << 8 | UInt64(rank(byte))
            count += 1
            if count == 8 { return prefix }
        }
        return count == 0 ? 0 : prefix << (8 * UInt64(8 - count))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
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
