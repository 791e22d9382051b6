import Glibc
import SQLKit

/// The mark that a flush of the disk once failed: a file beside the store that holds the reason.
///
/// After a failed flush the system may take the lost pages for written, and a second flush answers
/// that all is well. So writing stops until somebody has verified the store.
struct WriteStop {
    let store: String

    private var path: String { store + ".write-stopped" }

    /// The error for whoever wants to write, while there is a mark.
    var error: SQLError? {
        access(path, F_OK) == 0 ? error(because: reason) : nil
    }

    func error(because reason: String) -> SQLError {
        SQLError(
            .writeStopped,
            "Nothing is written to '\(store)' any more, because its disk failed: \(reason)",
            hint: "Verify the store or restore a backup before writing again."
        )
    }

    /// Leaves the mark.
    ///
    /// It fails silently: on a disk that has just failed the mark may fail too, and the writer
    /// that met the failure stops in any case.
    func leave(_ reason: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        let bytes = Array(reason.utf8)
        write(file, bytes, bytes.count)
        fsync(file)
        close(file)
    }

    func clear() throws(SQLError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(errno, "remove", path) }
    }

    private var reason: String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
