extension String {
    /// The path of the directory that holds this one; `/` holds itself.
    var parentPath: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }

    /// The part of the path after its last slash.
    var lastPathName: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return self }
        return String(self[utf8.index(after: slash)...])
    }

    /// The path seen from this directory; an absolute one stays as it is.
    func appending(path: String) -> String {
        if path.isAbsolutePath { return path }
        return utf8.last == UInt8(ascii: "/") ? self + path : "\(self)/\(path)"
    }

    var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }

    /// Whether the path is the directory or lies in it.
    ///
    /// Both are canonical.
    func isPath(within directory: String) -> Bool {
        isSameBytes(as: directory) || directory == "/" || dropping(prefix: directory + "/") != nil
    }
}
