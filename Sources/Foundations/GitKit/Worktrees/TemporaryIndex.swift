import Glibc

/// An index of our own, so that neither the worktree's index nor its lock is touched.
///
/// It lies in the worktree's private directory, in a directory with the number of this process. One
/// that a killed process left there is removed by the next.
struct TemporaryIndex {
    private static let prefix = "temporary-index-"

    let directory: String

    var path: String { directory.appending(path: "index") }

    var environment: [String: String] { ["GIT_INDEX_FILE": path] }

    /// Gives the work an index that is a copy of the worktree's, or absent where that is absent.
    static func with<Value>(
        of privateDirectory: String,
        _ work: (TemporaryIndex) throws(GitError) -> Value
    ) throws(GitError) -> Value {
        try removeLeftovers(in: privateDirectory)
        let index = try make(in: privateDirectory)
        defer { index.remove() }
        _ = try FileChange.copy(privateDirectory.appending(path: "index"), to: index.path)
        return try work(index)
    }

    /// Makes it the worktree's own, in one step.
    func replaceIndex(of privateDirectory: String) throws(GitError) {
        try FileChange.replace(privateDirectory.appending(path: "index"), by: path)
    }

    private static func make(in privateDirectory: String) throws(GitError) -> TemporaryIndex {
        for number in 1... {
            let name = "\(prefix)\(getpid())-\(number)"
            let directory = privateDirectory.appending(path: name)
            if try FileChange.makeDirectoryIfAbsent(directory) {
                return TemporaryIndex(directory: directory)
            }
        }
        preconditionFailure("numbers have no end")
    }

    private static func removeLeftovers(in privateDirectory: String) throws(GitError) {
        for name in try FileProbe.names(in: privateDirectory) ?? [] {
            guard let rest = name.dropping(prefix: prefix),
                let process = rest.split(separator: "-").first.flatMap({ Int32($0) }),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try FileChange.removeTree(privateDirectory.appending(path: name))
        }
    }

    private func remove() {
        // What stays is a copy, and the next process removes it.
        try? FileChange.removeTree(directory)
    }
}
