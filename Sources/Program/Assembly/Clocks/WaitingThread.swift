import Glibc

/// Lets a thread wait that has nothing else to do.
///
/// A task that waits is woken by ``Alarms``, and takes no thread meanwhile.
package enum WaitingThread {
    /// Returns when the time is over.
    package static func pause(for duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var left = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        var rest = timespec()
        while nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
    }
}
