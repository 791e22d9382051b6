import CMark

/// Turns the parser's nodes into values.
struct MarkupTreeReader {
    typealias Node = OpaquePointer

    let depthMax: Int
    let blankLines: [Bool]
    private var depth = 0

    init(depthMax: Int, blankLines: [Bool]) {
        self.depthMax = depthMax
        self.blankLines = blankLines
    }

    mutating func blocks(in parent: Node) throws(MarkupError) -> [MarkupBlock] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= depthMax else { throw MarkupError(.tooDeep, line: lines(parent).lowerBound) }
        var result: [MarkupBlock] = []
        var next = cmark_node_first_child(parent)
        while let node = next {
            if let kind = try kind(node) {
                result.append(MarkupBlock(kind: kind, lines: lines(node)))
            }
            next = cmark_node_next(node)
        }
        return result
    }

    private mutating func kind(_ node: Node) throws(MarkupError) -> MarkupBlock.Kind? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING:
            return .heading(level: Int(cmark_node_get_heading_level(node)), text: text(node))
        case CMARK_NODE_PARAGRAPH:
            return .paragraph(text(node))
        case CMARK_NODE_LIST:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return .list(isOrdered: isOrdered, items: try items(node))
        case CMARK_NODE_CODE_BLOCK:
            return .code(
                info: Self.string(cmark_node_get_fence_info(node)),
                literal: Self.string(cmark_node_get_literal(node))
            )
        case CMARK_NODE_BLOCK_QUOTE:
            return .quote(try blocks(in: node))
        case CMARK_NODE_HTML_BLOCK:
            return .html(Self.string(cmark_node_get_literal(node)))
        case CMARK_NODE_THEMATIC_BREAK:
            return .rule
        default:
            // Nodes of extensions, which are off.
            return nil
        }
    }

    private mutating func items(_ list: Node) throws(MarkupError) -> [MarkupItem] {
        var result: [MarkupItem] = []
        var next = cmark_node_first_child(list)
        while let node = next {
            result.append(MarkupItem(blocks: try blocks(in: node), lines: lines(node)))
            next = cmark_node_next(node)
        }
        return result
    }

    /// The parser's lines, kept within the text, without the blank ones it counts to an item's end.
    private func lines(_ node: Node) -> ClosedRange<Int> {
        let last = max(blankLines.count, 1)
        let start = min(max(Int(cmark_node_get_start_line(node)), 1), last)
        var end = min(max(Int(cmark_node_get_end_line(node)), start), last)
        while end > start, end <= blankLines.count, blankLines[end - 1] { end -= 1 }
        return start...end
    }

    /// Goes through the inline nodes with the parser's own iterator: they may nest as deep as the
    /// text is long.
    private func text(_ node: Node) -> MarkupText {
        guard let walk = cmark_iter_new(node) else { return MarkupText(runs: []) }
        defer { cmark_iter_free(walk) }
        var collector = MarkupRunCollector()
        while true {
            let event = cmark_iter_next(walk)
            guard event != CMARK_EVENT_DONE, let inner = cmark_iter_get_node(walk) else { break }
            if event == CMARK_EVENT_ENTER { collector.enter(inner) } else { collector.exit(inner) }
        }
        return MarkupText(runs: collector.finish())
    }

    static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }
}

/// Gathers the pieces of a text and joins neighbours of one style.
private struct MarkupRunCollector {
    private var runs: [MarkupRun] = []
    private var pending = ""
    private var pendingStyle: MarkupRun.Style = []
    private var emphasisDepth = 0
    private var strongDepth = 0
    private var linkDepth = 0

    mutating func enter(_ node: MarkupTreeReader.Node) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: add(literal(node), [])
        case CMARK_NODE_CODE: add(literal(node), .code)
        case CMARK_NODE_HTML_INLINE: add(literal(node), .html)
        case CMARK_NODE_SOFTBREAK: add(" ", [])
        case CMARK_NODE_LINEBREAK: add("\n", [])
        case CMARK_NODE_EMPH: emphasisDepth += 1
        case CMARK_NODE_STRONG: strongDepth += 1
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: linkDepth += 1
        default: break
        }
    }

    mutating func exit(_ node: MarkupTreeReader.Node) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_EMPH: emphasisDepth -= 1
        case CMARK_NODE_STRONG: strongDepth -= 1
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
            addDestination(node)
            linkDepth -= 1
        default: break
        }
    }

    mutating func finish() -> [MarkupRun] {
        flush()
        return runs
    }

    /// A link's address belongs to what it says, unless its text is the address.
    private mutating func addDestination(_ node: MarkupTreeReader.Node) {
        let address = MarkupTreeReader.string(cmark_node_get_url(node))
        guard !address.isEmpty, !pending.hasSuffix(address) else { return }
        add(" (" + address + ")", [])
    }

    private func literal(_ node: MarkupTreeReader.Node) -> String {
        MarkupTreeReader.string(cmark_node_get_literal(node))
    }

    private mutating func add(_ text: String, _ kind: MarkupRun.Style) {
        var style = kind
        if emphasisDepth > 0 { style.insert(.emphasis) }
        if strongDepth > 0 { style.insert(.strong) }
        if linkDepth > 0 { style.insert(.link) }
        if style != pendingStyle || style.contains(.code) { flush() }
        pending += text
        pendingStyle = style
    }

    private mutating func flush() {
        if !pending.isEmpty { runs.append(MarkupRun(text: pending, style: pendingStyle)) }
        pending = ""
        pendingStyle = []
    }
}
