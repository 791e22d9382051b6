import CLinux
import Glibc
import HTTPKit

/// The file of a Unix socket that listens.
///
/// It comes into being under another name and is linked to its own when it already listens, so
/// nobody meets it half made, and a living one is never taken away.
struct SocketFile: Sendable {
    /// Beside the path itself while the socket is made.
    private static let suffix = ".new"
    static let pathBytesMax = Int(CLINUX_UNIX_PATH_MAX) - suffix.utf8.count

    let path: String
    let descriptor: Int32
    private let identity: FileIdentity

    static func bind(_ path: String) throws(HTTPListenerError) -> SocketFile {
        guard path.utf8.count <= pathBytesMax else {
            throw .pathTooLong(path: path, bytesMax: pathBytesMax)
        }
        try clear(path)
        let draft = path + suffix
        // What a process left that died while it made one.
        unlink(draft)
        let descriptor = clinux_unix_bind(draft, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        do throws(HTTPListenerError) {
            defer { unlink(draft) }
            guard clinux_listen(descriptor) == 0, let identity = FileIdentity(draft),
                link(draft, path) == 0
            else { throw failure(path) }
            return SocketFile(path: path, descriptor: descriptor, identity: identity)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Removes the file, unless another one stands there by now.
    func remove() {
        if FileIdentity(path) == identity { unlink(path) }
    }

    /// Removes the socket of a process that is gone.
    private static func clear(_ path: String) throws(HTTPListenerError) {
        guard let found = FileIdentity(path) else { return }
        guard found.isSocket else { throw .notASocket(path: path) }
        let connection = clinux_unix_connect(path)
        if connection >= 0 { close(connection) }
        // EAGAIN: it lives and has no time.
        guard connection < 0, errno != EAGAIN else { throw .inUse(address: "unix:\(path)") }
        guard errno == ECONNREFUSED else { throw failure(path) }
        if FileIdentity(path) == found { unlink(path) }
    }

    private static func failure(_ path: String) -> HTTPListenerError {
        errno == EEXIST || errno == EADDRINUSE
            ? .inUse(address: "unix:\(path)")
            : .systemRefused(doing: "listen at", address: "unix:\(path)", errno: errno)
    }
}

/// Which file it is, whatever its name; `nil` where there is none.
private struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    let isSocket: Bool

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        isSocket = status.st_mode & S_IFMT == S_IFSOCK
    }
}
