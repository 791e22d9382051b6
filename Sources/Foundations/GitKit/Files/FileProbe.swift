import Glibc

/// What stands at a path, asked of the kernel directly: no process is started.
///
/// Paths come in without NUL; ``RepositoryLocator`` and ``GitRepository`` see to that.
enum FileProbe {
    enum Kind: Hashable {
        case file
        case directory
        case link
        case other
    }

    /// What is at the path, links followed; `nil` where nothing is.
    static func kind(of path: String) -> Kind? {
        var information = stat()
        return stat(path, &information) == 0 ? kind(information.st_mode) : nil
    }

    /// What is at the path itself; `nil` where nothing is.
    static func ownKind(of path: String) -> Kind? {
        var information = stat()
        return lstat(path, &information) == 0 ? kind(information.st_mode) : nil
    }

    /// The file system that holds the path; `nil` where nothing is there.
    static func device(of path: String) -> UInt64? {
        var information = stat()
        return stat(path, &information) == 0 ? UInt64(information.st_dev) : nil
    }

    /// Whether a file without any content is at the path; links are not followed.
    static func isEmptyFile(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && kind(information.st_mode) == .file
            && information.st_size == 0
    }

    /// The bytes of a small file; `nil` where there is none.
    ///
    /// - Throws: ``GitError/unreadable(path:reason:)``, also for a file over the limit.
    static func bytes(of path: String, limit: Int = 1 << 16) throws(GitError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path: path, reason: reason(errno))
        }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return result }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: reason(errno))
            }
            result += chunk[..<count]
            guard result.count <= limit else {
                throw .unreadable(path: path, reason: "it has more than \(limit) bytes")
            }
        }
    }

    /// The text of a small file without the line ends after it; `nil` where there is none.
    static func line(of path: String) throws(GitError) -> String? {
        guard var bytes = try bytes(of: path) else { return nil }
        while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") {
            bytes.removeLast()
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .pathNotText(bytes: bytes)
        }
        return text
    }

    /// What a link says; `nil` where there is no link.
    static func target(of link: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink(link, $0, characters.count) } ?? -1
            }
        }
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// The path without links and dots; `nil` where nothing is there.
    static func resolved(_ path: String) throws(GitError) -> String? {
        guard let pointer = realpath(path, nil) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path: path, reason: reason(errno))
        }
        defer { free(pointer) }
        guard let text = String(validatingCString: pointer) else {
            throw .pathNotText(bytes: Array(path.utf8))
        }
        return text
    }

    /// The path with the links of the part that exists resolved, so that one place has one name
    /// whether it is there yet or not.
    static func canonical(_ path: String) throws(GitError) -> String {
        var rest: [String] = []
        var current = path
        while current != "/", current != "." {
            if let found = try resolved(current) {
                return rest.reversed().reduce(found) { $0.appending(path: $1) }
            }
            // "." and ".." after a part that does not exist can't be resolved; they stay as
            // written.
            if !current.lastPathName.isEmpty { rest.append(current.lastPathName) }
            current = current.parentPath
        }
        return rest.reversed().reduce(current) { $0.appending(path: $1) }
    }

    /// The names in a directory, sorted; `nil` where there is no directory.
    static func names(in directory: String) throws(GitError) -> [String]? {
        guard let stream = opendir(directory) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path: directory, reason: reason(errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The kernel's reason, as the end of a sentence.
    static func reason(_ number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        let reason = String(cString: text)
        return reason.prefix(1).lowercased() + reason.dropFirst()
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .link
        default: .other
        }
    }
}
