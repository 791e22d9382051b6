import CLinux

/// The memory of a process that is there for long and mostly does nothing.
package enum ProcessMemory {
    /// Keeps threads from holding much memory each; to be called before there are any.
    package static func shareAmongThreads() { clinux_limit_arenas(2) }

    /// Gives back what starting, or a burst of work, has left in memory.
    package static func settle() { clinux_settle_memory() }
}
