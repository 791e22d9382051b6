import Glibc

/// A file whose digest could not be taken.
package struct FileDigestError: Error, Hashable, Sendable {
    /// The file as the caller named it.
    package let path: String
    /// The system's `errno`.
    package let errorNumber: Int32

    package var code: String { "file.unreadable" }
    package var message: String {
        "Cannot read '\(path)': \(String(cString: strerror(errorNumber)))."
    }
}

extension Digest {
    /// The digest of a file's bytes, read in pieces, so that its size does not matter.
    ///
    /// Links are followed. A file that changes while it is read gives a digest of what was read.
    package init(ofFileAt path: String) throws(FileDigestError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileDigestError(path: path, errorNumber: errno) }
        defer { close(file) }

        // Large enough that calls do not count, small enough to stay in the second-level cache.
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 * 1024, alignment: 64)
        defer { piece.deallocate() }
        var stream = DigestStream()
        while true {
            let count = Glibc.read(file, piece.baseAddress, piece.count)
            if count > 0 {
                stream.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            } else if count == 0 {
                self = stream.finish()
                return
            } else if errno != EINTR {
                throw FileDigestError(path: path, errorNumber: errno)
            }
        }
    }
}
