/// The files in which a repository keeps its worktrees, `worktrees/<name>/` in its common directory
/// (gitrepository-layout(5)).
///
/// They are read directly and not from `git worktree list`: that leaves out worktrees whose making
/// was cut off, and before git 2.36 it can't tell a path with a line break.
struct WorktreeRegistry {
    let location: RepositoryLocation

    var directory: String { location.commonDirectory.appending(path: "worktrees") }

    /// All worktrees, the main one first, the others by the name under which they are kept.
    func entries() throws(GitError) -> [WorktreeEntry] {
        var entries = [try main()]
        for name in try names() {
            if let entry = try entry(named: name) { entries.append(entry) }
        }
        return entries
    }

    /// The worktree at a canonical path, main or not.
    func entry(at path: String) throws(GitError) -> WorktreeEntry? {
        let main = try main()
        if main.path.isSameBytes(as: path) { return main }
        for name in try names() {
            guard let registered = try self.path(of: name),
                try FileProbe.canonical(registered).isSameBytes(as: path)
            else { continue }
            return try entry(named: name)
        }
        return nil
    }

    /// Names under which nothing usable is kept: making or removing a worktree was cut off, or is
    /// going on at this moment.
    func nameless() throws(GitError) -> [String] {
        var result: [String] = []
        for name in try names() where try path(of: name) == nil { result.append(name) }
        return result
    }

    func privateDirectory(of name: String) -> String { directory.appending(path: name) }

    func entry(named name: String) throws(GitError) -> WorktreeEntry? {
        let kept = privateDirectory(of: name)
        guard let path = try path(of: name) else { return nil }
        return WorktreeEntry(
            name: name,
            path: path,
            privateDirectory: kept,
            state: try state(of: path, keptIn: kept),
            lockReason: try FileProbe.line(of: kept.appending(path: "locked")),
            head: try RepositoryLocator.head(of: kept)
        )
    }

    /// Where the worktree of a name is, or was; `nil` where that was never written.
    private func path(of name: String) throws(GitError) -> String? {
        let kept = privateDirectory(of: name)
        let text = try FileProbe.line(of: kept.appending(path: "gitdir"))
        guard let text, !text.isEmpty else { return nil }
        let marker = kept.appending(path: text)
        return marker.lastPathName == ".git" ? marker.parentPath : marker
    }

    private func names() throws(GitError) -> [String] {
        try FileProbe.names(in: directory) ?? []
    }

    private func main() throws(GitError) -> WorktreeEntry {
        let root = try RepositoryLocator.mainRoot(of: location)
        return WorktreeEntry(
            name: nil,
            path: root ?? location.commonDirectory,
            privateDirectory: location.commonDirectory,
            state: root == nil ? .bare : .present,
            lockReason: nil,
            head: try RepositoryLocator.head(of: location.commonDirectory)
        )
    }

    private func state(
        of path: String,
        keptIn kept: String
    ) throws(GitError) -> WorktreeEntry.State {
        guard FileProbe.kind(of: path) != nil else { return .missing }
        guard try Self.points(path, to: kept) else { return .foreign }
        // git writes the index when everything is checked out, and in one step.
        return FileProbe.kind(of: kept.appending(path: "index")) == nil ? .unfinished : .present
    }

    /// Whether the `.git` file of a directory names this private directory.
    static func points(_ path: String, to kept: String) throws(GitError) -> Bool {
        do {
            let target = try RepositoryLocator.gitFileTarget(path.appending(path: ".git"))
            guard let target, let resolved = try FileProbe.resolved(target),
                let wanted = try FileProbe.resolved(kept)
            else { return false }
            return resolved.isSameBytes(as: wanted)
        } catch .gitFileMalformed {
            // It points nowhere, so not here.
            return false
        }
    }
}
