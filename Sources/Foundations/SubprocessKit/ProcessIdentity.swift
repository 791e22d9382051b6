import CLinux

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
}
