// Written by hand because the only ISO 8601 formatter at hand costs a millisecond of start-up. The
// day arithmetic is the "days from civil" algorithm for the proleptic Gregorian calendar.
extension Timestamp {
    /// The moment as `2026-11-26T01:10:38.123Z`; the fraction is left out when it is zero.
    package var text: String {
        let days = milliseconds.flooredQuotient(by: 86_400_000)
        let inDay = milliseconds - days * 86_400_000
        let date = Self.civil(fromDays: days)
        let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1000)
        // Each event's hash is over its time: put together byte by byte, without a string for each
        // part.
        var text: [UInt8] = []
        text.reserveCapacity(24)
        text.append(date.year, width: 4, then: "-")
        text.append(date.month, width: 2, then: "-")
        text.append(date.day, width: 2, then: "T")
        text.append(seconds / 3600, width: 2, then: ":")
        text.append(seconds / 60 % 60, width: 2, then: ":")
        text.append(seconds % 60, width: 2, then: fraction == 0 ? "Z" : ".")
        if fraction != 0 { text.append(fraction, width: 3, then: "Z") }
        return String(decoding: text, as: UTF8.self)
    }

    /// The day, UTC, as `2026-11-26`.
    package var date: String { String(text.prefix(10)) }

    /// The first moment of the day, UTC.
    package var startOfDay: Timestamp {
        Timestamp(milliseconds: milliseconds.flooredQuotient(by: 86_400_000) * 86_400_000)
    }

    /// Reads `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM[:SS[.fff]](Z|±HH:MM)`.
    ///
    /// - Returns: `nil` for anything else. A time without an offset is ambiguous and refused, and
    ///   so is one whose offset carries it out of the years 0 to 9999.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), (1...12).contains(month),
            (1...Self.daysInMonth(month, year: year)).contains(day)
        else { return nil }
        var milliseconds = Self.days(fromCivil: year, month, day) * 86_400_000
        if reader.isAtEnd {
            self.init(milliseconds: milliseconds)
            return
        }
        guard reader.take("T") || reader.take(" "), let hour = reader.number(2), hour < 24,
            reader.take(":"), let minute = reader.number(2), minute < 60
        else { return nil }
        milliseconds += (hour * 60 + minute) * 60_000
        if reader.take(":") {
            guard let second = reader.number(2), second < 61 else { return nil }
            milliseconds += second * 1000
            if reader.take(".") {
                guard let fraction = reader.fraction() else { return nil }
                milliseconds += fraction
            }
        }
        guard let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        self.init(milliseconds: milliseconds - offset * 60_000)
        guard (Self.earliest...Self.latest).contains(self) else { return nil }
    }

    private static func daysInMonth(_ month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func days(fromCivil year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredQuotient(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension [UInt8] {
    /// Adds a number, filled up with zeros from the left, and what separates it from the next.
    fileprivate mutating func append(
        _ number: Int64,
        width: Int,
        then separator: Unicode.Scalar
    ) {
        var place: UInt64 = 1
        for _ in 1..<width { place *= 10 }
        let magnitude = number.magnitude
        while magnitude / place >= 10 { place *= 10 }
        if number < 0 { append(UInt8(ascii: "-")) }
        while place > 0 {
            append(UInt8(ascii: "0") + UInt8(magnitude / place % 10))
            place /= 10
        }
        append(UInt8(ascii: separator))
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// Reads fixed-width decimal fields.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int64? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        rest.removeFirst(width)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    /// One to nine digits after the point, as milliseconds.
    mutating func fraction() -> Int64? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard (1...9).contains(digits.count) else { return nil }
        rest.removeFirst(digits.count)
        let three = (Array(digits) + [48, 48]).prefix(3)
        return three.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    mutating func offsetMinutes() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64 = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), minutes < 60,
            hours < 24
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
