import Model
import Testing

@Suite("Text of others on a terminal")
struct PrintableTextTests {
    @Test(
        "What could move the cursor, hide or reorder text is shown as a number",
        arguments: [
            ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("a\nb", "a\\u{a}b"), ("a\u{202E}b", "a\\u{202e}b"),
            ("a\u{200B}b", "a\\u{200b}b"), ("\u{0}", "\\u{0}"), ("\u{E0041}", "\\u{e0041}"),
            ("\u{2028}", "\\u{2028}"), ("plain — ünïcode 漢", "plain — ünïcode 漢"),
        ]
    )
    func shown(_ text: String, _ expected: String) {
        #expect(text.printable() == expected)
    }

    @Test("What is too long is cut, and its size told")
    func cut() {
        #expect("abcdef".printable(limit: 6) == "abcdef")
        #expect("abcdefg".printable(limit: 6) == "abcdef… (7 bytes)")
    }

    @Test("Each category has an exit code of its own")
    func exitCodes() {
        let codes = ErrorCategory.allCases.map(\.exitCode)
        #expect(Set(codes).count == codes.count)
        #expect(!codes.contains(0))
    }
}
