import MarkupKit
import Model

/// Reads a packet from the Markdown of its document.
///
/// The library reads the Markdown; what is decided here is only which heading or label names which
/// part. A heading that names none takes all below it, deeper headings included, into a section of
/// its own.
struct MarkdownPacketReader {
    /// A heading with the blocks up to the next one.
    private struct Section {
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

    private let source: SourceLines
    private let sections: [Section]
    private var builder = PacketBuilder()

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

// Sections that hold several fields.
extension MarkdownPacketReader {
    private mutating func readContainer(_ container: PacketNames.Container, _ section: Section) {
        var open: PacketField?
        var kept: [Range<Int>] = []
        for block in section.blocks {
            let lines = block.lines.lowerBound..<(block.lines.upperBound + 1)
            switch block.kind {
            case .rule:
                break
            case .list(_, let items):
                if let field = open, !items.contains(where: { fieldItem($0) != nil }) {
                    builder.add(
                        FieldContent(blocks: [block]),
                        to: field,
                        line: block.lines.lowerBound
                    )
                } else {
                    for item in items { read(item, in: container, kept: &kept) }
                    open = nil
                }
            case .paragraph(let text):
                if let (field, rest) = labelledField(text) {
                    open = field
                    let content = FieldContent(text: rest)
                    builder.add(content, to: field, line: block.lines.lowerBound)
                } else if container == .metadata {
                    let entries = FieldContent(blocks: [block]).entries
                    builder.addMetadata(entries, line: block.lines.lowerBound)
                } else if container == .scope, builder.packet.what.isEmpty {
                    // A scope that starts with a sentence says what by it.
                    let content = FieldContent(blocks: [block])
                    builder.add(content, to: .what, line: block.lines.lowerBound)
                } else {
                    kept.append(lines)
                }
            case .code, .quote, .html, .heading:
                if let field = open {
                    builder.add(
                        FieldContent(blocks: [block]),
                        to: field,
                        line: block.lines.lowerBound
                    )
                } else {
                    kept.append(lines)
                }
            }
        }
        keep(kept, of: section)
    }

    private mutating func read(
        _ item: MarkupItem,
        in container: PacketNames.Container,
        kept: inout [Range<Int>]
    ) {
        let line = item.lines.lowerBound
        if container == .metadata {
            builder.addMetadata(FieldContent(blocks: item.blocks).entries, line: line)
        } else if let (field, content) = fieldItem(item) {
            builder.add(content, to: field, line: line)
        } else if container == .authority {
            builder.addAuthority(FieldContent(blocks: item.blocks).entries, line: line)
        } else {
            kept.append(line..<(item.lines.upperBound + 1))
        }
    }

    /// The field that a list's item starts with, and what the item says in it.
    private func fieldItem(_ item: MarkupItem) -> (PacketField, FieldContent)? {
        guard let first = item.blocks.first, case .paragraph(let text) = first.kind,
            let (field, rest) = labelledField(text)
        else { return nil }
        return (field, FieldContent(text: rest, blocks: Array(item.blocks.dropFirst())))
    }

    private func labelledField(_ text: MarkupText) -> (PacketField, String)? {
        if let labelled = LabelledText(text.readable) {
            return PacketNames.field(ofLabel: labelled.label).map { ($0, labelled.rest) }
        }
        // A name alone is a label where it is set or spelled like one.
        let name = text.plain
        let isSet = text.runs.allSatisfy { $0.style.contains(.strong) } || name == name.uppercased()
        return isSet ? PacketNames.field(ofLabel: name).map { ($0, "") } : nil
    }

    /// Keeps what no field took, verbatim, under the container's own heading.
    private mutating func keep(_ ranges: [Range<Int>], of section: Section) {
        guard let first = ranges.first else { return }
        var text = source.text(first)
        for (previous, next) in zip(ranges, ranges.dropFirst()) {
            // Lines that had a blank one between them keep it; others would become one paragraph.
            let isAdjacent = previous.upperBound == next.lowerBound
            text += (isAdjacent ? "\n" : "\n\n") + source.text(next)
        }
        builder.addSection(section.heading, text, line: first.lowerBound)
    }
}
