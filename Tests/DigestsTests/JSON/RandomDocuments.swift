import TestSupport
import Digests

extension JSONValue {
    /// Any document: all kinds, nested, with difficult texts and numbers.
    static func random(using numbers: inout SplitMix64, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 9 : 7), using: &numbers) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &numbers))
        case 2: return .integer(Int64.random(in: -1000...1000, using: &numbers))
        case 3: return .integer(Int64.random(in: .min ... .max, using: &numbers))
        case 4: return .number(randomDouble(using: &numbers))
        case 5, 6: return .string(randomText(using: &numbers))
        case 7:
            let count = Int.random(in: 0..<6, using: &numbers)
            return .array((0..<count).map { _ in random(using: &numbers, depth: depth + 1) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0..<12, using: &numbers) {
                members[randomText(using: &numbers)] = random(using: &numbers, depth: depth + 1)
            }
            return .object(members)
        }
    }

    private static func randomDouble(using numbers: inout SplitMix64) -> Double {
        while true {
            let value =
                Bool.random(using: &numbers)
                ? Double(bitPattern: numbers.next())
                : Double.random(in: -1e6...1e6, using: &numbers)
            if value.isFinite { return value }
        }
    }

    private static func randomText(using numbers: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<24, using: &numbers) {
            let range: ClosedRange<UInt32> =
                switch Int.random(in: 0..<6, using: &numbers) {
                case 0: 0...0x1F
                case 1: 0x20...0x10FFFF
                case 2: 0xE000...0xFFFF
                case 3: 0x10000...0x1FFFF
                default: 0x20...0x7E
                }
            let value = UInt32.random(in: range, using: &numbers)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
