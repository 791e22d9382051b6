import Glibc

/// The last of a file that may be long.
struct TailOfFile {
    /// How long the whole file is.
    let bytes: Int64
    let text: String

    /// Reads it; `nil` where there is no such file.
    init?(_ path: String, bytesMax: Int) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError(doing: "open", path: path, number: errno)
        }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0, lseek(descriptor, max(0, size - bytesMax), SEEK_SET) >= 0 else {
            throw FileError(doing: "read", path: path, number: errno)
        }
        var found: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while found.count < bytesMax {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw FileError(doing: "read", path: path, number: errno)
            }
            if count == 0 { break }
            found += buffer[..<count]
        }
        bytes = Int64(size)
        text = String(decoding: found, as: UTF8.self)
    }
}
