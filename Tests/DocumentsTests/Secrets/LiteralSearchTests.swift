import TestSupport
import Testing

@testable import Documents

@Suite("Literals in bytes")
struct LiteralSearchTests {
    @Test("Every occurrence is found, whatever its case, and nothing else", arguments: 1...200)
    func againstEachByItself(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let letters = Array("abAB_.".utf8)
        func text(_ range: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: range, using: &chance)).map { _ in
                letters[Int.random(in: letters.indices, using: &chance)]
            }
        }
        let literals = (0..<Int.random(in: 1...12, using: &chance)).map { _ in text(3...5) }
        let bytes = text(0...200)
        var found: Set<[Int]> = []
        LiteralSearch(literals.map { String(decoding: $0, as: UTF8.self) }).each(in: bytes) {
            found.insert([$0, $1])
        }
        var expected: Set<[Int]> = []
        for (index, literal) in literals.enumerated() where bytes.count >= literal.count {
            let wanted = String(decoding: literal, as: UTF8.self).lowercased()
            for start in 0...bytes.count - literal.count {
                let part = bytes[start..<start + literal.count]
                if String(decoding: part, as: UTF8.self).lowercased() == wanted {
                    expected.insert([index, start])
                }
            }
        }
        #expect(found == expected, "seed \(seed)")
    }
}
