/// A moment: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The first moment that has a text: the start of the year 0.
    package static let earliest = Timestamp(milliseconds: -62_167_219_200_000)
    /// The last moment that has a text: the end of the year 9999.
    package static let latest = Timestamp(milliseconds: 253_402_300_799_999)

    /// The moment `interval` later; sub-millisecond parts are cut.
    ///
    /// A sum past ``latest`` or before ``earliest`` stops there, so that it can always be written
    /// into the ledger and read back.
    package static func + (moment: Timestamp, interval: Duration) -> Timestamp {
        let (sum, isOver) = moment.milliseconds.addingReportingOverflow(interval.wholeMilliseconds)
        if isOver { return interval < .zero ? earliest : latest }
        return min(max(Timestamp(milliseconds: sum), earliest), latest)
    }

    /// How long from `right` to `left`; negative when `left` is earlier.
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

extension Duration {
    /// The duration in milliseconds, the rest cut; what 64 bits can't hold stops at their limit.
    package var wholeMilliseconds: Int64 {
        let (whole, isOver) = components.seconds.multipliedReportingOverflow(by: 1000)
        let (sum, isPast) = whole.addingReportingOverflow(
            components.attoseconds / 1_000_000_000_000_000
        )
        return isOver || isPast ? (components.seconds < 0 ? .min : .max) : sum
    }

    /// The duration in seconds, the rest cut.
    package var wholeSeconds: Int64 { components.seconds }
}
