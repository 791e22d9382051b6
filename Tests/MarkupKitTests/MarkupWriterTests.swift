import MarkupKit
import Testing

@Suite("Writing Markdown")
struct MarkupWriterTests {
    private static let lines = [
        "plain", "under_score and * star", "*emphasis*", "_x_", "`code` and `more`", "`", "``",
        "a`b",
        "`` a`b ``", "# heading", "- item", "+ item", "1. item", "1) item", "> quote", "```", "~~~",
        "    indented", "\tindented", "---", "===", "[link](url)", "[a]: b", "![image](x)",
        "<b>html</b>",
        "<!-- comment", "<https://a.b>", "&amp;", "&", "a\\", "\\*", "a\\nb", "tail\\",
        "two  blanks",
        "| a | b |", "[x] done", "src/a_b/*.swift", "Arc<dyn T>", "§2.3 → ok ✅", "\u{1B}[31mred",
        "\u{202E}abc", "e\u{301}", ":\u{301}", "«»", "a\u{A0}b", "- - -", "* * *", "#hash", "!bang",
        "$(rm -rf /)", "“quotes”", "http://a.b/c_d_e", "**", "***x", "x***", "[", "]", "(", "a <b",
        "&#35;",
    ]

    @Test("A line is read back as it was written", arguments: lines, [true, false])
    func roundTrip(line: String, isAlways: Bool) throws {
        let written = MarkupWriter.line(line, escaping: isAlways ? .always : .asNeeded)
        for (prefix, label) in [("- ", ""), ("- **KEY**: ", "KEY: "), ("", "")] {
            // A paragraph of its own is only promised when every mark is escaped.
            if prefix.isEmpty, !isAlways { continue }
            let document = try MarkupDocument(parsing: prefix + written + "\n")
            #expect(Self.onlyText(document) == label + line, "\(written)")
        }
    }

    private static func onlyText(_ document: MarkupDocument) -> String? {
        guard document.blocks.count == 1 else { return nil }
        switch document.blocks[0].kind {
        case .paragraph(let text): return text.readable
        case .list(_, let items):
            guard items.count == 1, items[0].blocks.count == 1,
                case .paragraph(let text) = items[0].blocks[0].kind
            else { return nil }
            return text.readable
        default: return nil
        }
    }

    @Test("Text that needs no escaping gets none")
    func noNeedlessEscaping() {
        for line in ["src/my_file_name.rs", "`just pre-work` passes (2 tests).", "a -> b", "1 < 2"]
        {
            #expect(MarkupWriter.line(line) == line)
        }
    }

    @Test("Code is fenced by more backticks than it has")
    func blocks() throws {
        for literal in ["make\n", "```\n````\n", "\n\na\n\n", "  indented\n\ttab\n", "~~~\n"] {
            let fenced = MarkupWriter.block(literal, info: "bash", indent: "  ")
            let document = try MarkupDocument(parsing: "- X:\n" + fenced + "\n")
            guard case .list(_, let items) = document.blocks[0].kind, items[0].blocks.count == 2
            else {
                Issue.record("no list with a block: \(fenced)")
                continue
            }
            #expect(items[0].blocks[1].kind == .code(info: "bash", literal: literal))
        }
    }
}
