import Glibc
import Model

/// Small files of ours beside other people's: read whole, written whole or not at all.
package enum PrivateFile {
    /// The text of a file, or `nil` when there is none.
    ///
    /// - Throws: ``FileError`` when it can't be read, has more bytes than that or is not UTF-8.
    package static func read(_ path: String, bytesMax: Int = 1 << 20) throws(FileError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError(doing: "read", path: path, number: errno)
        }
        defer { close(descriptor) }
        return try text(of: descriptor, path, bytesMax: bytesMax)
    }

    /// Writes a file that only its owner may read: to a temporary name, flushed, then renamed.
    package static func write(_ text: String, to path: String) throws(FileError) {
        let temporary = "\(path).new.\(getpid())"
        let descriptor = open(
            temporary,
            O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard descriptor >= 0 else { throw FileError(doing: "write", path: path, number: errno) }
        var bytes = Array(text.utf8)[...]
        var failure: Int32 = 0
        while !bytes.isEmpty, failure == 0 {
            let written = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 {
                failure = errno == EINTR ? 0 : errno
            } else {
                bytes = bytes.dropFirst(written)
            }
        }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(temporary, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary)
            throw FileError(doing: "write", path: path, number: failure)
        }
        syncDirectory(of: path)
    }

    /// Makes a directory and those above it; by default what is made is open to its owner alone.
    static func makeDirectory(_ path: String, mode: mode_t = 0o700) throws(FileError) {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileError(doing: "make the directory", path: path, number: errno)
        }
        try makeDirectory(String(path[..<slash]), mode: mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw FileError(doing: "make the directory", path: path, number: errno)
        }
    }

    /// Flushes the directory of a path, so that a rename or a removal in it survives a power cut.
    static func syncDirectory(of path: String) {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(
            directory.isEmpty ? "/" : directory,
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// The text of an open file, or of what a pipe gives.
    static func text(
        of descriptor: Int32,
        _ path: String,
        bytesMax: Int = 1 << 20
    ) throws(FileError) -> String {
        guard let bytes = try FileBytes.read(descriptor, path, upTo: bytesMax) else {
            throw FileError(doing: "read", path: path, fault: "it has more than \(bytesMax) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileError(doing: "read", path: path, fault: "it is not UTF-8")
        }
        return text
    }
}

/// What went wrong with a file.
package struct FileError: Reportable, Equatable {
    package let action: String
    package let path: String
    package let fault: String
    package let isAbsent: Bool

    init(doing action: String, path: String, number: Int32) {
        self.action = action
        self.path = path
        fault = String(cString: strerror(number))
        isAbsent = number == ENOENT
    }

    init(doing action: String, path: String, fault: String) {
        self.action = action
        self.path = path
        self.fault = fault
        isAbsent = false
    }

    package var code: String { isAbsent ? "file.absent" : "file.failed" }
    package var category: ErrorCategory { isAbsent ? .notFound : .failure }
    package var message: String { "Can't \(action) '\(path.printable(limit: 200))': \(fault)." }
    package var hint: String? { isAbsent ? "Check the path." : nil }
}
