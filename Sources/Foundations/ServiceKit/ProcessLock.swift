import Glibc

/// A lock on a file that a process holds for its life; the kernel drops it however that ends.
package final class ProcessLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; `nil` where another process has it.
    ///
    /// - Throws: ``ServiceError/system(doing:path:number:)`` where the file can't be opened.
    package init?(at path: String) throws(ServiceError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(doing: "open", path: path, number: errno) }
        self.descriptor = descriptor
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}

/// What can go wrong with a service's own things.
package enum ServiceError: Error, Equatable {
    case system(doing: String, path: String, number: Int32)

    package var code: String { "service.system" }
    package var message: String {
        switch self {
        case .system(let doing, let path, let number):
            "Cannot \(doing) '\(path)': \(String(cString: strerror(number)))."
        }
    }
}
