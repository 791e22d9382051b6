import MarkupKit
import ReportKit
import Testing

@Suite("Reports as Markdown")
struct MarkdownReportTests {
    @Test("Read as Markdown, a hostile text is the text that it is, wherever it stands")
    func roundTrip() throws {
        for (text, shown) in HostileTexts.all {
            let markdown = HostileTexts.report(of: text).written(as: .markdown)
            let blocks = try MarkupDocument(parsing: markdown).blocks.map(\.kind)
            let note: Comment = "\(text.debugDescription):\n\(markdown)"
            try #require(blocks.count == 12, note)
            #expect(blocks[0].heading == [1: shown], note)
            #expect(blocks[1].paragraph == "Made at \(shown).", note)
            #expect(blocks[2].paragraph == shown, note)
            #expect(blocks[3].heading == [2: shown], note)
            #expect(blocks[4].items == ["\(shown): \(shown)"], note)
            #expect(blocks[5].paragraph == shown, note)
            // GitHub's tables are off in our reader: the rows are one paragraph.
            let table = try #require(blocks[6].paragraph, note)
            #expect(table.hasPrefix("| \(shown) | b | | --- | --- | | \(shown) |"), note)
            #expect(blocks[7].items?.first == shown, note)
            #expect(blocks[8].items == ["[x] \(shown)"], note)
            #expect(blocks[9].code == text.lines.joined(separator: "\n"), note)
            #expect(blocks[10].paragraph == shown, note)
            #expect(blocks[11].code?.hasPrefix("graph TD\n    n0[\"") == true, note)
        }
    }

    @Test("A row has as many bars as it has columns, whatever its texts hold")
    func bars() {
        for (text, _) in HostileTexts.all {
            let table = ReportTable(
                columns: ["a", "b"],
                rows: [[ReportText(text), .code(text)], [.strong(text), .link(text, to: text)]]
            )
            let report = ReportDocument(title: "t", blocks: [.table(table)])
            let rows = report.written(as: .markdown).split(separator: "\n").dropFirst()
            #expect(rows.count == 4)
            for row in rows {
                #expect(Self.bars(in: row) == 3, "\(text.debugDescription): \(row)")
            }
        }
    }

    @Test("Nothing in a hostile text becomes a link, HTML or emphasis")
    func onlyText() throws {
        for (text, _) in HostileTexts.all {
            let report = ReportDocument(
                title: text,
                blocks: [
                    .paragraph(ReportText(text)),
                    .paragraph("x " + .link(text, to: "javascript:x")),
                ]
            )
            let document = try MarkupDocument(parsing: report.written(as: .markdown))
            for block in document.blocks {
                for run in block.kind.runs {
                    #expect(run.style.isEmpty, "\(text.debugDescription): \(run)")
                }
            }
        }
    }

    @Test("Names and sentences that need no escapes have none")
    func readable() {
        let plain = "P07-B4 a_codex_plan waits: 2 of 3 (see docs/a_b.md), R&D, 1 < 2? no."
        let report = ReportDocument(title: "t", blocks: [.paragraph(ReportText(plain))])
        let expected = plain.replacing("1 < 2", with: "1 \\< 2")
        #expect(report.written(as: .markdown) == "# t\n\n\(expected)\n")
    }

    @Test("A link leads where it says, and only to pages, files and anchors")
    func links() {
        let good = [
            "https://a.b/c?d=e&f=g": "https://a.b/c?d=e&amp;f=g",
            "docs/a b.md#c": "docs/a%20b.md#c",
            "#x": "#x", "a(b).md": "a%28b%29.md", "mailto:a@b.c": "mailto:a@b.c",
        ]
        for (target, address) in good {
            let report = ReportDocument(title: "t", blocks: [.paragraph(.link("l", to: target))])
            #expect(report.written(as: .markdown) == "# t\n\n[l](\(address))\n")
        }
        for target in [
            "javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "java\tscript:x",
            "data:text/html,x",
            "vbscript:x", "file:///etc/passwd", "//evil.example", "\\\\evil.example", "/\\evil",
            "javascript:\u{301}x", "//\u{301}evil", "",
        ] {
            let report = ReportDocument(title: "t", blocks: [.paragraph(.link("l", to: target))])
            #expect(!report.written(as: .markdown).contains("]("), "\(target)")
            #expect(!report.written(as: .html).contains("<a "), "\(target)")
        }
    }

    private static func bars(in row: Substring) -> Int {
        var count = 0
        var isEscaped = false
        for byte in row.utf8 {
            if byte == UInt8(ascii: "|"), !isEscaped { count += 1 }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return count
    }
}

extension MarkupBlock.Kind {
    fileprivate var heading: [Int: String]? {
        if case .heading(let level, let text) = self { [level: text.plain] } else { nil }
    }

    fileprivate var paragraph: String? {
        if case .paragraph(let text) = self { text.plain } else { nil }
    }

    fileprivate var items: [String]? {
        guard case .list(_, let items) = self else { return nil }
        return items.map { $0.blocks.first?.kind.paragraph ?? "?" }
    }

    fileprivate var code: String? {
        guard case .code(_, let literal) = self else { return nil }
        return literal.hasSuffix("\n") ? String(literal.dropLast()) : literal
    }

    fileprivate var runs: [MarkupRun] {
        switch self {
        case .heading(_, let text), .paragraph(let text): text.runs
        case .list, .code, .quote, .html, .rule: [MarkupRun(text: "?", style: .html)]
        }
    }
}

extension String {
    /// What a block of code is to show for it, by scalars.
    fileprivate var lines: [String] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.enumerated().map { index, scalar in
                let isEnd = scalar == "\r" && index == line.count - 1
                if isEnd { return "" }
                return scalar.isShownRaw || scalar == "\t"
                    ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            }.joined()
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isShownRaw: Bool {
        !([0x202E, 0x200B, 0xE0041, 0xFFFE, 0x2028, 0xFE00].contains(value) || value < 0x20)
    }
}
