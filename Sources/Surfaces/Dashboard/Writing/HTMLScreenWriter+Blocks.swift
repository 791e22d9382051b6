import MarkupKit
import Model
import Operations
import ReportKit

// The pieces of a page.
extension HTMLScreenWriter {
    mutating func write(_ block: ScreenBlock, in title: String) {
        switch block {
        case .text(let text): html.element("p", text)
        case .facts(let facts): write(facts)
        case .grid(let grid): write(grid, in: title)
        case .cards(let cards, let emptiness): write(cards, emptiness)
        case .board(let columns): write(columns)
        case .thread(let entries, let emptiness): write(entries, emptiness)
        case .diagram(let diagram): write(diagram)
        case .lanes(let lanes): write(lanes)
        case .chart(let chart): write(chart)
        case .markup(let text): write(markup: text)
        case .lines(let text, let kind): write(text, kind)
        case .patch(let patch): write(patch)
        case .list(let items):
            html.element("ul") { html in
                for item in items { html.element("li", item) }
            }
        case .actions(let actions): write(actions)
        case .filters(let filters): if form == .live { write(filters) }
        case .turns(let turns): write(turns)
        case .more(let summary, let blocks):
            html.open("details")
            html.element("summary", summary)
            for block in blocks { write(block, in: title) }
            html.close("details")
        case .report(let blocks, let title):
            regions += 1
            html.append(
                raw: HTMLReportWriter.fragment(
                    shortened(blocks),
                    titled: title,
                    names: "r\(regions)-"
                )
            )
        }
        html.newline()
    }

    private mutating func write(_ facts: [ScreenFact]) {
        guard !facts.isEmpty else { return }
        html.open("dl", ["class": "facts"])
        for fact in facts {
            html.open("div")
            html.element("dt", fact.name)
            html.open("dd")
            write(fact.value)
            html.close("dd")
            html.close("div")
        }
        html.close("dl")
    }

    mutating func write(_ cell: GridCell) {
        switch cell {
        case .text(let text): html.write(text)
        case .badge(let badge): write(badge)
        case .moment(let moment): write(moment)
        case .number(let number): html.write(String(number))
        case .duration(let duration): html.write(duration.brief)
        case .actions(let actions): write(actions)
        case .none: html.element("span", ["class": "none"], "–")
        }
    }

    mutating func write(_ badge: Badge) {
        html.element("span", ["class": "state", "data-tone": badge.tone.rawValue]) { html in
            html.element("span", ["class": "glyph", "aria-hidden": "true"], badge.glyph)
            html.write(" " + badge.word.replacing("_", with: " "))
        }
    }

    mutating func write(_ moment: Timestamp) {
        let words = form == .live ? moment.relative(to: now) : moment.text
        html.element(
            "time",
            ["datetime": moment.text, "data-ago": "", "title": moment.text],
            words
        )
    }

    /// The most rows that have a line for each value on a phone; in longer tables they share lines.
    static let roomyMax = 10

