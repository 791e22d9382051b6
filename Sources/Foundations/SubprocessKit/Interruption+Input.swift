import Glibc

extension Interruption {
    /// Waits until a descriptor has something to read, or has ended.
    ///
    /// - Returns: `false` where the flag was raised before.
    package func allowsReading(from input: Int32) -> Bool {
        while true {
            var entries = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&entries, 2, -1)
            if entries[0].revents != 0 { return false }
            // A descriptor that cannot be waited for is left to the reading, which says why.
            if count > 0 || errno != EINTR { return true }
        }
    }
}
