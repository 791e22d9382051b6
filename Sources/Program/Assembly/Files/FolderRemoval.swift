import Glibc
import Model

/// The removal of a folder with all that is in it; links are removed, not followed.
enum FolderRemoval {
    /// Removes it; one that is not there is removed already.
    static func remove(_ path: String) throws(FileError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw FileError(doing: "remove", path: path, number: errno)
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if isFolder {
            for name in try DirectoryListing.names(in: path) { try remove("\(path)/\(name)") }
        }
        guard (isFolder ? rmdir(path) : unlink(path)) == 0 || errno == ENOENT else {
            throw FileError(doing: "remove", path: path, number: errno)
        }
    }
}
