/// Finds which of many literals occur in bytes, in one pass and whatever their case.
///
/// Each byte costs one step, however many literals there are: the three bytes up to it pick a slot,
/// and nearly all slots are empty.
struct LiteralSearch: Hashable, Sendable {
    private let literals: [[UInt8]]
    /// For each slot the first literal in it, counted from 1; 0 for none.
    private var slots: [UInt16]
    /// For each literal the next one in its slot, counted from 1; 0 for none.
    private var following: [UInt16]

    private static let slotBits: UInt32 = 14

    /// - Parameter literals: Of at least three bytes each; shorter ones are never found.
    init(_ literals: [String]) {
        self.literals = literals.map { Array($0.utf8).map(Self.folded) }
        slots = Array(repeating: 0, count: 1 << Int(Self.slotBits))
        following = Array(repeating: 0, count: literals.count)
        for (index, literal) in self.literals.enumerated() where literal.count >= 3 {
            let window = literal.prefix(3).reduce(UInt32(0)) { ($0 << 8) | UInt32($1) }
            let slot = Self.slot(of: window)
            following[index] = slots[slot]
            slots[slot] = UInt16(index + 1)
        }
    }

    /// Calls for each occurrence, in the order of the bytes, with the literal's place in the list.
    func each(in bytes: [UInt8], _ body: (_ literal: Int, _ offset: Int) -> Void) {
        guard bytes.count >= 3 else { return }
        var window = UInt32(Self.folded(bytes[0])) << 8 | UInt32(Self.folded(bytes[1]))
        for end in 2..<bytes.count {
            window = (window << 8 | UInt32(Self.folded(bytes[end]))) & 0xFF_FFFF
            var candidate = slots[Self.slot(of: window)]
            while candidate != 0 {
                let index = Int(candidate) - 1
                if matches(literals[index], in: bytes, at: end - 2) { body(index, end - 2) }
                candidate = following[index]
            }
        }
    }

    private func matches(_ literal: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard bytes.count - start >= literal.count else { return false }
        for index in 0..<literal.count where Self.folded(bytes[start + index]) != literal[index] {
            return false
        }
        return true
    }

    @inline(__always)
    private static func folded(_ byte: UInt8) -> UInt8 {
        byte &- 65 < 26 ? byte | 32 : byte
    }

    @inline(__always)
    private static func slot(of window: UInt32) -> Int {
        Int((window &* 0x9E37_79B1) >> (32 - slotBits))
    }
}

extension UInt8 {
    /// Whether the byte goes on a word: a letter, a digit or `_`; all beyond ASCII counts.
    var isWord: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 95, 128...255: true
        default: false
        }
    }
}
