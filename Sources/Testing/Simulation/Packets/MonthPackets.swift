import Documents
import Engine
import Model

/// The packets of a simulated month: written as people write them, and read as the program does.
struct MonthPackets: PacketReading {
    func read(
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

    /// The packet of a task.
    ///
    /// - Parameter path: Where its work is; tasks with the same path are in each other's way.
    func packet(_ number: Int, path: String) throws -> WrittenPacket {
        try read(
            """
            # Task Packet: work \(number)

            ## Scope
            - **What**: Do the work \(number).
            - **Why**: Somebody needs it.
            - **IN_SCOPE_PATHS**:
              * \(path)

            ## Quality Gate
            - **RISK_TIER**: LOW
            - **TEST_PLAN**:
              ```bash
              make test
              ```

            """,
            .markdown,
            file: nil,
            key: nil
        )
    }
}
