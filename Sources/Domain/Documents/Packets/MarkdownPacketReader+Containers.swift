import MarkupKit
import Model

// Sections that hold several fields.
extension MarkdownPacketReader {
    mutating func readContainer(_ container: PacketNames.Container, _ section: Section) {
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
