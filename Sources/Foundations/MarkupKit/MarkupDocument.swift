import CMark

/// A text read as CommonMark, as a tree of blocks.
///
/// GitHub's additions are off: nothing here needs tables, and the library's archive of them does
/// not link into a static program. A table is a paragraph.
///
/// Reading never fails for what the text says, only for what it is: too large, not UTF-8, or made
/// to exhaust the parser. Raw HTML is kept as text; nothing is rendered or fetched.
package struct MarkupDocument: Hashable, Sendable {
    package let blocks: [MarkupBlock]

    /// Reads bytes that must be UTF-8.
    package init(
        parsing bytes: [UInt8],
        limits: MarkupLimits = MarkupLimits()
    ) throws(MarkupError) {
        var precheck = MarkupPrecheck(bytes, limits: limits)
        try precheck.check()
        try Self.checkEncoding(bytes)
        blocks = try Self.parse(bytes, limits, blankLines: precheck.blankLines)
    }

    /// Reads a text.
    package init(
        parsing text: String,
        limits: MarkupLimits = MarkupLimits()
    ) throws(MarkupError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    private static func checkEncoding(_ bytes: [UInt8]) throws(MarkupError) {
        let offset: Int
        do {
            _ = try UTF8Span(validating: bytes.span)
            return
        } catch {
            offset = error.byteOffsets.lowerBound
        }
        let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
        throw MarkupError(.notUTF8(byte: bytes[offset], offset: offset), line: line)
    }

    private static func parse(
        _ bytes: [UInt8],
        _ limits: MarkupLimits,
        blankLines: [Bool]
    ) throws(MarkupError) -> [MarkupBlock] {
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            preconditionFailure("the Markdown parser has no memory")
        }
        defer { cmark_parser_free(parser) }
        bytes.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            cmark_parser_feed(parser, start, buffer.count)
        }
        guard let root = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(root) }
        var reader = MarkupTreeReader(depthMax: limits.depthMax, blankLines: blankLines)
        return try reader.blocks(in: root)
    }
}
