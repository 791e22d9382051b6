import Engine
import Model
import TestSupport

/// The packets of a simulated month: written as people write them.
enum MonthPackets {
    /// The packet of a task.
    ///
    /// - Parameter path: Where its work is; tasks with the same path are in each other's way.
    static func packet(_ number: Int, path: String) throws -> WrittenPacket {
        try DocumentReading().read(
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
