import MarkupKit
import ReportKit
import Testing
import XMLKit

@Suite("Large reports")
struct LargeReportTests {
    @Test("A line of a megabyte is written whole in each format, and read back")
    func longLine() throws {
        for piece in ["a|*_<`[日", "\u{202E}"] {
            let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
            let document = ReportDocument(
                title: "t",
                blocks: [
                    .paragraph(ReportText("x" + text + "x")), .preformatted(text),
                    .table(ReportTable(columns: ["a"], rows: [[ReportText(text)], [.code(text)]])),
                ]
            )
            let html = document.written(as: .html)
            _ = try XMLElement.read(Array(html.drop { $0 != "\n" }.utf8))
            var limits = MarkupLimits()
            limits.bytesMax = 1 << 26
            let markdown = document.written(as: .markdown)
            let blocks = try MarkupDocument(parsing: markdown, limits: limits).blocks
            #expect(blocks.count == 4, "\(piece)")
            guard case .paragraph(let read) = blocks[1].kind else {
                Issue.record("no paragraph: \(piece)")
                continue
            }
            let isHidden = piece == "\u{202E}"
            let shown = isHidden ? text.replacing(piece, with: "\\u{202e}") : text
            #expect(read.plain == "x" + shown + "x", "\(piece)")
        }
    }

    @Test("Lists and sections within each other are written to any depth that somebody makes")
    func deep() throws {
        var item = ReportItem("leaf")
        var section = ReportSection("leaf")
        for level in 0..<20 {
            item = ReportItem("level \(level)", [item])
            section = ReportSection("level \(level)", [], sections: [section])
        }
        let document = ReportDocument(title: "t", blocks: [.list([item])], sections: [section])
        let html = document.written(as: .html)
        _ = try XMLElement.read(Array(html.drop { $0 != "\n" }.utf8))
        let markdown = document.written(as: .markdown)
        #expect(markdown.contains(String(repeating: "  ", count: 20) + "- leaf\n"))
        #expect(!markdown.contains("#######"))
    }
}
