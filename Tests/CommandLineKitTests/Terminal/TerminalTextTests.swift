import CommandLineKit
import TestSupport
import Testing

@Suite("Text on a terminal")
struct TerminalTextTests {
    @Test(
        "takes as many columns as a terminal shows",
        arguments: [
            ("", 0), ("abc", 3), ("größe", 5), ("e\u{301}", 1), ("本日", 4), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("👍", 2), ("👍🏽", 2), ("👩🏽‍🚀", 2),
            ("🇩🇪", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("…", 1), ("─", 1),
            ("a\u{200B}b", 2), ("\u{1B}", 0), ("क्षि", 3), ("→", 1), ("✓", 1), ("✅", 2),
            ("漢字", 4), ("🦊", 2), ("▶", 1), ("한글", 4), ("ｆ", 2), ("ﾊ", 1),
        ]
    )
    func width(_ text: String, _ columns: Int) {
        #expect(text.displayWidth == columns)
    }

    @Test(
        "is cut to a width with an ellipsis, never in the middle of a letter",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
            ("本日本", 6, "本日本"), ("本日本", 5, "本日…"), ("本日本", 4, "本…"), ("👩🏽‍🚀👩🏽‍🚀", 3, "👩🏽‍🚀…"),
        ]
    )
    func truncation(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.truncated(toWidth: width) == cut)
        #expect(text.truncated(toWidth: width).displayWidth <= width)
    }

    @Test("is cut with the ellipsis that the terminal can show")
    func plainEllipsis() {
        #expect("abcdef".truncated(toWidth: 5, ellipsis: "...") == "ab...")
        #expect("abcdef".truncated(toWidth: 3, ellipsis: "...") == "...")
        #expect("abcdef".truncated(toWidth: 2, ellipsis: "...") == "")
    }

    @Test("is padded by columns, not by letters")
    func padding() {
        #expect("本".padded(toWidth: 4) + "|" == "本  |")
        #expect("long".padded(toWidth: 2) == "long")
    }

    @Test("is wrapped at spaces, and a word only where it is wider than a line")
    func wrapping() {
        #expect("one two three".wrapped(toWidth: 7) == ["one two", "three"])
        #expect("  one   two ".wrapped(toWidth: 80) == ["one two"])
        #expect("abcdefgh ij".wrapped(toWidth: 3) == ["abc", "def", "gh", "ij"])
        #expect("日本語日本語".wrapped(toWidth: 5) == ["日本", "語日", "本語"])
        #expect("".wrapped(toWidth: 5) == [])
        #expect("日本".wrapped(toWidth: 0) == ["日", "本"])
    }

    @Test(
        "is never wrapped wider than asked, and loses no letter",
        arguments: 1...10 as ClosedRange<UInt64>
    )
    func wrappingProperty(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<200 {
            let letters = ["a", "b", " ", "本", "👩🏽‍🚀", "e\u{301}"]
            let text = (0..<random.number(in: 0...40)).map { _ in random.pick(letters) }.joined()
            let width = random.number(in: 2...20)
            let lines = text.wrapped(toWidth: width)
            #expect(
                lines.allSatisfy { $0.displayWidth <= width && !$0.isEmpty },
                "seed \(seed), round \(round)"
            )
            #expect(
                lines.joined().filter { $0 != " " } == text.filter { $0 != " " },
                "seed \(seed), round \(round)"
            )
        }
    }
}
