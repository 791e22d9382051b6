import Digests
import Glibc
import Model

/// A file that could be made anew, with the digest of what is in it before that.
struct CacheFile {
    let path: String

    /// What was kept; `nil` where there is nothing whole.
    func read() -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0, status.st_size > 32 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { return nil }
        let body = Array(bytes.dropFirst(32))
        // Half a write must not pass for the whole.
        return Digest(of: body).bytes == Array(bytes.prefix(32)) ? body : nil
    }

    func write(_ body: [UInt8]) throws(FileError) {
        try PrivateFile.makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        let temporary = "\(path).new.\(getpid())"
        guard let file = fopen(temporary, "w") else {
            throw FileError(doing: "write", path: path, number: errno)
        }
        let digest = Digest(of: body).bytes
        let isWritten =
            fwrite(digest, 1, 32, file) == 32 && fwrite(body, 1, body.count, file) == body.count
        guard fclose(file) == 0, isWritten, rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw FileError(doing: "write", path: path, number: number)
        }
    }
}
