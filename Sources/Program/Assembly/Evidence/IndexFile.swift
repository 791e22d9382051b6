import BagKit
import Digests
import Glibc
import Model

/// What is kept of a folder's index between two looks: a cache, made anew where it is missing.
struct IndexFile {
    let path: String

    private let directory: String

    init(of folder: String, in stateDirectory: String) {
        directory = stateDirectory + "/evidence-index"
        path = "\(directory)/\(Digest(of: folder).short)"
    }

    /// What was seen the last time.
    func read() -> FolderIndex {
        guard let file = fopen(path, "r") else { return FolderIndex() }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0, status.st_size > 32 else { return FolderIndex() }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { return FolderIndex() }
        let body = Array(bytes.dropFirst(32))
        // Half a write must not pass for the whole.
        guard Digest(of: body).bytes == Array(bytes.prefix(32)) else { return FolderIndex() }
        return FolderIndex(encoded: body)
    }

    func write(_ index: FolderIndex) throws(FileError) {
        try PrivateFile.makeDirectory(directory)
        let body = index.encoded
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
