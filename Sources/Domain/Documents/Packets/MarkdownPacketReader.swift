import MarkupKit
import Model

/// Reads a packet from the Markdown of its document.
///
/// The library reads the Markdown; what is decided here is only which heading or label names which
/// part. A heading that names none takes all below it, deeper headings included, into a section of
/// its own.
struct MarkdownPacketReader {
    /// A heading with the blocks up to the next one.
    struct Section {
        let level: Int
        let heading: String
        /// The heading itself.
        let block: MarkupBlock
        let blocks: [MarkupBlock]
        /// The lines of the heading's text and all below it.
        let lines: Range<Int>
        /// The first line below the heading.
        let bodyStart: Int
    }

    let source: SourceLines
    private let sections: [Section]
    var builder = PacketBuilder()

    init(_ text: String) throws(DocumentError) {
        source = SourceLines(text)
        let frontMatter = try FrontMatterReader(source)
        if let frontMatter = frontMatter.frontMatter { builder.setFrontMatter(frontMatter) }
        // Empty lines in place of the front matter keep the numbers of those below it.
        let skipped = frontMatter.lineCount
        let blanks = String(repeating: "\n", count: skipped)
        let body = skipped == 0 ? text : blanks + source.text((skipped + 1)..<(source.count + 1))
        do {
            let document = try MarkupDocument(parsing: body)
            sections = Self.sections(of: document, from: skipped + 1, to: source.count + 1)
        } catch {
            throw DocumentError(error)
        }
    }

    /// Where each field was met first.
    var lines: [PacketField: Int] { builder.lines }

    mutating func packet() throws(DocumentError) -> Packet {
        var index = 0
        while index < sections.count {
            index = read(sections[index], at: index)
        }
        return builder.packet
    }

    /// Reads a section and answers where to go on.
    private mutating func read(_ section: Section, at index: Int) -> Int {
        if section.level == 0 {
            builder.addSection("", text(section), line: section.bodyStart)
            return index + 1
        }
        let isTitle = builder.lines[.title] == nil && section.level == 1
        if isTitle {
            builder.setTitle(section.heading, line: section.lines.lowerBound)
            builder.addSection("", text(section), line: section.bodyStart)
            return index + 1
        }
        let label = LabelledText(section.heading)
        guard let meaning = PacketNames.meaning(ofHeading: label?.label ?? section.heading) else {
            return readUnknown(section, at: index)
        }
        switch meaning {
        case .field(let field):
            return readField(field, label?.rest ?? "", at: index)
        case .container(let container):
            let rest = label?.rest ?? ""
            guard rest.isEmpty else { return readUnknown(section, at: index) }
            readContainer(container, section)
            return index + 1
        }
    }

    /// Reads a field that has a heading of its own, with the deeper headings below that name no
    /// other.
    private mutating func readField(_ field: PacketField, _ text: String, at index: Int) -> Int {
        let section = sections[index]
        var content = FieldContent(text: text, blocks: section.blocks)
        var next = index + 1
        while next < sections.count, sections[next].level > section.level,
            PacketNames.meaning(ofHeading: sections[next].heading) == nil
        {
            content.blocks += [sections[next].block] + sections[next].blocks
            next += 1
        }
        builder.add(content, to: field, line: section.lines.lowerBound)
        return next
    }

    /// Keeps a section verbatim, with those below it.
    ///
    /// A heading of the first level counts as one of the second, so that it does not swallow the
    /// rest.
    private mutating func readUnknown(_ section: Section, at index: Int) -> Int {
        let level = max(section.level, 2)
        var next = index + 1
        while next < sections.count, sections[next].level > level { next += 1 }
        let end = sections[next - 1].lines.upperBound
        let body = source.text(section.bodyStart..<max(section.bodyStart, end))
        builder.addSection(section.heading, body, line: section.lines.lowerBound)
        return next
    }

    private func text(_ section: Section) -> String {
        source.text(section.bodyStart..<max(section.bodyStart, section.lines.upperBound))
    }

    private static func sections(
        of document: MarkupDocument,
        from first: Int,
        to end: Int
    ) -> [Section] {
        var result: [Section] = []
        let none = MarkupBlock(kind: .rule, lines: first...first)
        var current = (level: 0, heading: "", start: first, bodyStart: first, block: none)
        var blocks: [MarkupBlock] = []
        func close(before line: Int) {
            guard current.level > 0 || !blocks.isEmpty else { return }
            result.append(
                Section(
                    level: current.level,
                    heading: current.heading,
                    block: current.block,
                    blocks: blocks,
                    lines: current.start..<max(current.start, line),
                    bodyStart: current.bodyStart
                )
            )
        }
        for block in document.blocks {
            guard case .heading(let level, let text) = block.kind else {
                blocks.append(block)
                continue
            }
            close(before: block.lines.lowerBound)
            let heading = PacketText.line(text.readable)
            let start = block.lines.lowerBound
            current = (level, heading, start, block.lines.upperBound + 1, block)
            blocks = []
        }
        close(before: end)
        return result
    }
}
