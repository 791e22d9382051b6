import CLinux
import Digests
import Glibc
import Model

/// A file that a delivery claims, as the checks left it.
struct ArtifactFile {
    let path: String
    /// The top of the working tree.
    let root: String

    init(path: String, under root: String) {
        self.path = path
        self.root = root
    }

    /// Digests it; what is a link, leads out of the tree, or is no regular file is not there.
    func find() -> FoundArtifact {
        let missing = FoundArtifact(path: path, digest: nil, bytes: 0)
        guard !path.isEmpty, !path.utf8.contains(0) else { return missing }
        let directory = clinux_open(root, O_RDONLY | O_DIRECTORY, 0)
        guard directory >= 0 else { return missing }
        defer { close(directory) }
        // Non-blocking: a pipe of that name would wait for a writer.
        let file = clinux_open_beneath(directory, path, O_RDONLY | O_NONBLOCK)
        guard file >= 0 else { return missing }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let (digest, bytes) = digest(of: file)
        else { return missing }
        return FoundArtifact(path: path, digest: digest, bytes: bytes)
    }

    private func digest(of file: Int32) -> (Digest, Int64)? {
        var stream = DigestStream()
        var total: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return nil }
            if count == 0 { return (stream.finish(), total) }
            stream.update(buffer[..<count])
            total += Int64(count)
        }
    }
}
