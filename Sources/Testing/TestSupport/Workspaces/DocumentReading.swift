import Documents
import Engine
import Model

/// Reads packets as the program does.
package struct DocumentReading: PacketReading {
    package init() {}

    package func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket {
        let read = try PacketReader().read(text, .markdown, fileName: file)
        return WrittenPacket(
            format: format,
            text: text,
            packet: read.packet,
            findings: read.lint(expectedKey: key)
        )
    }
}
