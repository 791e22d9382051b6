import CDigests

/// A SHA-256 digest.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    // The 32 bytes as they lie in memory. Four words rather than an array: a ledger of a million
    // events is verified without a million allocations.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// - Parameter bytes: 32 bytes; anything else is a fault of our own code.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
        self.init { $0.copyBytes(from: bytes) }
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
        self.init(bytes: bytes)
    }

    /// The digest of `bytes`.
    package init(of bytes: [UInt8]) {
        self.init { cdigests_sha256(bytes, bytes.count, $0.baseAddress) }
    }

    /// The digest of the UTF-8 bytes of `text`.
    package init(of text: String) {
        var text = text
        self = text.withUTF8 { source in
            Self { cdigests_sha256(source.baseAddress, source.count, $0.baseAddress) }
        }
    }

    /// The digest that `fill` writes: exactly 32 bytes.
    init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        withUnsafeMutableBytes(of: &words) { fill($0) }
        (first, second, third, fourth) = words
    }

    /// Exactly 32 bytes.
    package var bytes: [UInt8] { withBytes { Array($0) } }

    /// Lends the 32 bytes for the time of `body`.
    func withBytes<Answer>(_ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
        withUnsafeBytes(of: (first, second, third, fourth)) { body($0) }
    }

    /// 64 lowercase hexadecimal digits.
    package var hex: String {
        withBytes { source in
            String(unsafeUninitializedCapacity: 64) { target in
                var index = 0
                for byte in source {
                    target[index] = Self.digit(byte >> 4)
                    target[index + 1] = Self.digit(byte & 15)
                    index += 2
                }
                return index
            }
        }
    }

    /// The first twelve digits: enough to tell digests apart by eye.
    package var short: String { String(hex.prefix(12)) }

    package var description: String { "sha256:" + hex }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
