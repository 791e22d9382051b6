extension Duration {
    /// The units of a duration's text, the greatest first, in milliseconds.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads `90s`, `15m`, `4h`, `2d`, `500ms`, and several of them from the greatest to the least:
    /// `1h30m`.
    ///
    /// - Throws: ``UnitError`` for anything else: no unit, a sign, a fraction, blanks, a unit
    ///   twice, or
    ///   more than 64 bits of milliseconds can hold.
    package init(text: String) throws(UnitError) {
        var rest = text[...]
        var total: Int64 = 0
        var units = Self.units[...]
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let name = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
            guard let count = Int64(digits),
                let index = units.firstIndex(where: { $0.name == name })
            else { throw UnitError(kind: .duration, text: text) }
            let (part, isTooMuch) = count.multipliedReportingOverflow(by: units[index].milliseconds)
            let (sum, isOver) = total.addingReportingOverflow(part)
            guard !isTooMuch, !isOver else { throw UnitError(kind: .duration, text: text) }
            total = sum
            units = units[(index + 1)...]
            rest = rest.dropFirst(digits.count + name.count)
        } while !rest.isEmpty
        self = .milliseconds(total)
    }

    /// The duration in the form that ``init(text:)`` reads: `1h30m`; what is below a millisecond is
    /// cut.
    ///
    /// A negative duration, which nobody writes, has a minus sign.
    package var text: String {
        var rest = wholeMilliseconds
        guard rest != 0 else { return "0s" }
        let sign = rest < 0 ? "-" : ""
        var parts = ""
        for unit in Self.units {
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: unit.milliseconds)
            if count != 0 { parts += String(count.magnitude) + unit.name }
            rest = remainder
        }
        return sign + parts
    }
}
