/// A SHA-256 digest.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// Exactly 32 bytes.
    package let bytes: [UInt8]

    /// - Parameter bytes: 32 bytes; anything else is a fault of our own code.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits, with or without `sha256:` before them.
    package init?(_ text: String) {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        guard digits.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for digit in digits.utf8 {
            guard let nibble = Self.nibble(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        self.bytes = bytes
    }

    /// 64 lowercase hexadecimal digits.
    package var hex: String {
        String(
            decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    /// The first twelve digits: enough to tell digests apart by eye.
    package var short: String { String(hex.prefix(12)) }

    package var description: String { "sha256:" + hex }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
