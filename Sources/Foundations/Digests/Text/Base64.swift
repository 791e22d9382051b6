/// Base64 of RFC 4648, section 4, in its one canonical form.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let values = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) }
    )

    /// The code for some bytes, padded.
    package static func text(_ bytes: [UInt8]) -> String {
        var code: [UInt8] = []
        code.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = min(3, bytes.count - index)
            var bits: UInt32 = 0
            for offset in 0..<3 {
                bits = bits << 8 | (offset < rest ? UInt32(bytes[index + offset]) : 0)
            }
            for place in 0..<4 {
                code.append(
                    place <= rest
                        ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "=")
                )
            }
            index += 3
        }
        return String(decoding: code, as: UTF8.self)
    }

    /// The bytes, or `nil` where it is not the code that would be written for them.
    package static func bytes(_ code: String) -> [UInt8]? { bytes(Array(code.utf8)) }

    /// The bytes, or `nil` where it is not the code that would be written for them.
    package static func bytes(_ code: [UInt8]) -> [UInt8]? {
        guard code.count.isMultiple(of: 4) else { return nil }
        let padding = code.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(code.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in code.dropLast(padding) {
            guard let value = values[byte] else { return nil }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            bits &= 1 << UInt32(count) - 1
        }
        // What is left over must be zeros, and as many as the padding says.
        guard bits == 0, count == padding * 2 else { return nil }
        return bytes
    }
}
