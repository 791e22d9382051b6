import CommandLineKit
import TestSupport
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "Every letter is as wide as Python's Unicode data says",
        .enabled(if: Python.canImport("unicodedata"), "python3 cannot be run")
    )
    func agreesWithPython() throws {
        // Those that both versions of Unicode know and that are drawn at all. Hexagrams, Tai Xuan
        // Jing symbols and counting rods became wide in Unicode 16; half a flag is never drawn
        // alone. What is never drawn takes no column, whatever its letter's width is there: fillers,
        // and the vowels and final consonants of Hangul, which stand in the square before them.
        let answer = try Python.run(
            """
            import itertools, unicodedata
            skip = {"Cn", "Co", "Cs", "Cc", "Cf", "Mn", "Me", "Zl", "Zp"}
            apart = {*range(0x4dc0, 0x4e00), *range(0x1d300, 0x1d377), *range(0x1f1e6, 0x1f200)}
            apart |= {*range(0x1160, 0x1200), *range(0xd7b0, 0xd800), 0x115f, 0x3164, 0xffa0}
            def width(code):
                letter = chr(code)
                if code in apart or unicodedata.category(letter) in skip:
                    return 0
                return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
            for columns, codes in itertools.groupby(range(0x20, 0x40000), width):
                codes = list(codes)
                print(columns, codes[0], codes[-1])
            """,
            input: ""
        )
        var checked = 0
        var different: [String] = []
        for line in answer.split(separator: "\n") {
            let numbers = line.split(separator: " ").compactMap { UInt32($0) }
            guard numbers.count == 3, numbers[0] > 0 else { continue }
            for scalar in (numbers[1]...numbers[2]).compactMap(Unicode.Scalar.init) {
                checked += 1
                if String(scalar).displayWidth != Int(numbers[0]) {
                    different.append(String(scalar.value, radix: 16))
                }
            }
        }
        #expect(checked > 100_000)
        #expect(different.isEmpty, "\(different.count) differ: \(different.prefix(40))")
    }
}
