import Glibc
import Replay
import SubprocessKit

/// Files of others, in their working directories: replaced whole, with their mode kept.
enum FileReplacement {
    /// Writes other content over a file; who reads it meanwhile sees the one or the other.
    ///
    /// What a link leads to is replaced, and not the link.
    static func write(_ bytes: [UInt8], over path: String) throws(FileError) {
        guard let target = RealPath.of(path) else {
            throw FileError(doing: "write", path: path, number: errno)
        }
        var status = stat()
        guard stat(target, &status) == 0 else {
            throw FileError(doing: "write", path: path, number: errno)
        }
        let temporary = "\(target).new.\(getpid())"
        try create(bytes, at: temporary, mode: status.st_mode & 0o7777)
        guard rename(temporary, target) == 0 else {
            let number = errno
            unlink(temporary)
            throw FileError(doing: "write", path: path, number: number)
        }
        PrivateFile.syncDirectory(of: target)
    }

    /// Makes a file that is not there yet; one that is there is left as it is and is an error.
    ///
    /// - Parameter isFlushed: Whether it is on the disk afterwards; else who calls sees to that.
    static func create(
        _ bytes: [UInt8],
        at path: String,
        mode: mode_t = 0o644,
        isFlushed: Bool = true
    ) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw FileError(doing: "write", path: path, number: errno) }
        var rest = bytes[...]
        var failure: Int32 = 0
        while !rest.isEmpty, failure == 0 {
            let written = rest.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 {
                failure = errno == EINTR ? 0 : errno
            } else {
                rest = rest.dropFirst(written)
            }
        }
        // The mask of the process does not decide about a file that is replaced.
        if failure == 0, fchmod(descriptor, mode) != 0 { failure = errno }
        if failure == 0, isFlushed, fsync(descriptor) != 0 { failure = errno }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        guard failure == 0 else {
            unlink(path)
            throw FileError(doing: "write", path: path, number: failure)
        }
    }
}

/// Files of ours in working directories, which everybody may read: written whole or not at all.
enum PublicFile {
    static func write(_ text: String, to path: String) throws(FileError) {
        try PrivateFile.write(text, to: path)
        chmod(path, 0o644)
    }
}

/// Folders in working directories, open to whom the process's mask lets in.
enum PublicFolder {
    /// Makes a folder and those above it.
    static func make(_ path: String) throws(FileError) {
        try PrivateFile.makeDirectory(path, mode: 0o777)
    }
}
