import Glibc

/// Paths as the kernel resolves them.
package enum RealPath {
    /// The absolute path without links, or `nil` where nothing is there.
    package static func of(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a path is a directory or lies in it.
    package static func isUnder(_ path: String, _ directory: String) -> Bool {
        directory == "/" || path == directory || path.hasPrefix(directory + "/")
    }
}
