extension JSONParser {
    /// The number at the position: `[-] int [frac] [exp]`.
    mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }

        let firstDigit = position
        var magnitude: UInt64 = 0
        var fits = true
        while let digit = digit(bytes) {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            magnitude = sum
            fits = fits && !overflow && !carry
            position += 1
        }
        guard position > firstDigit else { throw fault(bytes) }
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
            throw error(.invalidNumber, at: firstDigit)
        }
        guard try !takesFraction(bytes), try !takesExponent(bytes) else {
            // The second may follow the first.
            _ = try takesExponent(bytes)
            return try double(bytes.extracting(start..<position), at: start)
        }
        if fits, let whole = Self.whole(magnitude, isNegative: isNegative) {
            return .integer(whole)
        }
        return try double(bytes.extracting(start..<position), at: start)
    }

    private mutating func takesFraction(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return false }
        position += 1
        try digits(bytes)
        return true
    }

    private mutating func takesExponent(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        guard position < bytes.count,
            bytes[position] == UInt8(ascii: "e") || bytes[position] == UInt8(ascii: "E")
        else { return false }
        position += 1
        if position < bytes.count,
            bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
        {
            position += 1
        }
        try digits(bytes)
        return true
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
        guard digit(bytes) != nil else { throw fault(bytes) }
        while digit(bytes) != nil { position += 1 }
    }

    private func digit(_ bytes: Span<UInt8>) -> UInt8? {
        guard position < bytes.count else { return nil }
        let digit = bytes[position] &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }

    private func fault(_ bytes: Span<UInt8>) -> JSONError {
        error(position < bytes.count ? .invalidNumber : .unexpectedEnd)
    }

    private func double(
        _ digits: Span<UInt8>,
        at start: Int
    ) throws(JSONError) -> JSONValue {
        let text = String(copying: UTF8Span(unchecked: digits, isKnownASCII: true))
        guard let value = Double(text) else { throw error(.invalidNumber, at: start) }
        guard value.isFinite else { throw error(.numberOutOfRange, at: start) }
        return value.wholeJSON.map { .integer($0) } ?? .number(value)
    }

    private static func whole(_ magnitude: UInt64, isNegative: Bool) -> Int64? {
        if !isNegative { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
}
