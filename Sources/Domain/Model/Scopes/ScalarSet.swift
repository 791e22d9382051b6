/// Which Unicode scalars a position of a file name may hold: sorted ranges that never touch.
///
/// `/` separates names and NUL ends them, so neither is ever a member.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    /// Every scalar that a file name may hold.
    static let all = ScalarSet(
        ranges: [0x01...0x2E, 0x30...0xD7FF, 0xE000...0x10FFFF]
    )

    init(_ scalar: Unicode.Scalar) {
        ranges = [scalar.value...scalar.value]
    }

    /// - Parameter members: In any order, overlapping or not; what no name may hold is left out.
    init(members: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in members.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
                let upper = max(last.upperBound, range.upperBound)
                merged[merged.count - 1] = last.lowerBound...upper
            } else {
                merged.append(range)
            }
        }
        self = ScalarSet(ranges: merged).intersection(Self.all)
    }

    private init(ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
    }

    func intersection(_ other: ScalarSet) -> ScalarSet {
        var result: [ClosedRange<UInt32>] = []
        var left = 0
        var right = 0
        while left < ranges.count, right < other.ranges.count {
            let lower = max(ranges[left].lowerBound, other.ranges[right].lowerBound)
            let upper = min(ranges[left].upperBound, other.ranges[right].upperBound)
            if lower <= upper { result.append(lower...upper) }
            if ranges[left].upperBound < other.ranges[right].upperBound {
                left += 1
            } else {
                right += 1
            }
        }
        return ScalarSet(ranges: result)
    }

    /// What a file name may hold and this set does not.
    var complement: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if next < range.lowerBound { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return ScalarSet(ranges: gaps).intersection(Self.all)
    }

    /// A member that reads well in an example, other than the dot; `nil` when there is none.
    var exampleOtherThanDot: Unicode.Scalar? {
        let letters: ClosedRange<UInt32> = 0x61...0x7A
        if let range = ranges.first(where: { $0.overlaps(letters) }) {
            return Unicode.Scalar(max(range.lowerBound, letters.lowerBound))
        }
        // The dot ends its range, for '/' follows it; so a range that does not start with it has
        // another.
        for range in ranges where range.lowerBound != 0x2E {
            return Unicode.Scalar(range.lowerBound)
        }
        return nil
    }
}
