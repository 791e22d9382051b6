import Model
import TestSupport

extension SplitMix64 {
    /// A duration between two, both included, to the second.
    mutating func duration(_ least: Duration, _ most: Duration) -> Duration {
        .seconds(Int64.random(in: least.wholeSeconds...max(least, most).wholeSeconds, using: &self))
    }

    /// A duration that is mostly near the middle, and now and then a long way behind it.
    mutating func spread(around middle: Duration) -> Duration {
        oneIn(20) ? duration(middle, middle * 4) : duration(middle / 3, middle * 3 / 2)
    }
}

extension Duration {
    static func minutes(_ count: Int64) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int64) -> Duration { .seconds(count * 3600) }
}
