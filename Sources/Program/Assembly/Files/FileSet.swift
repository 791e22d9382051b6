import CLinux
import Glibc
import Model

/// Files that are written all or not at all.
///
/// Each is written beside its place and flushed before the first is put there. A failure after that
/// puts back what was there; only a machine that dies between two renames can leave some of both.
struct FileSet {
    /// A file to be written.
    struct Entry {
        let path: String
        let text: String
        let isScript: Bool
    }

    /// What was put into its place, and what was there.
    private struct Placed {
        let path: String
        let backup: String?
    }

    /// With more files than so many one flush of all that the file system has takes less time than
    /// one of each.
    private static let flushedSingly = 16

    /// Writes all of them, and the folders that they are in.
    static func write(_ entries: [Entry]) throws(FileError) {
        let mark = ".new.\(getpid())"
        var staged: [String] = []
        do throws(FileError) {
            for entry in entries {
                try makeDirectory(above: entry.path)
                let temporary = entry.path + mark
                // One that a process of this number left behind.
                unlink(temporary)
                // What is made is for everybody who works in the folder.
                try FileReplacement.create(
                    Array(entry.text.utf8),
                    at: temporary,
                    mode: entry.isScript ? 0o755 : 0o644,
                    isFlushed: entries.count <= flushedSingly
                )
                staged.append(temporary)
            }
            if entries.count > flushedSingly, let first = staged.first {
                try flushFileSystem(of: first)
            }
            try place(entries.map(\.path), mark)
        } catch {
            for path in staged { unlink(path) }
            throw error
        }
        for folder in Set(entries.map { folder(of: $0.path) }) {
            PrivateFile.syncDirectory(of: folder + "/")
        }
    }

    /// All of them lie below one folder, and so in one file system as a rule.
    private static func flushFileSystem(of path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(doing: "write", path: path, number: errno) }
        defer { close(descriptor) }
        guard clinux_flush_file_system(descriptor) == 0 else {
            throw FileError(doing: "write", path: path, number: errno)
        }
    }

    private static func place(_ paths: [String], _ mark: String) throws(FileError) {
        var placed: [Placed] = []
        do throws(FileError) {
            for path in paths {
                let backup = try keep(path)
                placed.append(Placed(path: path, backup: backup))
                guard rename(path + mark, path) == 0 else {
                    throw FileError(doing: "write", path: path, number: errno)
                }
            }
        } catch {
            for file in placed.reversed() {
                if let backup = file.backup {
                    rename(backup, file.path)
                } else {
                    unlink(file.path)
                }
            }
            throw error
        }
        for backup in placed.compactMap(\.backup) { unlink(backup) }
    }

    /// Keeps what is at a path under another name, by a second link, so that the path is never
    /// without a file.
    private static func keep(_ path: String) throws(FileError) -> String? {
        let backup = "\(path).old.\(getpid())"
        unlink(backup)
        if link(path, backup) == 0 { return backup }
        guard errno == ENOENT else { throw FileError(doing: "write", path: path, number: errno) }
        return nil
    }

    private static func makeDirectory(above path: String) throws(FileError) {
        let folder = folder(of: path)
        if folder.isEmpty { return }
        try PrivateFile.makeDirectory(folder, mode: 0o755)
    }

    /// What a path lies in; paths are absolute, and empty is the root.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
