import CTOML

/// A text read as TOML 1.0.
package struct TOMLDocument: Hashable, Sendable {
    package let table: TOMLTable

    /// The most bytes that are read by default.
    package static let bytesMax = 256 * 1024

    /// Reads bytes that must be UTF-8.
    ///
    /// - Throws: ``TOMLError`` with line and column of the first fault.
    package init(parsing bytes: [UInt8], bytesMax: Int = Self.bytesMax) throws(TOMLError) {
        guard bytes.count <= bytesMax else {
            throw TOMLError(.tooLarge(bytes: bytes.count, limit: bytesMax))
        }
        try Self.checkEncoding(bytes)
        var precheck = TOMLPrecheck(bytes)
        try precheck.check()
        table = try Self.parse(bytes)
    }

    /// Reads a text.
    package init(parsing text: String, bytesMax: Int = Self.bytesMax) throws(TOMLError) {
        try self.init(parsing: Array(text.utf8), bytesMax: bytesMax)
    }

    private static func checkEncoding(_ bytes: [UInt8]) throws(TOMLError) {
        let offset: Int
        do {
            _ = try UTF8Span(validating: bytes.span)
            return
        } catch {
            offset = error.byteOffsets.lowerBound
        }
        throw TOMLError(.notUTF8, line: 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") })
    }

    private static func parse(_ bytes: [UInt8]) throws(TOMLError) -> TOMLTable {
        let parsed = bytes.withUnsafeBytes { buffer in
            ctoml_parse(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        guard let document = parsed else {
            preconditionFailure("the TOML parser has no memory")
        }
        defer { ctoml_free(document) }
        var line: UInt32 = 0
        var column: UInt32 = 0
        if let reason = ctoml_error(document, &line, &column) {
            throw TOMLError(
                .syntax(Self.sentence(String(cString: reason))),
                line: Int(line),
                column: Int(column)
            )
        }
        var count = 0
        let nodes = UnsafeBufferPointer(start: ctoml_nodes(document, &count), count: count)
        var reader = TOMLTreeReader(nodes: nodes)
        return reader.root()
    }

    /// The library's words without its own mark and full stop, and no longer than a line.
    private static func sentence(_ reason: String) -> String {
        let prefix = "Error while parsing "
        var text =
            reason.hasPrefix(prefix) ? "while reading " + reason.dropFirst(prefix.count) : reason
        if text.isEmpty { text = "there is not enough memory" }
        if text.hasSuffix(".") { text.removeLast() }
        return String(text.unicodeScalars.prefix(300).map { $0.value < 32 ? " " : Character($0) })
    }
}

/// Builds the tree from the flat list in which the library's values come.
private struct TOMLTreeReader {
    let nodes: UnsafeBufferPointer<ctoml_node>
    private var index = 0

    init(nodes: UnsafeBufferPointer<ctoml_node>) {
        self.nodes = nodes
    }

    mutating func root() -> TOMLTable {
        guard case .table(let table) = value().kind else {
            preconditionFailure("the root of a TOML document is a table")
        }
        return table
    }

    private mutating func value() -> TOMLValue {
        let node = nodes[index]
        index += 1
        return TOMLValue(kind(of: node), line: Int(node.line))
    }

    private mutating func kind(of node: ctoml_node) -> TOMLValue.Kind {
        switch Int(node.kind) {
        case CTOML_STRING: return .string(Self.string(node.text, node.text_length))
        case CTOML_INTEGER: return .integer(node.integer)
        case CTOML_FLOAT: return .float(node.real)
        case CTOML_BOOLEAN: return .boolean(node.integer != 0)
        case CTOML_DATE: return .date(Self.string(node.text, node.text_length))
        case CTOML_ARRAY: return .array((0..<node.count).map { _ in value() })
        case CTOML_TABLE:
            var entries: [TOMLTable.Entry] = []
            for _ in 0..<node.count {
                let key = Self.string(nodes[index].key, nodes[index].key_length)
                entries.append(TOMLTable.Entry(key: key, value: value()))
            }
            return .table(TOMLTable(entries: entries))
        default: preconditionFailure("the TOML shim gave a value of no kind")
        }
    }

    private static func string(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
        let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length)
        return String(decoding: bytes, as: UTF8.self)
    }
}
