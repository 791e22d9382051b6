import TestSupport

extension SplitMix64 {
    mutating func number(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }
}
