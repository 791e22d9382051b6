import Glibc

/// Lets a thread wait that has nothing else to do.
///
/// Not `Task.sleep`: with its first use the language starts threads of its own, and one of them
/// then wakes each second as long as the process lives.
package enum WaitingThread {
    /// Returns when the time is over.
    package static func pause(for duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var left = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var rest = timespec()
        while nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
    }
}
