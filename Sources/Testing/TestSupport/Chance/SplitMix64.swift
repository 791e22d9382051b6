/// A generator of numbers that look like chance and are the same for the same seed.
///
/// Steele, Lea and Flood's SplitMix64: small, and good enough to choose the steps of a test.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of the values; there must be one.
    package mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }

    /// Whether something happens that happens once in `odds` times.
    package mutating func oneIn(_ odds: Int) -> Bool {
        Int.random(in: 0..<odds, using: &self) == 0
    }

    /// A text of up to `lengthMax` characters, some of which are trouble for careless code.
    package mutating func text(upTo lengthMax: Int) -> String {
        let alphabet: [Character] = [
            "a", "B", "7", " ", "-", "/", "\"", "\\", "'", "\n", "\t", "é", "漢", "🧵", "\u{1B}",
            "\u{202E}", "\u{0}", "%", "$", "{",
        ]
        let length = Int.random(in: 0...lengthMax, using: &self)
        return String((0..<length).map { _ in pick(alphabet) })
    }
}
