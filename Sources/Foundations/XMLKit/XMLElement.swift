import CExpat

/// An element of an XML text, with the line it starts on.
package final class XMLElement {
    /// Without its prefix.
    package let name: String
    /// From 1.
    package let line: Int
    package private(set) var children: [XMLElement] = []
    /// The characters directly in it, without white space at either end.
    package var text: String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
    private var bytes: [UInt8] = []

    fileprivate init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// The first child of that name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    fileprivate func append(_ child: XMLElement) { children.append(child) }

    fileprivate func append(_ more: UnsafeBufferPointer<XML_Char>) {
        bytes.append(contentsOf: more.map { UInt8(bitPattern: $0) })
    }
}

/// Why a text was not read as XML.
package struct XMLError: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// A sentence without its full stop.
    package let reason: String
}

/// Reads XML that somebody else wrote: a document type, and with it every entity, is refused, and
/// nesting is limited.
package final class XMLReader {
    private static let depthMax = 64
    private let parser: XML_Parser
    private var open: [XMLElement] = []
    private var root: XMLElement?
    private var refusal: String?

    private init(_ parser: XML_Parser) {
        self.parser = parser
    }

    /// The outermost element of a text.
    package static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
        guard bytes.count <= Int(Int32.max), let parser = XML_ParserCreate(nil) else {
            throw XMLError(line: 1, reason: "it is too large")
        }
        defer { XML_ParserFree(parser) }
        let reader = XMLReader(parser)
        reader.install()
        let status = withExtendedLifetime(reader) {
            bytes.withUnsafeBytes { buffer in
                XML_Parse(
                    parser,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(bytes.count),
                    Int32(XML_TRUE)
                )
            }
        }
        let line = Int(XML_GetCurrentLineNumber(parser))
        guard status == XML_STATUS_OK, let root = reader.root else {
            throw XMLError(line: line, reason: reader.refusal ?? "it is not well formed")
        }
        return root
    }

    private func install() {
        // Unretained: `read` keeps this object while the parser works.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, _ in XMLReader.of(data)?.enter(name) },
            { data, _ in XMLReader.of(data)?.leave() }
        )
        XML_SetCharacterDataHandler(parser) { data, text, count in
            XMLReader.of(data)?.open.last?.append(
                UnsafeBufferPointer(start: text, count: Int(count))
            )
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReader.of(data)?.refuse("it has a document type")
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
        data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse(_ reason: String) {
        refusal = reason
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    private func enter(_ name: UnsafePointer<XML_Char>?) {
        guard open.count < Self.depthMax else { return refuse("it is too deep") }
        let full = name.map { String(cString: $0) } ?? ""
        let element = XMLElement(
            name: full.split(separator: ":").last.map(String.init) ?? full,
            line: Int(XML_GetCurrentLineNumber(parser))
        )
        open.last?.append(element)
        open.append(element)
    }

    private func leave() {
        let element = open.popLast()
        if open.isEmpty { root = element }
    }
}
