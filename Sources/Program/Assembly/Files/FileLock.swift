import Glibc
import Model

/// A lock between processes, which the system takes from one that dies.
final class FileLock {
    private let descriptor: Int32

    /// Waits until it has the lock.
    convenience init(_ path: String) throws(FileError) {
        guard let descriptor = try Self.take(path, LOCK_EX) else {
            throw FileError(doing: "lock", path: path, number: EWOULDBLOCK)
        }
        self.init(descriptor: descriptor)
    }

    /// Takes the lock if nobody has it.
    convenience init?(ifFree path: String) throws(FileError) {
        guard let descriptor = try Self.take(path, LOCK_EX | LOCK_NB) else { return nil }
        self.init(descriptor: descriptor)
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func take(_ path: String, _ way: Int32) throws(FileError) -> Int32? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(doing: "lock", path: path, number: errno) }
        while flock(descriptor, way) != 0 {
            let number = errno
            if number == EINTR { continue }
            close(descriptor)
            if number == EWOULDBLOCK { return nil }
            throw FileError(doing: "lock", path: path, number: number)
        }
        return descriptor
    }
}
