extension Double {
    /// The whole number that reads back from the text of this one; `nil` if that has a fraction or
    /// is too large.
    var wholeJSON: Int64? {
        if let exactWhole { return exactWhole }
        // Beyond 2^53 the text has the shortest digits that round to this number, and zeros.
        guard magnitude >= 0x1p53, magnitude <= 0x1p63 else { return nil }
        var buffer = JSONBuffer(capacity: 32)
        buffer.put(self)
        return Int64(buffer.text)
    }

    /// The same whole number, within the range where each has a `Double` of its own.
    fileprivate var exactWhole: Int64? {
        magnitude < 0x1p53 ? Int64(exactly: self) : nil
    }
}

extension JSONBuffer {
    /// The number as ECMAScript's `Number::toString` writes it, which RFC 8785, 3.2.2.3, asks for.
    ///
    /// Swift and ECMAScript both choose the shortest digits that read back as the same number, and
    /// of these the closest to it; only the layout differs.
    mutating func put(_ value: Double) {
        precondition(value.isFinite, "JSON has no number for infinity or NaN")
        if let whole = value.exactWhole {
            // Zero has no sign in ECMAScript.
            put(whole)
            return
        }
        if value < 0 { put(UInt8(ascii: "-")) }
        let decimal = Decimal(value.magnitude)
        let digits = decimal.digits
        let point = decimal.point
        switch point {
        case digits.count...21:
            put(digits[...])
            putZeros(point - digits.count)
        case 1...21:
            put(digits[..<point])
            put(UInt8(ascii: "."))
            put(digits[point...])
        case -5...0:
            putText("0.")
            putZeros(-point)
            put(digits[...])
        default:
            put(digits[..<1])
            if digits.count > 1 {
                put(UInt8(ascii: "."))
                put(digits[1...])
            }
            putText(point > 0 ? "e+" : "e-")
            put(Int64((point - 1).magnitude))
        }
    }

    private mutating func put(_ digits: ArraySlice<UInt8>) {
        for digit in digits { put(digit) }
    }

    private mutating func putZeros(_ count: Int) {
        for _ in 0..<count { put(UInt8(ascii: "0")) }
    }

    /// A positive number as its significant digits and the place of the decimal point before them:
    /// 0.digits × 10^point.
    private struct Decimal {
        private(set) var digits: [UInt8] = []
        private(set) var point = 0

        /// Takes apart what Swift writes: `12.5`, `0.001`, `5e-324`, `1.5e+16`.
        init(_ value: Double) {
            var fraction = false
            var exponent: Substring.UTF8View?
            let text = value.description
            for index in text.utf8.indices {
                let byte = text.utf8[index]
                if byte == UInt8(ascii: ".") {
                    fraction = true
                } else if byte == UInt8(ascii: "e") {
                    exponent = text.utf8[text.utf8.index(after: index)...]
                    break
                } else {
                    if !fraction { point += 1 }
                    digits.append(byte)
                }
            }
            if let exponent { point += Int(Substring(exponent)) ?? 0 }
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
            let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
            digits.removeFirst(leading)
            point -= leading
        }
    }
}
