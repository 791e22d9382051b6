import Documents
import Model
import TestSupport
import Testing

@Suite("Damaged packets")
struct PacketFuzzTests {
    @Test(
        "Random damage to a packet's bytes never brings the reader down",
        arguments: [1, 2, 3, 4],
        PacketNotation.allCases
    )
    func mutations(seed: UInt64, notation: PacketNotation) throws {
        var random = SplitMix64(seed: seed)
        var generator = PacketGenerator(seed: seed)
        let original = Array(try PacketWriter().text(generator.packet(), notation).utf8)
        for round in 0..<60 {
            let bytes = Self.damaged(original, &random)
            let taken = try ProcessorTime.measure {
                do throws(DocumentError) {
                    let read = try PacketReader().read(bytes, notation, fileName: "P07-B4.md")
                    _ = read.lint()
                } catch {
                    #expect(!error.message.isEmpty, "seed \(seed), round \(round)")
                    #expect(
                        !error.message.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\n" },
                        "seed \(seed), round \(round)"
                    )
                }
            }
            #expect(taken < .seconds(1), "seed \(seed), round \(round)")
        }
    }

    private static func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let index = Int.random(in: 0...result.count, using: &random)
            let marks = Array("\n\n#-*`\"'[]{}<>:=.\\\0\u{FEFF}".utf8) + [0x97, 0xFF, 0xC3]
            let byte = marks[Int.random(in: 0..<marks.count, using: &random)]
            switch Int.random(in: 0..<5, using: &random) {
            case 0: result.insert(byte, at: index)
            case 1 where index < result.count: result[index] = byte
            case 2 where index < result.count: result.remove(at: index)
            case 3:
                let end = min(result.count, index + Int.random(in: 0...200, using: &random))
                result.insert(contentsOf: Array(result[index..<end]), at: index)
            default:
                let end = min(result.count, index + Int.random(in: 0...50, using: &random))
                result.removeSubrange(index..<end)
            }
        }
        return result
    }
}
