import CLinux

/// What a process needs of the system that is there for long and mostly does nothing.
package enum ProcessResources {
    /// Keeps threads from holding much memory each; to be called before there are any.
    package static func shareMemoryAmongThreads() { clinux_limit_arenas(2) }

    /// Gives back what starting, or a burst of work, has left in memory.
    package static func settleMemory() { clinux_settle_memory() }

    /// Lets the process have so many descriptors, or as many as the system allows.
    package static func raiseDescriptors(to most: Int) { clinux_raise_descriptors(UInt(most)) }
}
