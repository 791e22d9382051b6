import MarkupKit
import Model

/// Writes packets so that reading them again gives the same packet.
///
/// Every text is read back before it is handed out: what a notation can't hold is an error, not a
/// loss.
package struct PacketWriter: Sendable {
    package init() {}

    /// The packet as a document.
    ///
    /// - Throws: ``DocumentError`` that names the first field whose text the notation can't hold.
    package func text(
        _ packet: Packet,
        _ notation: PacketNotation
    ) throws(DocumentError) -> String {
        switch notation {
        case .toml:
            return try verified(TOMLPacketWriter.text(packet), packet, .toml)
        case .markdown:
            let text = MarkdownPacketWriter.text(packet, escaping: .asNeeded)
            if try difference(text, packet, .markdown) == nil { return text }
            // Text elsewhere in the packet gives marks a meaning that they don't have by
            // themselves.
            let escaped = MarkdownPacketWriter.text(packet, escaping: .always)
            return try verified(escaped, packet, .markdown)
        }
    }

    private func verified(
        _ text: String,
        _ packet: Packet,
        _ notation: PacketNotation
    ) throws(DocumentError) -> String {
        if let field = try difference(text, packet, notation) {
            throw DocumentError(.notWritable(field))
        }
        return text
    }

    /// The first field that is read back differently.
    private func difference(
        _ text: String,
        _ packet: Packet,
        _ notation: PacketNotation
    ) throws(DocumentError) -> PacketField? {
        let read = try PacketReader().read(text, notation).packet
        guard read != packet else { return nil }
        let texts: [(PacketField, String, String)] = [
            (.title, read.title, packet.title), (.what, read.what, packet.what),
            (.why, read.why, packet.why), (.rollbackHint, read.rollbackHint, packet.rollbackHint),
        ]
        if let text = texts.first(where: { $0.1 != $0.2 }) { return text.0 }
        let field = PacketField.allCases.first { read.lines(of: $0) != packet.lines(of: $0) }
        return field ?? (read.sections == packet.sections ? .packet : .sections)
    }
}
