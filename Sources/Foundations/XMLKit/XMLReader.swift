import CExpat

/// Hears of a text's elements as they come.
package protocol XMLListener: AnyObject {
    /// - Parameters:
    ///   - name: With its prefix.
    ///   - line: From 1.
    func open(_ name: String, line: Int)
    func close(_ name: String)
    /// Some of the characters between two tags, in UTF-8.
    func characters(_ bytes: UnsafeRawBufferPointer)
}

/// Why a text was not read as XML.
package struct XMLError: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// A sentence without its full stop.
    package let reason: String
}

/// Reads XML that somebody else wrote, as hostile: a document type, and with it every entity, is
/// refused, nesting is limited, and expat's own limits stand behind that.
package final class XMLReader {
    private static let depthMax = 64

    private let parser: XML_Parser
    private let listener: any XMLListener
    private var depth = 0
    private var refusal: String?

    private init(_ parser: XML_Parser, telling listener: any XMLListener) {
        self.parser = parser
        self.listener = listener
    }

    /// Reads a text from its start to its end.
    package static func read(
        _ bytes: [UInt8],
        telling listener: any XMLListener
    ) throws(XMLError) {
        guard bytes.count <= Int(Int32.max), let parser = XML_ParserCreate(nil) else {
            throw XMLError(line: 1, reason: "it is too large")
        }
        defer { XML_ParserFree(parser) }
        let reader = XMLReader(parser, telling: listener)
        reader.install()
        let status = withExtendedLifetime(reader) {
            bytes.withUnsafeBytes { buffer in
                XML_Parse(
                    parser,
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                    Int32(buffer.count),
                    Int32(XML_TRUE)
                )
            }
        }
        guard status == XML_STATUS_OK, reader.refusal == nil else {
            throw XMLError(
                line: Int(XML_GetCurrentLineNumber(parser)),
                reason: reader.refusal ?? "it is not well formed"
            )
        }
    }

    private func install() {
        // Unretained: `read` keeps this object while the parser works.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, _ in XMLReader.of(data)?.open(name) },
            { data, name in XMLReader.of(data)?.close(name) }
        )
        XML_SetCharacterDataHandler(parser) { data, text, count in
            XMLReader.of(data)?.listener.characters(
                UnsafeRawBufferPointer(start: text, count: Int(count))
            )
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReader.of(data)?.refuse("it has a document type")
        }
        // Called where an entity is declared, before anything can expand it.
        XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
            XMLReader.of(data)?.refuse("it declares an entity")
        }
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
        data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse(_ reason: String) {
        refusal = refusal ?? reason
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    private func open(_ name: UnsafePointer<XML_Char>?) {
        guard depth < Self.depthMax else { return refuse("it is too deep") }
        depth += 1
        listener.open(
            name.map { String(cString: $0) } ?? "",
            line: Int(XML_GetCurrentLineNumber(parser))
        )
    }

    private func close(_ name: UnsafePointer<XML_Char>?) {
        depth -= 1
        listener.close(name.map { String(cString: $0) } ?? "")
    }
}
