/// Finds the repository around a directory by reading a handful of files.
///
/// It follows git's own discovery: upwards from the directory to the first `.git` that is a
/// repository, or to a bare repository, and not past the file system. The environment (`GIT_DIR`
/// and its like) has no say. It costs some microseconds; git is not started.
package enum RepositoryLocator {
    /// The repository around the directory.
    ///
    /// - Throws: ``GitError/notARepository(path:)``, ``GitError/directoryMissing(path:)``, and what
    ///   ``location(at:)`` throws.
    package static func locate(from directory: String) throws(GitError) -> RepositoryLocation {
        let start = try existingDirectory(directory)
        let device = FileProbe.device(of: start)
        var current = start
        while true {
            if let found = try repository(at: current) { return found }
            let parent = current.parentPath
            guard current != "/", FileProbe.device(of: parent) == device else {
                throw .notARepository(path: start)
            }
            current = parent
        }
    }

    /// The repository of exactly this directory, or `nil` where it is the top of none.
    ///
    /// - Throws: ``GitError/gitDirectoryMissing(file:target:)`` when a `.git` file points nowhere,
    ///   and ``GitError/gitFileMalformed(path:)`` when it does not point at all.
    package static func location(at directory: String) throws(GitError) -> RepositoryLocation? {
        try repository(at: existingDirectory(directory))
    }

    /// The top of the main worktree of the repository that a location belongs to; `nil` where it
    /// has none, or keeps its files apart from it.
    package static func mainRoot(of location: RepositoryLocation) throws(GitError) -> String? {
        if location.kind == .main, let root = location.root { return root }
        let common = location.commonDirectory
        guard common.lastPathName == ".git", try !isBare(common) else { return nil }
        return common.parentPath
    }

    /// Where the `.git` file of a linked worktree points; `nil` where there is no such file.
    static func gitFileTarget(_ file: String) throws(GitError) -> String? {
        guard FileProbe.kind(of: file) == .file, let text = try FileProbe.line(of: file) else {
            return nil
        }
        guard let target = text.dropping(prefix: "gitdir: "), !target.isEmpty,
            !target.utf8.contains(0)
        else { throw .gitFileMalformed(path: file) }
        return file.parentPath.appending(path: target)
    }

    /// What HEAD names; `nil` where git would not take it either.
    static func head(of privateDirectory: String) throws(GitError) -> Head? {
        let file = privateDirectory.appending(path: "HEAD")
        // Before symbolic references were files, HEAD was a link; git still takes one.
        if FileProbe.ownKind(of: file) == .link, let target = FileProbe.target(of: file),
            let head = Head(reference: target)
        {
            return head
        }
        return try FileProbe.line(of: file).flatMap(Head.init(file:))
    }

    private static func existingDirectory(_ path: String) throws(GitError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .directoryMissing(path: path) }
        guard let resolved = try FileProbe.resolved(path),
            FileProbe.kind(of: resolved) == .directory
        else { throw .directoryMissing(path: path) }
        return resolved
    }

    private static func repository(at directory: String) throws(GitError) -> RepositoryLocation? {
        let marker = directory.appending(path: ".git")
        switch FileProbe.kind(of: marker) {
        case .file:
            guard let target = try gitFileTarget(marker) else {
                throw .gitFileMalformed(path: marker)
            }
            guard let privateDirectory = try FileProbe.resolved(target),
                let parts = try parts(of: privateDirectory)
            else { throw .gitDirectoryMissing(file: marker, target: target) }
            return parts.location(root: directory)
        case .directory:
            if let privateDirectory = try FileProbe.resolved(marker),
                let parts = try parts(of: privateDirectory)
            {
                return parts.location(root: directory)
            }
        case .link, .other, nil:
            break
        }
        guard let parts = try parts(of: directory) else { return nil }
        return try parts.location(root: nil, isBare: isBare(parts.commonDirectory))
    }

    /// The parts of a directory that is a repository's own, or `nil` for any other.
    private static func parts(of directory: String) throws(GitError) -> RepositoryParts? {
        let commonFile = directory.appending(path: "commondir")
        var common = directory
        if let text = try FileProbe.line(of: commonFile) {
            guard let resolved = try FileProbe.resolved(directory.appending(path: text)) else {
                throw .gitDirectoryMissing(file: commonFile, target: text)
            }
            common = resolved
        }
        guard FileProbe.kind(of: common.appending(path: "objects")) == .directory,
            FileProbe.kind(of: common.appending(path: "refs")) == .directory,
            let head = try head(of: directory)
        else { return nil }
        return RepositoryParts(
            privateDirectory: directory,
            commonDirectory: common,
            head: head
        )
    }

    /// Whether the configuration says that the repository has no working directory of its own.
    private static func isBare(_ commonDirectory: String) throws(GitError) -> Bool {
        let file = commonDirectory.appending(path: "config")
        guard let bytes = try FileProbe.bytes(of: file, limit: 1 << 24) else { return true }
        return CoreSettings(file: bytes).isBare
    }
}

/// A repository's own directories, before it is known where its working directory lies.
private struct RepositoryParts {
    let privateDirectory: String
    let commonDirectory: String
    let head: Head

    func location(root: String?, isBare: Bool = false) -> RepositoryLocation {
        let isLinked = privateDirectory != commonDirectory
        return RepositoryLocation(
            root: root,
            privateDirectory: privateDirectory,
            commonDirectory: commonDirectory,
            kind: isLinked
                ? .linked(name: privateDirectory.lastPathName) : isBare ? .bare : .main,
            head: head
        )
    }
}
