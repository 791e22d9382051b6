import Glibc

/// The few changes that we make to files without git: in its administrative directories, and the
/// renaming of whole worktrees.
enum FileChange {
    static func makeDirectory(_ path: String) throws(GitError) {
        try check(mkdir(path, 0o777), path)
    }

    /// Makes the directory unless something is there; says whether it was made.
    static func makeDirectoryIfAbsent(_ path: String) throws(GitError) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw refused(path) }
        return false
    }

    /// Removes a file or link; one that is not there is as good as removed.
    static func removeFile(_ path: String) throws(GitError) {
        if unlink(path) == 0 || errno == ENOENT { return }
        throw refused(path)
    }

    /// Removes a directory if it is empty; one that is not there is as good as removed.
    static func removeEmptyDirectory(_ path: String) throws(GitError) {
        if rmdir(path) == 0 || errno == ENOENT { return }
        throw refused(path)
    }

    /// Renames; what is at the new path must not exist.
    static func move(_ path: String, to newPath: String) throws(GitError) {
        guard FileProbe.ownKind(of: newPath) == nil else { throw .pathOccupied(path: newPath) }
        try check(rename(path, newPath), path)
    }

    /// Renames a file to a path where another one may be, which it replaces.
    static func replace(_ path: String, by newFile: String) throws(GitError) {
        try check(rename(newFile, path), path)
    }

    /// Replaces the content of a small file in one step.
    static func write(_ text: String, to path: String) throws(GitError) {
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw refused(draft) }
        defer { close(descriptor) }
        try writeAll(Array(text.utf8)[...], to: descriptor, path: draft)
        try check(fsync(descriptor), draft)
        try replace(path, by: draft)
    }

    /// Writes over the start of a file that exists.
    ///
    /// Whoever writes the same at the same time is welcome.
    static func fill(_ path: String, with text: String) throws(GitError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw refused(path)
        }
        defer { close(descriptor) }
        try writeAll(Array(text.utf8)[...], to: descriptor, path: path)
    }

    /// Copies a file; says whether there was one.
    static func copy(_ source: String, to target: String) throws(GitError) -> Bool {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else {
            if errno == ENOENT { return false }
            throw refused(source)
        }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw refused(target) }
        defer { close(output) }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(input, &chunk, chunk.count)
            if count == 0 { return true }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw refused(source) }
            try writeAll(chunk[..<count], to: output, path: target)
        }
    }

    /// Removes a directory with everything in it; links are removed, not followed.
    ///
    /// Only for git's administrative directories: it asks nothing.
    static func removeTree(_ path: String) throws(GitError) {
        for name in try FileProbe.names(in: path) ?? [] {
            let child = path.appending(path: name)
            if FileProbe.ownKind(of: child) == .directory {
                try removeTree(child)
            } else {
                try removeFile(child)
            }
        }
        try removeEmptyDirectory(path)
    }

    private static func writeAll(
        _ bytes: ArraySlice<UInt8>,
        to descriptor: Int32,
        path: String
    ) throws(GitError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw refused(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func check(_ result: Int32, _ path: String) throws(GitError) {
        if result != 0 { throw refused(path) }
    }

    private static func refused(_ path: String) -> GitError {
        .unchangeable(path: path, reason: FileProbe.reason(errno))
    }
}
