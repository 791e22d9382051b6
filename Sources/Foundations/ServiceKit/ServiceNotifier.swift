import CLinux
import Glibc

/// Tells the service manager how the service is, by the protocol of `sd_notify(3)`.
///
/// Where nobody asked to be told, nothing happens.
package struct ServiceNotifier: Sendable {
    /// The socket's address, as `NOTIFY_SOCKET` has it; `@` begins one without a file.
    private let address: String?
    /// How often the manager wants to hear that the service is alive; `nil` where it does not ask.
    package let watchdogInterval: Duration?

    /// Takes what the environment says.
    ///
    /// - Parameter process: The own process id; a watchdog meant for another is none.
    package init(environment: [String: String], process: Int32) {
        address = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForAnother =
            environment["WATCHDOG_PID"].flatMap { Int32($0) }.map { $0 != process } ?? false
        watchdogInterval =
            isForAnother
            ? nil
            : environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap {
                // "It is recommended to send every half of the time" (sd_watchdog_enabled(3)).
                $0 > 0 ? .microseconds($0 / 2) : nil
            }
    }

    /// The service answers from now on.
    package func ready(_ status: String) { send("READY=1\nSTATUS=\(status)\n") }

    /// The service is about to end.
    package func stopping(_ status: String) { send("STOPPING=1\nSTATUS=\(status)\n") }

    /// The service is alive.
    package func alive() { send("WATCHDOG=1\n") }

    private func send(_ text: String) {
        guard let address else { return }
        clinux_send_datagram(address, text, text.utf8.count)
    }
}
