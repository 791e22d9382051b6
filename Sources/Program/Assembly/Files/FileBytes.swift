import Glibc

/// The bytes of files, read whole or not at all.
enum FileBytes {
    /// The bytes of a file; `nil` where it has more than so many.
    ///
    /// It is not waited for: a pipe without a writer would keep us.
    static func read(_ path: String, upTo bytesMax: Int) throws(FileError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(doing: "read", path: path, number: errno) }
        defer { close(descriptor) }
        return try read(descriptor, path, upTo: bytesMax)
    }

    /// The bytes of an open file, or of what a pipe gives; `nil` where it has more than so many.
    static func read(
        _ descriptor: Int32,
        _ path: String,
        upTo bytesMax: Int
    ) throws(FileError) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(doing: "read", path: path, number: errno)
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { return nil }
        }
    }
}
