import CLinux
import Glibc

/// A process as it can be told from a later one that got the same number.
package struct ProcessIdentity: Sendable, Hashable {
    package let id: Int32
    /// In clock ticks after boot.
    package let startTicks: Int64

    package init(id: Int32, startTicks: Int64) {
        self.id = id
        self.startTicks = startTicks
    }

    /// The process that has this number now, or `nil` where none has it.
    package init?(running id: Int32) {
        let start = clinux_process_start(id)
        guard start >= 0 else { return nil }
        self.init(id: id, startTicks: start)
    }

    /// Whether the process is there still; one that ended and was not collected counts as there.
    package var isPresent: Bool { clinux_process_start(id) == startTicks }

    /// Sends it a signal; a later process with its number gets none.
    ///
    /// - Returns: Whether it was there.
    @discardableResult
    package func signal(_ number: Int32) -> Bool {
        let descriptor = clinux_pidfd_open(id)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // The descriptor stands for one process: if that is ours now, the signal goes to ours.
        return isPresent && clinux_signal(descriptor, number) == 0
    }

    /// Waits, holding the thread, until it has ended; it need not be a child of this process.
    ///
    /// - Returns: Whether it ended in time.
    package func waitForEnd(milliseconds: Int32) -> Bool {
        let descriptor = clinux_pidfd_open(id)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        guard isPresent else { return true }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) == 1
    }
}
