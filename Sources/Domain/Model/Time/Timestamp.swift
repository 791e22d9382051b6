/// A moment: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment `interval` later; sub-millisecond parts are cut.
    package static func + (moment: Timestamp, interval: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + interval.wholeMilliseconds)
    }

    /// How long from `right` to `left`; negative when `left` is earlier.
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .milliseconds(left.milliseconds - right.milliseconds)
    }
}

extension Duration {
    /// The duration in milliseconds, the rest cut.
    package var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// The duration in seconds, the rest cut.
    package var wholeSeconds: Int64 { components.seconds }
}
