import Glibc

/// The hashes of a growing tree in files, so that a proof reads a few of them and not every leaf.
///
/// The hashes of all leaves, and of every full subtree of 256, of 65,536 … leaves, one file for
/// each of these heights, hash after hash: the tiles of C2SP's tlog-tiles without their cut into
/// files. It is a cache: what it says of its own state is believed only where its root is right.
package final class MerkleFiles {
    private static let step = 8

    /// How many leaves there are.
    package private(set) var size: Int

    private let directory: String
    private var files: [Int: Int32] = [:]

    /// Opens the files in a directory, which is there; a state that does not hold is emptied.
    package init(in directory: String) throws(MerkleFilesError) {
        self.directory = directory
        size = 0
        guard let (known, root) = try readState() else { return }
        size = known
        do throws(MerkleFilesError) {
            if try self.root(of: 0..<known) == root { return }
        } catch  where error.isShort {
            // Cut off while it was written.
        }
        try empty()
    }

    deinit {
        for file in files.values { close(file) }
    }

    /// Forgets all leaves.
    package func empty() throws(MerkleFilesError) {
        size = 0
        try writeState()
    }

    /// Adds the hashes of leaves.
    package func append(_ leaves: [Digest]) throws(MerkleFilesError) {
        guard !leaves.isEmpty else { return }
        try write(leaves, height: 0, at: size)
        let old = size
        size += leaves.count
        var height = Self.step
        while size >> height > old >> height {
            var roots: [Digest] = []
            for index in (old >> height)..<(size >> height) {
                roots.append(try root(of: index << height..<(index + 1) << height, below: height))
            }
            try write(roots, height: height, at: old >> height)
            height += Self.step
        }
    }

    /// Flushes what was added, and says that it holds.
    package func save() throws(MerkleFilesError) {
        for (height, file) in files where fsync(file) != 0 {
            throw MerkleFilesError(path: path(height), errorNumber: errno)
        }
        try writeState()
    }

    /// The hash of a leaf.
    package func leaf(_ index: Int) throws(MerkleFilesError) -> Digest {
        try read(height: 0, index..<index + 1)[0]
    }

    /// The root over a range of leaves, as a tree splits into subtrees: its start is a multiple of
    /// the largest power of two that fits into it.
    package func root(of range: Range<Int>) throws(MerkleFilesError) -> Digest {
        guard !range.isEmpty else { return MerkleTree.emptyRoot }
        // Full subtrees from the largest on, folded from the right as in a frontier.
        var parts: [Digest] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let left = range.upperBound - start
            let height = Int.bitWidth - 1 - left.leadingZeroBitCount
            parts.append(
                try root(
                    of: start..<start + (1 << height),
                    below: height / Self.step * Self.step + 1
                )
            )
            start += 1 << height
        }
        var root = parts.removeLast()
        for part in parts.reversed() { root = MerkleTree.nodeHash(part, root) }
        return root
    }

    /// The root of a full subtree, from the hashes of the next height that is kept under `limit`.
    private func root(
        of range: Range<Int>,
        below limit: Int
    ) throws(MerkleFilesError) -> Digest {
        let height = (limit - 1) / Self.step * Self.step
        var hashes = try read(
            height: height,
            range.lowerBound >> height..<range.upperBound >> height
        )
        while hashes.count > 1 {
            var above: [Digest] = []
            above.reserveCapacity(hashes.count / 2)
            for index in stride(from: 0, to: hashes.count, by: 2) {
                above.append(MerkleTree.nodeHash(hashes[index], hashes[index + 1]))
            }
            hashes = above
        }
        return hashes[0]
    }

    private func path(_ height: Int) -> String { "\(directory)/hashes-\(height)" }

    private func file(_ height: Int) throws(MerkleFilesError) -> Int32 {
        if let file = files[height] { return file }
        let file = open(path(height), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw MerkleFilesError(path: path(height), errorNumber: errno)
        }
        files[height] = file
        return file
    }

    private func read(height: Int, _ range: Range<Int>) throws(MerkleFilesError) -> [Digest] {
        let file = try file(height)
        var bytes = [UInt8](repeating: 0, count: 32 * range.count)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes {
                pread(file, $0.baseAddress, $0.count, off_t(32 * range.lowerBound + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw MerkleFilesError(path: path(height), errorNumber: count == 0 ? 0 : errno)
            }
            done += count
        }
        return bytes.withUnsafeBytes { bytes in
            range.indices.map { place in
                let start = 32 * (place - range.lowerBound)
                return Digest { $0.copyMemory(from: .init(rebasing: bytes[start..<start + 32])) }
            }
        }
    }

    private func write(
        _ hashes: [Digest],
        height: Int,
        at place: Int
    ) throws(MerkleFilesError) {
        let file = try file(height)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 * hashes.count)
        for hash in hashes { hash.withBytes { bytes.append(contentsOf: $0) } }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                pwrite(file, $0.baseAddress, $0.count, off_t(32 * place + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw MerkleFilesError(path: path(height), errorNumber: errno)
            }
            done += count
        }
    }

    private var statePath: String { directory + "/state" }

    private func readState() throws(MerkleFilesError) -> (size: Int, root: Digest)? {
        let file = open(statePath, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw MerkleFilesError(path: statePath, errorNumber: errno)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Glibc.read(file, &bytes, bytes.count)
        let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(
            separator: " "
        )
        guard words.count == 2, let size = Int(words[0]), size > 0,
            let root = Digest(String(words[1]))
        else { return nil }
        return (size, root)
    }

    private func writeState() throws(MerkleFilesError) {
        let root = try root(of: 0..<size)
        let temporary = statePath + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw MerkleFilesError(path: statePath, errorNumber: errno) }
        let bytes = Array("\(size) \(root.hex)".utf8)
        let isWritten =
            Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        let number = errno
        close(file)
        guard isWritten, rename(temporary, statePath) == 0 else {
            throw MerkleFilesError(path: statePath, errorNumber: isWritten ? errno : number)
        }
    }
}

/// A file of hashes that could not be read or written.
package struct MerkleFilesError: Error, Hashable, Sendable {
    package let path: String
    /// The system's `errno`; 0 for a file that ends too early.
    package let errorNumber: Int32

    fileprivate var isShort: Bool { errorNumber == 0 }

    package var code: String { "ledger.tree_unusable" }
    package var message: String {
        let why = isShort ? "it ends too early" : String(cString: strerror(errorNumber))
        return "Can't use '\(path)': \(why)."
    }
}
