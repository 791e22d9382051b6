/// A header's value that may stand for any text: plain, or `=?base64?…?=`.
enum HeaderText {
    /// The text, or `nil` where the code is broken, so that it never equals anything by accident.
    static func decoded(_ value: String) -> String? {
        let opening = "=?base64?"
        let closing = "?="
        guard value.hasPrefix(opening), value.hasSuffix(closing),
            value.utf8.count >= opening.utf8.count + closing.utf8.count
        else { return value }
        let code = value.dropFirst(opening.count).dropLast(closing.count)
        return Base64.bytes(Array(code.utf8)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

/// Base64 of RFC 4648, section 4, in its one canonical form.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let values = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) }
    )

    /// The bytes, or `nil` where it is not the code that would be written for them.
    static func bytes(_ code: [UInt8]) -> [UInt8]? {
        guard code.count.isMultiple(of: 4) else { return nil }
        let padding = code.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
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
