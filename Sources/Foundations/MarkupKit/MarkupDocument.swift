import CMark

/// A text read as CommonMark, as a tree of blocks.
///
/// Reading never fails for what the text says, only for what it is: too large, not UTF-8, or made
/// to exhaust the parser. Raw HTML is kept as text; nothing is rendered or fetched.
package struct MarkupDocument: Hashable, Sendable {
    package let blocks: [MarkupBlock]

    /// Additions to CommonMark.
    package struct Extensions: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let tables = Extensions(rawValue: 1)
    }

    /// Reads bytes that must be UTF-8.
    package init(
        parsing bytes: [UInt8],
        limits: MarkupLimits = MarkupLimits(),
        extensions: Extensions = []
    ) throws(MarkupError) {
        var precheck = MarkupPrecheck(bytes, limits: limits)
        try precheck.check()
        try Self.checkEncoding(bytes)
        blocks = try Self.parse(bytes, limits, extensions, blankLines: precheck.blankLines)
    }

    /// Reads a text.
    package init(
        parsing text: String,
        limits: MarkupLimits = MarkupLimits(),
        extensions: Extensions = []
    ) throws(MarkupError) {
        try self.init(parsing: Array(text.utf8), limits: limits, extensions: extensions)
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
        _ extensions: Extensions,
        blankLines: [Bool]
    ) throws(MarkupError) -> [MarkupBlock] {
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            preconditionFailure("the Markdown parser has no memory")
        }
        defer { cmark_parser_free(parser) }
        if extensions.contains(.tables), let table = TableExtension.shared.syntax {
            cmark_parser_attach_syntax_extension(parser, table)
        }
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

/// The registered extension for tables; registering is not safe from two threads, a global's start
/// is.
// Unchecked, and safe: what the pointer leads to is never changed or freed once it is registered.
private struct TableExtension: @unchecked Sendable {
    static let shared = TableExtension()

    let syntax: OpaquePointer?

    private init() {
        cmark_gfm_core_extensions_ensure_registered()
        syntax = cmark_find_syntax_extension("table")
    }
}
