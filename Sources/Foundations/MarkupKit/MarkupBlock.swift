/// A block of a text: a heading, a paragraph, a list.
package struct MarkupBlock: Hashable, Sendable {
    /// What the block is and holds.
    package indirect enum Kind: Hashable, Sendable {
        case heading(level: Int, text: MarkupText)
        case paragraph(MarkupText)
        case list(isOrdered: Bool, items: [MarkupItem])
        /// Code that is fenced or indented; the info is what stands after the fence.
        case code(info: String, literal: String)
        case quote([MarkupBlock])
        case html(String)
        case rule
    }

    package let kind: Kind
    /// The lines it stands on in the text, from 1.
    package let lines: ClosedRange<Int>

    package init(kind: Kind, lines: ClosedRange<Int>) {
        self.kind = kind
        self.lines = lines
    }
}

/// An item of a list, with the blocks it holds; the first is usually a paragraph.
package struct MarkupItem: Hashable, Sendable {
    package let blocks: [MarkupBlock]
    /// The lines it stands on in the text, from 1.
    package let lines: ClosedRange<Int>

    package init(blocks: [MarkupBlock], lines: ClosedRange<Int>) {
        self.blocks = blocks
        self.lines = lines
    }
}
