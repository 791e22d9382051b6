import MarkupKit
import Testing

@Suite("Markdown as a tree")
struct MarkupDocumentTests {
    private func blocks(_ text: String) throws -> [MarkupBlock] {
        try MarkupDocument(parsing: text).blocks
    }

    @Test("Blocks know their kind and their lines")
    func blocksAndLines() throws {
        let found = try blocks(
            """
            # Title

            Two
            lines.

            - one
            - two
              * inner

            ```bash x
            make

            test
            ```
            ---
            > quoted
            """
        )
        #expect(found.map(\.lines) == [1...1, 3...4, 6...8, 10...14, 15...15, 16...16])
        #expect(found[0].kind == .heading(level: 1, text: text("Title")))
        #expect(found[1].kind == .paragraph(text("Two lines.")))
        #expect(found[3].kind == .code(info: "bash x", literal: "make\n\ntest\n"))
        #expect(found[4].kind == .rule)
        #expect(
            found[5].kind
                == .quote([MarkupBlock(kind: .paragraph(text("quoted")), lines: 16...16)])
        )
        guard case .list(let isOrdered, let items) = found[2].kind else {
            Issue.record("no list")
            return
        }
        #expect(!isOrdered)
        #expect(items.map(\.lines) == [6...6, 7...8])
        #expect(items[1].blocks.count == 2)
    }

    private func text(_ text: String) -> MarkupText {
        MarkupText(runs: [MarkupRun(text: text)])
    }

    @Test("Emphasis is known and does not change what is read")
    func emphasis() throws {
        guard case .paragraph(let styled) = try blocks("**What**: *a* `b c` <T> [d](e)")[0].kind
        else {
            Issue.record("no paragraph")
            return
        }
        #expect(styled.readable == "What: a `b c` <T> d (e)")
        #expect(styled.plain == "What: a b c <T> d (e)")
        #expect(styled.runs.first == MarkupRun(text: "What", style: .strong))
        #expect(styled.runs.contains(MarkupRun(text: "a", style: .emphasis)))
        #expect(styled.runs.contains(MarkupRun(text: "b c", style: .code)))
    }

    @Test("Text that is not UTF-8 is refused with its line and byte")
    func notUTF8() {
        let bytes = Array("ok\nno ".utf8) + [0x97] + Array(" dash\n".utf8)
        #expect(throws: MarkupError(.notUTF8(byte: 0x97, offset: 6), line: 2)) {
            try MarkupDocument(parsing: bytes)
        }
    }

    @Test("Text over the limit is refused, with both sizes")
    func tooLarge() {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 256 * 1024 + 1)
        #expect(throws: MarkupError(.tooLarge(bytes: 262_145, limit: 262_144), line: 1)) {
            try MarkupDocument(parsing: bytes)
        }
        #expect(throws: MarkupError(.tooLarge(bytes: 4, limit: 3), line: 1)) {
            try MarkupDocument(parsing: "four", limits: MarkupLimits(bytesMax: 3))
        }
    }

    @Test("NUL and other control characters are survived")
    func controlCharacters() throws {
        guard case .paragraph(let text) = try blocks("a\0b\u{1B}[1mc\u{8}")[0].kind else {
            Issue.record("no paragraph")
            return
        }
        #expect(text.plain == "a\u{FFFD}b\u{1B}[1mc\u{8}")
    }
}
