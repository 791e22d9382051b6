extension JSONParser {
    /// The string whose opening quote has been read.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        let start = position
        var highest: UInt8 = 0
        while position + 8 <= bytes.count {
            // Only within bounds, which `Span` checks; eight bytes are a number whatever they are.
            let eight = bytes.bytes.unsafeLoadUnaligned(
                fromByteOffset: position,
                as: UInt64.self
            )
            guard !eight.hasSpecialByte else { break }
            if eight & UInt64.topBits != 0 { highest = 0x80 }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = bytes.extracting(start..<position)
                position += 1
                return highest < 0x80
                    ? String(copying: UTF8Span(unchecked: text, isKnownASCII: true))
                    : try Self.text(text, at: start)
            }
            if byte == UInt8(ascii: "\\") {
                return try escapedString(bytes, from: start)
            }
            if byte < 0x20 { throw error(.controlCharacter) }
            highest |= byte
            position += 1
        }
        throw error(.unexpectedEnd)
    }

    /// The string from `start`, whose first escape is at the position.
    private mutating func escapedString(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(JSONError) -> String {
        var unescaped: [UInt8] = []
        for index in start..<position {
            unescaped.append(bytes[index])
        }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try Self.text(unescaped.span, at: start)
            case UInt8(ascii: "\\"):
                try escape(bytes, into: &unescaped)
            case ..<0x20:
                throw error(.controlCharacter, at: position - 1)
            default:
                unescaped.append(byte)
            }
        }
        throw error(.unexpectedEnd)
    }

    /// Adds what the escape stands for whose backslash has been read.
    private mutating func escape(
        _ bytes: Span<UInt8>,
        into text: inout [UInt8]
    ) throws(JSONError) {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            text.append(contentsOf: String(try scalar(bytes)).utf8)
        default:
            throw error(.invalidEscape, at: position - 2)
        }
    }

    /// The scalar of a `\u` escape, or of two that make a surrogate pair.
    private mutating func scalar(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let first = try codeUnit(bytes)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first),
            position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw error(.loneSurrogate, at: start) }
        position += 2
        let second = try codeUnit(bytes)
        guard UTF16.isTrailSurrogate(second) else { throw error(.loneSurrogate, at: start) }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func codeUnit(_ bytes: Span<UInt8>) throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let digit = bytes[position]
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: throw error(.invalidEscape)
            }
            unit = unit << 4 | UInt16(value)
            position += 1
        }
        return unit
    }

    private static func text(
        _ bytes: Span<UInt8>,
        at start: Int
    ) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw JSONError(
                reason: .invalidUTF8,
                offset: start + error.byteOffsets.lowerBound
            )
        }
    }
}
