import Glibc
import SubprocessKit

/// An agent's process that was started by a driver which is gone, found again by its record.
///
/// What it prints has nobody who reads it, so it can't be driven on: it is waited for or ended, and
/// its conversation is taken up by another process, with the session's id. Processes are told by
/// number and start together, and by the order's mark; never by name.
package struct LeftAgent: Sendable {
    package let record: AgentRecord

    package init(_ record: AgentRecord) {
        self.record = record
    }

    /// The order's processes that still run: of the program and of whatever it started.
    package var processes: [ProcessIdentity] {
        // After a restart of the machine the numbers mean others.
        guard record.boot == AgentRecord.currentBoot() else { return [] }
        let root = record.identity.flatMap { $0.isRunning ? $0.id : nil }
        return record.family.members(under: root)
    }

    /// Whether the program itself still runs.
    package var isRunning: Bool {
        record.boot == AgentRecord.currentBoot() && (record.identity?.isRunning ?? false)
    }

    /// Waits, holding the thread, for the program to end by itself.
    ///
    /// - Returns: Whether it has.
    package func wait(limit: Duration) -> Bool {
        guard isRunning, let identity = record.identity else { return true }
        let milliseconds = Int32(clamping: limit.components.seconds.multipliedCapped(by: 1000))
        return identity.waitForEnd(milliseconds: milliseconds)
    }

    /// Ends what still runs, holding the thread: SIGTERM, and SIGKILL for what is not gone after
    /// `grace`.
    ///
    /// - Returns: How many processes there were, and whether none is left.
    package func end(grace: Duration) -> (ended: Int, isEmpty: Bool) {
        let found = processes
        guard !found.isEmpty else { return (0, true) }
        if grace > .zero {
            for process in found {
                process.signal(SIGTERM)
                process.signal(SIGCONT)
            }
            _ = wait(limit: grace)
        }
        let (_, isEmpty) = record.family.end(alsoEnding: found)
        return (found.count, isEmpty)
    }
}

extension Int64 {
    fileprivate func multipliedCapped(by factor: Int64) -> Int64 {
        let (result, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? .max : result
    }
}