    private mutating func write(_ grid: Grid, in title: String) {
        guard !grid.rows.isEmpty else {
            html.element("p", ["class": "empty"], grid.emptiness)
            return
        }
        regions += 1
        let name = "g\(regions)"
        let (rows, turns) = turned(grid.rows)
        let style = rows.count > Self.roomyMax ? "wide compact" : "wide"
        html.open(
            "div",
            ["class": style, "role": "group", "aria-labelledby": name, "tabindex": "0"]
        )
        html.open("table")
        // What the heading above says is not said twice to who sees both.
        let isSaid = grid.captionWithCount == title
        html.element(
            "caption",
            ["id": name, "class": isSaid ? "aloud" : nil],
            grid.captionWithCount
        )
        html.element("thead") { html in
            html.element("tr") { html in
                for column in grid.columns {
                    html.element(
                        "th",
                        [
                            "scope": "col", "class": column.isNumeric ? "number" : nil,
                            "data-unit": column.isNumeric && !grid.unit.isEmpty ? grid.unit : nil,
                        ],
                        column.name
                    )
                }
            }
        }
        html.open("tbody")
        for row in rows {
            html.newline()
            html.open("tr", ["id": row.id])
            for (column, cell) in zip(grid.columns, row.cells) {
                html.open(
                    "td",
                    [
                        "data-label": column.name,
                        "class": column.isNumeric ? "number" : cell.manner?.rawValue,
                    ]
                )
                write(cell)
                html.close("td")
            }
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
        html.close("div")
        if let turns { write(turns) }
    }

    private mutating func write(_ cards: [Card], _ emptiness: String) {
        guard !cards.isEmpty else {
            html.element("p", ["class": "empty"], emptiness)
            return
        }
        let (shown, turns) = turned(cards, by: Self.largeMax)
        for card in shown {
            html.open(
                "article",
                ["class": "card", "id": card.id, "data-tone": card.badge.tone.rawValue]
            )
            write(card, heading: "h3")
            html.close("article")
            html.newline()
        }
        if let turns { write(turns) }
    }

    private mutating func write(_ card: Card, heading: String) {
        html.open(heading)
        write(card.badge)
        html.write(" ")
        html.write(card.title)
        html.close(heading)
        write(meta: card.meta)
        for line in card.lines { html.element("p", line) }
        if !card.actions.isEmpty { write(card.actions) }
    }

    /// Who, where, since when: one after another.
    mutating func write(meta: [GridCell]) {
        guard !meta.isEmpty else { return }
        html.open("p", ["class": "meta"])
        for (index, cell) in meta.enumerated() {
            if index > 0 { html.write(" · ") }
            write(cell)
        }
        html.close("p")
    }

    private mutating func write(_ columns: [BoardColumn]) {
        html.open("div", ["class": "board"])
        for column in columns {
            regions += 1
            let name = "c\(regions)"
            html.open("section", ["class": "column", "aria-labelledby": name])
            html.element("h3", ["id": name], "\(column.title) \(column.total)")
            html.open("ol")
            for card in column.cards {
                html.open(
                    "li",
                    ["class": "card", "id": card.id, "data-tone": card.badge.tone.rawValue]
                )
                write(card, heading: "h4")
                html.close("li")
            }
            html.close("ol")
            if column.cards.count < column.total {
                let more = "\(column.total - column.cards.count) more \(column.title)"
                html.element("p", ["class": "meta"], .link(more, to: column.address))
            }
            html.close("section")
        }
        html.close("div")
    }

    /// A patch is a text with notes between its lines.
    private mutating func write(_ patch: Patch) { write(patch.text, .diff, patch) }

    private mutating func write(_ text: String, _ kind: LineKind, _ patch: Patch? = nil) {
        html.open("pre", ["class": kind.rawValue, "tabindex": "0"])
        var left = Self.linesBytesMax
        let kept = text.hasSuffix("\n") ? text.dropLast() : text[...]
        let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
        for note in patch?.notes(under: 0) ?? [] { write(note) }
        for (index, line) in lines.enumerated() {
            left -= line.utf8.count + 1
            guard left > 0 else {
                html.write("… (\(text.utf8.count) bytes in all)\n")
                break
            }
            let style =
                kind == .diff ? Self.style(ofDiff: line, namesFiles: patch == nil) : nil
            if let style { html.open("span", ["class": style]) }
            html.write(line: String(line))
            if style != nil { html.close("span") }
            html.newline()
            for note in patch?.notes(under: index + 1) ?? [] { write(note) }
        }
        html.close("pre")
    }

    private mutating func write(_ note: Patch.Note) {
        html.open("span", ["class": "finding", "data-tone": note.badge.tone.rawValue])
        write(note.badge)
        html.write(" ")
        html.write(note.text)
        html.close("span")
        html.newline()
    }

    private static let linesBytesMax = 64 * 1024

    /// - Parameter namesFiles: Whether lines that name files are among them.
    private static func style(ofDiff line: Substring, namesFiles: Bool) -> String? {
        switch true {
        case namesFiles && ["+++", "---", "diff "].contains { line.hasPrefix($0) }: "file"
        case line.hasPrefix("+"): "add"
        case line.hasPrefix("-"): "del"
        case line.hasPrefix("@@"): "at"
        default: nil
        }
    }

    // MARK: - Texts of others

    /// A text in Markdown; what can't be read as that is shown as lines.
    mutating func write(markup text: String) {
        let blocks: [MarkupBlock]
        do {
            blocks = try MarkupDocument(parsing: text).blocks
        } catch {
            write(text, .plain)
            return
        }
        html.open("div", ["class": "prose"])
        for block in blocks { write(block) }
        html.close("div")
    }

    private mutating func write(_ block: MarkupBlock) {
        switch block.kind {
        case .heading(let level, let text):
            let tag = "h\(min(level + 2, 6))"
            html.open(tag)
            write(text)
            html.close(tag)
        case .paragraph(let text):
            html.open("p")
            write(text)
            html.close("p")
        case .list(let isOrdered, let items):
            let tag = isOrdered ? "ol" : "ul"
            html.open(tag)
            for item in items {
                html.open("li")
                for block in item.blocks { write(block) }
                html.close("li")
            }
            html.close(tag)
        case .code(_, let literal): write(literal, .plain)
        case .quote(let blocks):
            html.open("blockquote")
            for block in blocks { write(block) }
            html.close("blockquote")
        case .html(let text): write(text, .plain)
        case .rule: html.open("hr")
        }
    }

    private mutating func write(_ text: MarkupText) {
        for run in text.runs {
            switch true {
            case run.style.contains(.code): html.element("code", run.text)
            case run.style.contains(.strong): html.element("strong", run.text)
            case run.style.contains(.emphasis): html.element("em", run.text)
            default: html.write(run.text)
            }
        }
    }
}

/// How a value is set among others.
enum CellManner: String {
    /// A name that does not break.
    case key
    /// Names among other words, none of which breaks.
    case keys
    /// A path, which breaks anywhere rather than push others out of sight.
    case path
    /// Words that have lines of their own where values share lines.
    case long
}

extension GridCell {
    var manner: CellManner? {
        switch self {
        case .actions: return .long
        case .badge, .moment, .number, .duration, .none: return nil
        case .text(let text):
            let plain = text.plain
            let isShort = text.runs.allSatisfy { $0.text.utf8.count <= Self.keyMax }
            let breaks =
                plain.utf8.contains(UInt8(ascii: "-"))
                || plain.utf8.contains(UInt8(ascii: "/"))
            guard plain.contains(" ") else {
                return breaks ? (plain.utf8.count <= Self.keyMax ? .key : .path) : nil
            }
            if text.runs.count > 1, isShort, breaks { return .keys }
            return plain.utf8.count > Self.keyMax ? .long : nil
        }
    }

    /// The longest name that is kept in one line.
    private static let keyMax = 32
}

extension Grid {
    /// The caption, with how many there are in all where these are the first.
    var captionWithCount: String {
        guard let total, total > rows.count else { return caption }
        return "\(caption): \(rows.count) of \(total)"
    }
}
