import CLinux
import Glibc

/// A folder that is looked at without following a link, whatever others do in it meanwhile.
final class BagFolder {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws(BagError) {
        self.path = path
        descriptor = clinux_open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
        guard descriptor >= 0 else { throw .unusable(doing: "open", path: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// Opens a file under the folder for reading.
    ///
    /// - Returns: The descriptor, which the caller closes, and the file's size.
    func open(_ name: String) throws(BagError) -> (descriptor: Int32, bytes: Int64) {
        let file = clinux_open_beneath(descriptor, name, O_RDONLY | O_NONBLOCK)
        guard file >= 0 else {
            throw .unusable(doing: "read", path: "\(path)/\(name)", errno: errno)
        }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw .notABag(path: path, fault: "'\(name.shown)' is no regular file")
        }
        return (file, Int64(status.st_size))
    }

    /// The bytes of a small file.
    func bytes(_ name: String, most: Int = 256 << 20) throws(BagError) -> [UInt8] {
        let (file, size) = try open(name)
        defer { close(file) }
        guard size <= most else {
            throw .notABag(path: path, fault: "'\(name)' has more than \(most) bytes")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .unusable(doing: "read", path: "\(path)/\(name)", errno: errno)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= most else {
                throw .notABag(path: path, fault: "'\(name)' has more than \(most) bytes")
            }
        }
    }

    /// Whether something of that name lies directly in the folder.
    func has(_ name: String) -> Bool {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// All regular files under the folder, or under one in it, relative to the folder; sorted.
    ///
    /// A folder without anything in it is told too, with a '/' at its end.
    ///
    /// - Throws: For a link or anything else that is neither file nor folder.
    func files(under start: String? = nil) throws(BagError) -> [String] {
        var found: [String] = []
        var pending = [start ?? ""]
        while let folder = pending.popLast() {
            let entries = try list(folder)
            // No manifest can list it.
            if entries.isEmpty, folder != (start ?? "") { found.append(folder + "/") }
            for entry in entries {
                let name = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                switch entry.kind {
                case S_IFREG: found.append(name)
                case S_IFDIR: pending.append(name)
                default:
                    throw .notABag(
                        path: path,
                        fault: "'\(name.shown)' is neither a file nor a folder"
                    )
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The folders under the folder, itself last: the order in which they are flushed.
    func folders() throws(BagError) -> [String] {
        var all = [""]
        var next = 0
        while next < all.count {
            let folder = all[next]
            for entry in try list(folder) where entry.kind == S_IFDIR {
                all.append(folder.isEmpty ? entry.name : "\(folder)/\(entry.name)")
            }
            next += 1
        }
        return all.reversed()
    }

    /// What lies directly in the folder, or in one in it.
    func list(_ name: String = "") throws(BagError) -> [(name: String, kind: mode_t)] {
        let shown = name.isEmpty ? path : "\(path)/\(name)"
        let folder = clinux_open_beneath(
            descriptor,
            name.isEmpty ? "." : name,
            O_RDONLY | O_DIRECTORY
        )
        guard folder >= 0, let stream = fdopendir(folder) else {
            let number = errno
            if folder >= 0 { close(folder) }
            throw .unusable(doing: "list", path: shown, errno: number)
        }
        defer { closedir(stream) }
        var entries: [(name: String, kind: mode_t)] = []
        errno = 0
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .badName(
                    name: String(decoding: bytes, as: UTF8.self).shown,
                    fault: "it is not UTF-8"
                )
            }
            if text != ".", text != ".." {
                var status = stat()
                guard fstatat(folder, text, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                    throw .unusable(doing: "look at", path: "\(shown)/\(text)", errno: errno)
                }
                entries.append((text, status.st_mode & S_IFMT))
            }
            errno = 0
        }
        guard errno == 0 else { throw .unusable(doing: "list", path: shown, errno: errno) }
        return entries
    }
}
