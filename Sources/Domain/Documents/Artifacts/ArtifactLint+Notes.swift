import MarkupKit
import Model

// Notes that are kept while somebody works: each entry begins with its time.
extension ArtifactLint {
    /// Where an entry begins, and what stands there.
    private typealias Entry = (line: Int, text: String)

    func notes(_ text: LeftText) -> [ArtifactFault] {
        let entries = Self.entries(in: text)
        guard !entries.isEmpty else {
            return [ArtifactFault(.empty, "No entry is in it.", hint: Self.form)]
        }
        var faults: [ArtifactFault] = []
        var last: (time: Timestamp, line: Int)?
        for entry in entries {
            guard let time = Self.time(at: entry.text) else {
                faults.append(
                    ArtifactFault(
                        .noTime,
                        line: entry.line,
                        "The entry does not begin with a time: "
                            + "'\(entry.text.printable(limit: 60))'.",
                        hint: Self.form
                    )
                )
                continue
            }
            if time > moment + Self.clockSlack {
                faults.append(
                    ArtifactFault(
                        .future,
                        line: entry.line,
                        "The entry is of \(time.text), which was still to come at "
                            + "\(moment.text).",
                        hint: "Write the time at which it was noted."
                    )
                )
            }
            if let last, time < last.time {
                faults.append(
                    ArtifactFault(
                        .order,
                        line: entry.line,
                        "The entry of \(time.text) stands after that of \(last.time.text) on "
                            + "line \(last.line).",
                        hint: "Add what is new at the end."
                    )
                )
            } else {
                last = (time, entry.line)
            }
        }
        return faults
    }

    private static let form =
        "Begin each entry with its time as RFC 3339 has it: `## 2026-01-05T09:00:00Z What I did`."

    /// The headings of the second level; without any, the items of lists and the lines of
    /// paragraphs, of which those that go on from one with a time belong to it.
    private static func entries(in text: LeftText) -> [Entry] {
        let headings = text.parts.filter { $0.level == 2 }
        if !headings.isEmpty { return headings.map { ($0.line, $0.heading) } }
        return text.blocks.flatMap { block -> [Entry] in
            switch block.kind {
            case .list(_, let items):
                return items.map { ($0.lines.lowerBound, Self.words(of: $0, in: text)) }
            case .paragraph:
                let lines = block.lines.map { ($0, text.line($0)) }
                return lines.enumerated().filter { $0.offset == 0 || time(at: $0.element.1) != nil }
                    .map(\.element)
            case .quote, .code: return [(block.lines.lowerBound, text.line(block.lines.lowerBound))]
            case .heading, .html, .rule: return []
            }
        }
    }

    private static func words(of item: MarkupItem, in text: LeftText) -> String {
        if case .paragraph(let words)? = item.blocks.first?.kind { return words.plain }
        return text.line(item.lines.lowerBound)
    }

    /// The time that a text begins with, in brackets or not.
    private static func time(at text: String) -> Timestamp? {
        let marks: Set<Character> = ["[", "(", "*", "_", "`"]
        let start = text.drop { $0.isWhitespace || marks.contains($0) }
        let word = start.prefix { !$0.isWhitespace && !"])*_`,;".contains($0) }
        // A colon may follow it; the zone ends with none.
        let time = word.last == ":" ? word.dropLast() : word
        guard isWhole(time) else { return nil }
        return Timestamp(time.uppercased())
    }

    /// Whether a time has its date, its seconds and its zone, as RFC 3339 wants.
    private static func isWhole(_ time: Substring) -> Bool {
        let bytes = Array(time.utf8)
        return bytes.count >= 20 && (bytes[10] | 32) == UInt8(ascii: "t")
            && bytes[16] == UInt8(ascii: ":")
    }
}
