import CLinux
import Glibc

/// A flag that is raised once, from any thread or from a signal, and ends every wait that was given
/// it.
package final class Interruption: Sendable {
    let descriptor: Int32

    /// - Throws: ``SubprocessError/systemRefused(program:doing:errno:)`` when no descriptor is
    ///   left.
    package init() throws(SubprocessError) {
        descriptor = clinux_event()
        guard descriptor >= 0 else {
            throw .systemRefused(program: "interruption", doing: "make an event", errno: errno)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Raises the flag; it stays raised.
    package func raise() {
        clinux_event_raise(descriptor)
    }

    package var isRaised: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    /// Waits, holding the thread, until the flag is raised.
    package func wait() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) != 1 {}
    }

    /// Lets the signals of this process raise the flag instead of ending the process.
    ///
    /// Only one interruption of a process can do this, and it must live as long as the process.
    package func raise(onSignals signals: [Int32]) {
        for signal in signals where clinux_event_on_signal(descriptor, signal) != 0 {
            preconditionFailure("signal \(signal) can't be handled")
        }
    }
}
