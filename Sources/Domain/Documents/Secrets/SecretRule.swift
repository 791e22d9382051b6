import Model

/// What one kind of secret looks like.
package struct SecretRule: Hashable, Sendable {
    /// How a secret stands in its text.
    package enum Shape: String, Sendable, CaseIterable {
        /// A literal and the rest of the secret right behind it.
        case token
        /// A name, a sign and the secret as its value: `password = "…"`.
        case setting
        /// A heading and lines of Base64 under it.
        case block
        /// A password in the address of a service: `scheme://name:password@host`.
        case address
    }

    package let name: String
    /// What it is, with its article: `a token of GitHub`.
    package let about: String
    package let shape: Shape
    /// What it begins with, or the names of what holds it.
    package let literals: [String]
    /// The bytes that it is made of.
    package let alphabet: ByteAlphabet
    /// How many bytes it has behind the literal.
    package let length: ClosedRange<Int>
    /// How many bits a byte of it must carry; what carries less is an example.
    package let entropyMin: Double
    /// Into how many parts dots divide it.
    package let parts: Int
    /// Texts in which it must be found, and in which it must not be.
    package let refuses: [SecretSample]
    package let passes: [SecretSample]
}

/// Which bytes a secret is made of.
package enum ByteAlphabet: String, Sendable, CaseIterable {
    case digits
    case hex
    case upper
    case alnum
    case base64
    case base64url
    /// Base64 for addresses, and dots between its parts.
    case dotted
    /// All that is seen, but quotation marks and blanks.
    case visible

    func has(_ byte: UInt8) -> Bool {
        switch self {
        case .digits: Self.isDigit(byte)
        case .hex: Self.isDigit(byte) || (97...102).contains(byte) || (65...70).contains(byte)
        case .upper: Self.isDigit(byte) || (65...90).contains(byte)
        case .alnum: Self.isDigit(byte) || Self.isLetter(byte)
        case .base64: Self.isDigit(byte) || Self.isLetter(byte) || [43, 47, 61].contains(byte)
        case .base64url: Self.isDigit(byte) || Self.isLetter(byte) || byte == 45 || byte == 95
        case .dotted:
            Self.isDigit(byte) || Self.isLetter(byte) || byte == 45 || byte == 95 || byte == 46
        case .visible: (33...126).contains(byte) && byte != 34 && byte != 39 && byte != 96
        }
    }

    /// The bytes that samples are made of.
    var sampled: [UInt8] {
        switch self {
        case .visible: (33...126).filter { ByteAlphabet.alnum.has($0) || $0 == 45 || $0 == 95 }
        case .dotted: (33...126).filter { ByteAlphabet.base64url.has($0) }
        case .base64: (33...126).filter { has($0) && $0 != 61 }
        case .digits, .hex, .upper, .alnum, .base64url: (33...126).filter(has)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }
}

/// A text with secrets that are made when they are asked for, so that none stands in a file.
///
/// `key = "sk_live_<alnum:24>"` stands for a text with 24 letters and digits in place of the mark.
package struct SecretSample: Hashable, Sendable {
    package let template: String

    package init(_ template: String) {
        self.template = template
    }

    /// The text; the same for the same seed.
    package func text(seed: UInt64) -> String {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: ">"),
                let made = Self.made(rest[rest.index(after: open)..<close], &state)
            else {
                text.append("<")
                rest = rest.dropFirst()
                continue
            }
            text += made
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private static func made(_ mark: Substring, _ state: inout UInt64) -> String? {
        let words = mark.split(separator: ":")
        guard words.count == 2, let alphabet = ByteAlphabet(rawValue: String(words[0])),
            let count = Int(words[1]), (1...4096).contains(count)
        else { return nil }
        let bytes = alphabet.sampled
        return String(
            decoding: (0..<count).map { _ -> UInt8 in
                // A step of xorshift: a sample needs no better chance.
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return bytes[Int(state % UInt64(bytes.count))]
            },
            as: UTF8.self
        )
    }
}
