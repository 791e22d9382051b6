import Glibc
import Model
import Operations

/// The device of a terminal that belongs to this user.
enum TerminalDevice {
    /// Writes to it, without waiting for one that has stopped its output.
    static func write(_ text: String, to path: String) throws(NoticeError) {
        let descriptor = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .noTerminal(path) }
        defer { close(descriptor) }
        var status = stat()
        // What took the place of a terminal that was closed may be somebody else's, or a file.
        guard fstat(descriptor, &status) == 0, status.st_uid == getuid(), isatty(descriptor) == 1
        else { throw .noTerminal(path) }
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw .noTerminal(path) }
    }

    /// The device of the terminal that a process of this program stands at.
    static func own() -> String? {
        for descriptor in [STDERR_FILENO, STDOUT_FILENO, STDIN_FILENO] {
            guard isatty(descriptor) == 1, let name = ttyname(descriptor) else { continue }
            return String(cString: name)
        }
        return nil
    }
}
