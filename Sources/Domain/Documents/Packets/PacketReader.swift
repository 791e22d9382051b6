import MarkupKit
import Model
import TOMLKit

/// Reads packets as people write them, in Markdown or in TOML.
///
/// What a packet says badly is no error here: it is read as far as it goes, and lint says the rest.
/// Errors are documents that can't be read at all.
package struct PacketReader: Sendable {
    /// The most bytes of a packet's document.
    package static let bytesMax = 256 * 1024

    package init() {}

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - fileName: The name of its file, without folders, to be compared with the task's key.
    /// - Throws: ``DocumentError`` for a document that is too large, made to exhaust the reader, or
    ///   TOML
    ///   that is malformed or has keys that no packet has.
    package func read(
        _ bytes: [UInt8],
        _ notation: PacketNotation,
        fileName: String? = nil
    ) throws(DocumentError) -> ReadPacket {
        guard bytes.count <= Self.bytesMax else {
            throw DocumentError(.tooLarge(bytes: bytes.count, limit: Self.bytesMax))
        }
        let decoded = DecodedText(bytes)
        var source = PacketSource(fileName: fileName, byteCount: bytes.count)
        let packet: Packet
        switch notation {
        case .markdown:
            var reader = try MarkdownPacketReader(decoded.text)
            packet = try reader.packet()
            source.lines = reader.lines
        case .toml:
            let reader = try TOMLPacketReader(decoded.text)
            packet = try reader.packet()
            source.lines = reader.lines
        }
        let findings = decoded.firstFault.map { [Self.finding($0)] } ?? []
        return ReadPacket(packet: packet, source: source, findings: findings)
    }

    /// Reads a document whose text is at hand.
    package func read(
        _ text: String,
        _ notation: PacketNotation,
        fileName: String? = nil
    ) throws(DocumentError) -> ReadPacket {
        try read(Array(text.utf8), notation, fileName: fileName)
    }

    private static func finding(_ fault: (byte: UInt8, line: Int)) -> PacketFinding {
        PacketFinding(
            rule: "packet.not_utf8",
            severity: .error,
            field: .packet,
            reason:
                "Line \(fault.line) has the byte 0x\(String(fault.byte, radix: 16)), which is not "
                + "UTF-8; it was read as '\u{FFFD}'.",
            mend: "Save the file as UTF-8; 'iconv -f WINDOWS-1252 -t UTF-8' reads older ones.",
            line: fault.line
        )
    }
}

/// How a packet's document is written.
package enum PacketNotation: String, Hashable, Sendable, CaseIterable {
    case markdown
    case toml

    /// What the ending of a file's name says; `nil` for any other ending.
    package init?(fileName: String) {
        let name = fileName.lowercased()
        if name.hasSuffix(".md") || name.hasSuffix(".markdown") {
            self = .markdown
        } else if name.hasSuffix(".toml") {
            self = .toml
        } else {
            return nil
        }
    }
}
