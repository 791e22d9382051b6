import QRKit
import Testing

@Suite("QR codes")
struct QRCodeTests {
    private let link = "https://box.example/login?code=" + String(repeating: "5a", count: 32)

    @Test("A code is as small as its text allows, and has its three eyes")
    func shape() throws {
        #expect(try QRCode("").size == 21)
        let code = try QRCode(link)
        #expect(code.size == 37)
        let eye = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        for (top, left) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
            let seen = (0..<7).map { row in
                (0..<7).map { code.isDark(top + row, left + $0) ? "1" : "0" }.joined()
            }
            #expect(seen == eye)
        }
        // The timing pattern between them, which changes with each module.
        for place in 8..<code.size - 8 { #expect(code.isDark(6, place) == (place % 2 == 0)) }
        #expect(!code.isDark(-1, 0) && !code.isDark(0, code.size))
    }

    @Test("A text with a NUL is whole, one that is too long has no code")
    func limits() throws {
        #expect(try QRCode("a\0b") != QRCode("a"))
        #expect(try QRCode(String(repeating: "x", count: 2953)).size == 177)
        for count in [2954, 100_000] {
            #expect(throws: QRCodeError.tooLong(bytes: count)) {
                try QRCode(String(repeating: "x", count: count))
            }
        }
    }

    @Test("Each way of drawing shows every module, with a quiet zone of four on each side")
    func drawing() throws {
        let code = try QRCode(link)
        let inked = Set(["█", "▀"])
        for colors in [true, false] {
            let halves = code.lines(colors: colors, halves: true)
            #expect(halves.count == (code.size + 8 + 1) / 2)
            for (at, line) in halves.enumerated() {
                #expect(line.hasPrefix("\u{1b}[38;5;16;48;5;231m") == colors)
                #expect(line.hasSuffix("\u{1b}[0m") == colors)
                let blocks = line.filter { "█▀▄ ".contains($0) }.map(String.init)
                #expect(blocks.count == code.columns(halves: true))
                let seen = blocks.map { inked.contains($0) == colors }
                #expect(seen == blocks.indices.map { code.isDark(2 * at - 4, $0 - 4) })
            }
        }
    }

    @Test("Without Unicode two columns are one module")
    func ascii() throws {
        let code = try QRCode("hello")
        let plain = code.lines(colors: false, halves: false)
        let colored = code.lines(colors: true, halves: false)
        #expect(plain.count == code.size + 8 && colored.count == plain.count)
        #expect(plain[0] == String(repeating: "##", count: code.size + 8))
        #expect(plain.allSatisfy { $0.utf8.count == code.columns(halves: false) })
        #expect(plain[4].hasPrefix("########" + String(repeating: "  ", count: 7) + "##"))
        #expect(
            colored[4].hasPrefix(
                String(repeating: "\u{1b}[48;5;231m  ", count: 4) + "\u{1b}[48;5;16m  "
            )
        )
        #expect(colored.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }
}
