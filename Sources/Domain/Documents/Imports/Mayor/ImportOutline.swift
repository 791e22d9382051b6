import MarkupKit

/// A Markdown text as its headings and what stands under each.
struct ImportOutline {
    /// A heading with what follows it up to the next one.
    struct Section {
        let title: String
        let level: Int
        /// The line of the heading; 1 for what stands before the first one.
        let line: Int
        var items: [Item] = []
        /// The lines of its paragraphs, tables among them.
        var paragraphs: [ClosedRange<Int>] = []
    }

    /// An item of a list.
    struct Item {
        let text: String
        let line: Int
    }

    let sections: [Section]
    let lines: SourceLines
    /// The lines of horizontal rules.
    let rules: [Int]

    init(_ text: String) throws(MarkupError) {
        let document = try MarkupDocument(parsing: text)
        var sections = [Section(title: "", level: 0, line: 1)]
        var rules: [Int] = []
        for block in document.blocks {
            switch block.kind {
            case .heading(let level, let text):
                sections.append(
                    Section(title: text.plain, level: level, line: block.lines.lowerBound)
                )
            case .list(_, let items):
                sections[sections.count - 1].items += items.flatMap(Self.items)
            case .paragraph: sections[sections.count - 1].paragraphs.append(block.lines)
            case .rule: rules.append(block.lines.lowerBound)
            case .code, .quote, .html: continue
            }
        }
        self.sections = sections
        self.rules = rules
        lines = SourceLines(text)
    }

    /// The title of the text: its first heading.
    var title: String? { sections.first { $0.level == 1 }?.title }

    /// The section of that title, whatever its case.
    func section(_ title: String) -> Section? {
        sections.first { $0.title.lowercased() == title.lowercased() }
    }

    /// What an item of the text says after a name and a colon.
    func field(_ name: String) -> (text: String, line: Int)? {
        for section in sections {
            for item in section.items {
                if let value = item.value(of: name) { return (value, item.line) }
            }
        }
        return nil
    }

    private static func items(_ item: MarkupItem) -> [Item] {
        var found: [Item] = []
        for block in item.blocks {
            switch block.kind {
            case .paragraph(let text) where found.isEmpty:
                found.append(Item(text: text.readable, line: item.lines.lowerBound))
            case .list(_, let items): found += items.flatMap(Self.items)
            default: continue
            }
        }
        return found
    }
}

extension ImportOutline.Item {
    /// What stands after a name and a colon; `nil` where the item is called otherwise.
    func value(of name: String) -> String? {
        guard text.hasPrefix(name + ":") else { return nil }
        return String(text.dropFirst(name.count + 1)[...].trimming { $0.isWhitespace })
    }

    /// The texts in backticks.
    var codes: [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// Whether it is a box, and if so whether it is checked.
    var box: Bool? {
        if text.hasPrefix("[x]") || text.hasPrefix("[X]") { return true }
        return text.hasPrefix("[ ]") ? false : nil
    }
}
