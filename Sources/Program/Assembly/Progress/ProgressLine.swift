import Glibc
import Model

/// Says on standard error what long work is at, where that is a terminal.
struct ProgressLine: Sendable {
    /// Whether anybody looks: a log or an agent has no use for it.
    let isShown: Bool

    func say(_ step: String) {
        guard isShown else { return }
        Streams.write("… \(step.printable(limit: 120))\n", to: STDERR_FILENO)
    }
}
