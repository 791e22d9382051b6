import Model

/// What reads packets as people write them.
package protocol PacketReading: Sendable {
    /// Reads a packet and looks for what is wrong with it.
    ///
    /// - Parameters:
    ///   - file: The name of its file, if it has one, to be compared with its key.
    ///   - key: The key of the task it is to belong to, if that is known.
    /// - Throws: When it can't be read at all; what is merely wrong with it are findings.
    func read(
        _ text: String,
        _ format: PacketRevision.Format,
        file: String?,
        key: TaskKey?
    ) throws -> WrittenPacket
}
