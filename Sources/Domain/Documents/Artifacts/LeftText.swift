import MarkupKit

/// A document that an agent left: its lines, and the headings among them.
struct LeftText {
    /// A heading, with the lines up to the next one.
    struct Part: Hashable {
        let level: Int
        let heading: String
        let line: Int
        /// The lines below the heading; none where the next follows at once.
        var body: Range<Int>
    }

    private let source: SourceLines
    let blocks: [MarkupBlock]
    /// In their order.
    private(set) var parts: [Part] = []

    /// The most bytes of such a document.
    static let bytesMax = 1 << 20

    init(_ bytes: [UInt8]) throws(MarkupError) {
        blocks = try MarkupDocument(parsing: bytes).blocks
        source = SourceLines(String(decoding: bytes, as: UTF8.self))
        for block in blocks {
            guard case .heading(let level, let text) = block.kind else { continue }
            let (first, after) = (block.lines.lowerBound, block.lines.upperBound + 1)
            if !parts.isEmpty {
                let start = parts[parts.count - 1].body.lowerBound
                parts[parts.count - 1].body = start..<max(start, first)
            }
            parts.append(
                Part(
                    level: level,
                    heading: text.plain,
                    line: first,
                    body: after..<max(after, source.count + 1)
                )
            )
        }
    }

    /// The text of a line, from 1.
    func line(_ number: Int) -> String { source[number] }

    /// The part with that heading, and those below it.
    func section(_ heading: String) -> [Part]? {
        let name = ReportSections.folded(heading)
        guard let place = parts.firstIndex(where: { ReportSections.folded($0.heading) == name })
        else { return nil }
        let below = parts[(place + 1)...].prefix { $0.level > parts[place].level }
        return [parts[place]] + below
    }

    /// Whether something is said in these lines: blanks and remarks say nothing.
    func says(_ lines: some Sequence<Int>) -> Bool {
        var isRemark = false
        for number in lines {
            var rest = Substring(line(number))
            while !rest.isEmpty {
                if isRemark {
                    guard let end = rest.firstRange(of: "-->") else { break }
                    rest = rest[end.upperBound...]
                    isRemark = false
                } else {
                    let start = rest.firstRange(of: "<!--")
                    let said = rest[..<(start?.lowerBound ?? rest.endIndex)]
                    if said.contains(where: { !$0.isWhitespace }) { return true }
                    guard let start else { break }
                    rest = rest[start.upperBound...]
                    isRemark = true
                }
            }
        }
        return false
    }
}
