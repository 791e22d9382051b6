/// Looks for what would be lost with a worktree.
struct WorktreeInspection {
    let entry: WorktreeEntry
    /// Asked with exactly the worktree's directories.
    let repository: GitRepository
    /// Asked where the worktree's own registration may not be whole.
    private let shared: GitRepository
    private let commonDirectory: String

    init(of entry: WorktreeEntry, in repository: GitRepository) throws(GitError) {
        self.entry = entry
        self.repository = repository.pinned(to: entry.pinned)
        shared = repository
        commonDirectory = try repository.location().commonDirectory
    }

    func losses() throws(GitError) -> WorktreeLosses {
        var losses = WorktreeLosses()
        losses.changes = try changes()
        losses.hiddenChanges = try hiddenChanges()
        losses.commits = try lostCommits()
        losses.operation = operation()
        losses.hasSubmoduleRepositories = hasSubmoduleRepositories
        return losses
    }

    // MARK: - Files

    /// What is not committed, by the worktree's own index.
    func changes() throws(GitError) -> [StatusEntry] {
        switch entry.state {
        case .present:
            return try repository.status().uncommitted
        case .unfinished:
            return try TemporaryIndex.with(of: entry.privateDirectory) {
                index throws(GitError) in
                try changes(besideHeadIn: index)
            }
        case .missing, .foreign:
            return try stagedPaths().map { path in
                StatusEntry(path: path, kind: .changed(staged: .modified, unstaged: nil))
            }
        case .bare:
            return []
        }
    }

    /// What a half-made checkout has beside files that are still missing.
    func changes(besideHeadIn index: TemporaryIndex) throws(GitError) -> [StatusEntry] {
        guard try commitOfHead() != nil else { return [] }
        try repository.run(.reading(["read-tree", "HEAD"], with: index))
        let status = GitCall.reading(
            ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames"],
            with: index
        )
        let output = try repository.run(status).output
        return try WorktreeStatus(porcelain: output).uncommitted.filter { entry in
            !entry.isOnlyMissing && !isOnlyBegun(entry)
        }
    }

    /// Whether it is a file that git had opened and not yet written when it was killed.
    private func isOnlyBegun(_ change: StatusEntry) -> Bool {
        change.kind == .changed(staged: nil, unstaged: .modified)
            && FileProbe.isEmptyFile(entry.path.appending(path: change.path.text))
    }

    private func stagedPaths() throws(GitError) -> [GitPath] {
        let index = entry.privateDirectory.appending(path: "index")
        guard FileProbe.kind(of: index) == .file, try commitOfHead() != nil else { return [] }
        let words = ["diff-index", "--cached", "--name-only", "-z", "HEAD", "--"]
        return try repository.run(GitCall(words)).output.split(separator: 0)
            .map { GitPath(bytes: $0) }
    }

    /// Files that are there, and of which git was told not to look whether they have changed.
    func flaggedPaths() throws(GitError) -> [GitPath] {
        guard entry.state == .present else { return [] }
        let answer = try repository.run(GitCall(["ls-files", "-v", "-z"]))
        return answer.output.split(separator: 0).compactMap { field in
            // "<tag> <path>": `S` is skip-worktree, a lower-case letter assume-unchanged.
            guard let tag = field.first,
                tag == UInt8(ascii: "S") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(tag)
            else { return nil }
            let path = GitPath(bytes: field.dropFirst(2))
            let file = entry.path.appending(path: path.text)
            return FileProbe.ownKind(of: file) == nil ? nil : path
        }
    }

    private func hiddenChanges() throws(GitError) -> [GitPath] {
        let flagged = try flaggedPaths()
        guard !flagged.isEmpty else { return [] }
        return try TemporaryIndex.with(of: entry.privateDirectory) { index throws(GitError) in
            try clearFlags(of: flagged, in: index)
            let words = ["diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--"]
            let call = GitCall.reading(words, with: index)
            let changed = try repository.run(call).output.split(separator: 0)
                .map { GitPath(bytes: $0) }
            return Set(changed).intersection(flagged).sorted()
        }
    }

    /// Makes git look again at files that it was told not to look at, in an index of our own.
    func clearFlags(of paths: [GitPath], in index: TemporaryIndex) throws(GitError) {
        for option in ["--no-assume-unchanged", "--no-skip-worktree"] {
            var call = GitCall.reading(["update-index", option, "-z", "--stdin"], with: index)
            call.input = paths.flatMap { $0.bytes + [0] }
            try repository.run(call)
        }
    }

    // MARK: - What git has begun

    func operation() -> UnfinishedOperation? {
        UnfinishedOperation.allCases.first { operation in
            operation.marks.contains { mark in
                FileProbe.ownKind(of: entry.privateDirectory.appending(path: mark)) != nil
            }
        }
    }

    var hasSubmoduleRepositories: Bool {
        FileProbe.kind(of: entry.privateDirectory.appending(path: "modules")) != nil
    }

    // MARK: - Commits

    /// The commit that is checked out; `nil` before the first one.
    func commitOfHead() throws(GitError) -> CommitID? {
        switch entry.head {
        case .detached(let commit): return commit
        case .branch(let branch): return try shared.tip(of: branch)
        case .reference(let name): return try shared.target(of: name)
        case .hidden:
            do {
                return try repository.commit("HEAD")
            } catch .noCommits {
                // Nothing was committed, so there is nothing to find.
                return nil
            }
        case nil: return nil
        }
    }

    /// Commits that only this worktree knows of.
    func lostCommits() throws(GitError) -> [CommitID] {
        try LostCommits(
            privateDirectory: entry.privateDirectory,
            commonDirectory: commonDirectory,
            head: commitOfHead(),
            repository: shared
        ).list()
    }
}

extension GitCall {
    /// A call that changes nothing but an index of our own.
    static func reading(_ arguments: [String], with index: TemporaryIndex) -> GitCall {
        var call = GitCall(arguments)
        call.environment = index.environment
        return call
    }
}
