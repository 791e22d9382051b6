import Documents
import Engine
import Model

/// Reads packets by the libraries that know Markdown and TOML.
struct DocumentPackets: PacketReading {
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket {
        let notation: PacketNotation =
            switch format {
            case .markdown: .markdown
            case .toml: .toml
            }
        let name = file?.split(separator: "/").last.map(String.init)
        let read = try PacketReader().read(text, notation, fileName: name)
        return WrittenPacket(
            format: format,
            text: text,
            packet: read.packet,
            findings: read.lint(expectedKey: key)
        )
    }
}
