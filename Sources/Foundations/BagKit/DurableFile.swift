import CLinux
import Digests
import Glibc

/// A file that is written whole and flushed, or not there.
struct DurableFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Writes the bytes to a temporary name beside it, flushes them, and puts them in place.
    func write(_ bytes: [UInt8]) throws(BagError) {
        try fill { file throws(BagError) in try Self.put(bytes, to: file, path) }
    }

    /// Copies an open file, flushes the copy and puts it in place.
    ///
    /// - Returns: The digest and the number of the bytes that were copied.
    func copy(from source: Int32, named shown: String) throws(BagError) -> (Digest, Int64) {
        var stream = DigestStream()
        var total: Int64 = 0
        try fill { file throws(BagError) in
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: Self.pieceBytes,
                alignment: 4096
            )
            defer { buffer.deallocate() }
            while true {
                let count = read(source, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else {
                    throw .unusable(doing: "read", path: shown, errno: errno)
                }
                if count == 0 { return }
                let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                stream.update(piece)
                total += Int64(count)
                try Self.put(piece, to: file, path)
            }
        }
        return (stream.finish(), total)
    }

    /// Writes what `body` puts, piece by piece.
    func stream(
        _ body: (_ put: ([UInt8]) throws(BagError) -> Void) throws(BagError) -> Void
    ) throws(BagError) {
        try fill { file throws(BagError) in
            try body { bytes throws(BagError) in try Self.put(bytes, to: file, path) }
        }
    }

    /// Large enough that calls do not count, small enough for the second-level cache.
    static let pieceBytes = 256 << 10

    /// - Parameter body: Writes to the descriptor.
    private func fill(_ body: (Int32) throws(BagError) -> Void) throws(BagError) {
        let temporary = path + Self.unfinished
        let file = clinux_open(
            temporary,
            O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
            0o644
        )
        guard file >= 0 else { throw .unusable(doing: "write", path: path, errno: errno) }
        do throws(BagError) {
            try body(file)
            guard fsync(file) == 0 else {
                throw .unusable(doing: "flush", path: path, errno: errno)
            }
        } catch {
            // What could not be flushed must not be taken for written by a later flush that finds
            // nothing left to do.
            close(file)
            unlink(temporary)
            throw error
        }
        guard close(file) == 0, rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw .unusable(doing: "write", path: path, errno: number)
        }
    }

    /// What ends the name of a file that is being written.
    static let unfinished = ".unfinished"

    private static func put(
        _ bytes: [UInt8],
        to file: Int32,
        _ path: String
    ) throws(BagError) {
        try bytes.withUnsafeBufferPointer { buffer throws(BagError) in
            try put(UnsafeRawBufferPointer(buffer), to: file, path)
        }
    }

    private static func put(
        _ bytes: UnsafeRawBufferPointer,
        to file: Int32,
        _ path: String
    ) throws(BagError) {
        var offset = 0
        while offset < bytes.count, let start = bytes.baseAddress {
            let count = Glibc.write(file, start + offset, bytes.count - offset)
            if count > 0 {
                offset += count
            } else if errno != EINTR {
                throw .unusable(doing: "write", path: path, errno: errno)
            }
        }
    }
}

/// A folder that is made and flushed.
enum DurableFolder {
    /// Makes a folder and those above it.
    static func make(_ path: String) throws(BagError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw .unusable(doing: "make the folder", path: path, errno: errno)
        }
        try make(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .unusable(doing: "make the folder", path: path, errno: errno)
        }
    }

    /// Flushes the names in a folder.
    static func flush(_ path: String) throws(BagError) {
        let folder = clinux_open(path, O_RDONLY | O_DIRECTORY, 0)
        guard folder >= 0 else { throw .unusable(doing: "flush", path: path, errno: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .unusable(doing: "flush", path: path, errno: errno) }
    }
}
