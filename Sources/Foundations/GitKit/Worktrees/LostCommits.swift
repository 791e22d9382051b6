/// Finds the commits that go when a worktree's private directory goes: no reference that all
/// worktrees share has them, and no branch's own log.
struct LostCommits {
    let privateDirectory: String
    let commonDirectory: String
    let head: CommitID?
    let repository: GitRepository

    static let countMax = 100

    func list() throws(GitError) -> [CommitID] {
        let known = try knownHere()
        let unreached = try walk(from: known, without: [])
        let lost = known.intersection(unreached)
        guard !lost.isEmpty else { return [] }
        // An amended commit is still in the log of its branch, and `git reflog` finds it there.
        let logged = try loggedByBranches()
        let remaining = lost.subtracting(logged)
        guard !remaining.isEmpty else { return [] }
        return try walk(from: remaining, without: lost.intersection(logged))
    }

    /// Every commit that the private directory names: what is checked out, what was, what a rebase
    /// or merge has set aside, and references of this worktree alone.
    private func knownHere() throws(GitError) -> Set<CommitID> {
        var known = try Self.logged(in: privateDirectory.appending(path: "logs/HEAD"))
        if let head { known.insert(head) }
        let references = try Self.files(below: privateDirectory.appending(path: "refs"))
        let named = UnfinishedOperation.commitFiles.map { privateDirectory.appending(path: $0) }
        for file in references + named {
            // A merge of several names one commit in each line.
            let text = try FileProbe.line(of: file) ?? ""
            known.formUnion(text.split(separator: "\n").compactMap { CommitID(String($0)) })
        }
        return known
    }

    private func walk(
        from tips: Set<CommitID>,
        without excluded: Set<CommitID>
    ) throws(GitError) -> [CommitID] {
        guard !tips.isEmpty else { return [] }
        // A log can name commits that were cleaned up long ago.
        var call = GitCall([
            "rev-list", "--ignore-missing", "--max-count=\(Self.countMax)", "--stdin",
            "--not", "--exclude=refs/bisect/*", "--exclude=refs/rewritten/*",
            "--exclude=refs/worktree/*", "--glob=refs/*",
        ])
        let lines = tips.map(\.text) + excluded.map { "^\($0)" }
        call.input = lines.sorted().flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
        return try repository.run(call).lines.compactMap { CommitID($0) }
    }

    private func loggedByBranches() throws(GitError) -> Set<CommitID> {
        var logged: Set<CommitID> = []
        for file in try Self.files(below: commonDirectory.appending(path: "logs/refs/heads")) {
            logged.formUnion(try Self.logged(in: file))
        }
        return logged
    }

    /// The commits that a log leads to: "<old> <new> <who> <when>\t<why>" in each line.
    private static func logged(in file: String) throws(GitError) -> Set<CommitID> {
        guard let bytes = try FileProbe.bytes(of: file, limit: 1 << 28) else { return [] }
        return Set(
            bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
                let words = line.words(3)
                guard words.count == 3, let id = CommitID(words[1].asText) else { return nil }
                return id.text == id.none ? nil : id
            }
        )
    }

    private static func files(below directory: String) throws(GitError) -> [String] {
        var files: [String] = []
        for name in try FileProbe.names(in: directory) ?? [] {
            let path = directory.appending(path: name)
            if FileProbe.ownKind(of: path) == .directory {
                files += try Self.files(below: path)
            } else {
                files.append(path)
            }
        }
        return files
    }
}
