import MarkupKit
import Testing

@Suite("Hostile Markdown")
struct HostileMarkupTests {
    private static let size = 256 * 1024

    /// Text made of one piece over and over, up to the limit.
    private static func filled(_ piece: String, after start: String = "") -> String {
        let rest = max(0, size - start.utf8.count)
        let body = String(repeating: piece, count: rest / piece.utf8.count)
        return start + body
    }

    private static let pieces = [
        ">", "> ", "- ", "* - ", "1. ", ">- ", "*", "*a ", "*a **a ", "_a __a ", "***a ", "a* ",
        "[", "![", "[a](", "[a](<b", "![l", "]", "[]", "[a][] ", "`", "`a ``b ", "<", "<? ", "<!A ",
        "<![CDATA[", "<!--", "<a b=\"", "</a ", "&", "&#x", "&a", "[a]: b\n", "```\n", "<a:",
        "a  \n",
        "a\n=\n", "*_", "a**b_c* ", "\\", "\0", "<div>\n", "| a ", "|-", "*a_b*_", "**a *b* ", "\t",
        " ", "\n", "\r", "~", "#", "=", "x\n- ",
    ]

    @Test(
        "A quarter megabyte of any one mark is read or refused within a second",
        arguments: pieces
    )
    func repeated(piece: String) throws {
        // Marks within a line are another part of the parser than those that start one.
        let isInline = piece.first.map { "*_[]!`<&\\".contains($0) } ?? false
        for start in isInline ? ["", "x "] : [""] {
            try Self.expectQuick(Self.filled(piece, after: start), "\(start.debugDescription)")
        }
    }

    @Test("Deep nesting before many lines is refused or read within a second")
    func nesting() throws {
        let lists = String(repeating: "- ", count: 60_000) + "a\n"
        try Self.expectQuick(Self.filled("\n", after: lists), "lists, then blank lines")
        let quotes = String(repeating: ">", count: 130_000) + "a\n"
        try Self.expectQuick(Self.filled("a\n", after: quotes), "quotes, then lazy lines")
        let allowed = String(repeating: "- ", count: 199) + "a\n"
        try Self.expectQuick(Self.filled("\n", after: allowed), "as deep as the margin allows")
        let steps = (0..<200).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined()
        try Self.expectQuick(Self.filled("\n", after: steps), "a step a line")
        let tabs = (0..<100).map { String(repeating: "\t", count: $0) + "- a\n" }.joined()
        try Self.expectQuick(Self.filled("\n", after: tabs), "a tab a line")
    }

    @Test("References cannot multiply a long definition")
    func references() throws {
        let definition = "[a]: " + String(repeating: "x", count: 130_000) + "\n\n"
        try Self.expectQuick(Self.filled("[a]", after: definition), "one long definition")
        let many = (0..<9000).map { "[\($0)]: u\n" }.joined() + "\n"
        try Self.expectQuick(Self.filled("[7] ", after: many), "many definitions")
    }

    @Test("The refusals name what is wrong and where")
    func refusals() {
        let lists = "fine\n" + String(repeating: "- ", count: 300) + "a\n"
        #expect(throws: MarkupError(.tooDeep, line: 2)) { try MarkupDocument(parsing: lists) }
        let quotes = String(repeating: "> ", count: 150) + "a"
        #expect(throws: MarkupError(.tooDeep, line: 1)) { try MarkupDocument(parsing: quotes) }
        #expect(throws: MarkupError(.tooCostly, line: 3)) {
            try MarkupDocument(parsing: Self.filled("<? ", after: "a\n\nx "))
        }
    }

    @Test("Random bytes and random marks never bring the reader down", arguments: 1...4)
    func random(seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<100 {
            var bytes: [UInt8] = []
            for _ in 0..<next(2000) {
                if next(20) == 0 {
                    bytes.append(UInt8(next(256)))
                } else {
                    bytes += Array(Self.pieces[next(Self.pieces.count)].utf8)
                }
            }
            do {
                _ = try MarkupDocument(parsing: bytes)
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    private static func expectQuick(_ text: String, _ name: Comment) throws {
        let taken = try ProcessorTime.measure {
            // Both answers are right; only the time counts.
            _ = try? MarkupDocument(parsing: text)
        }
        #expect(taken < .seconds(1), name)
    }
}
