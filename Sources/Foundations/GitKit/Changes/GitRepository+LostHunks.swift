extension GitRepository {
    /// The parts of a change that a later commit has lost: a merge has dropped them.
    ///
    /// What an ordinary commit between the two has changed is not lost. Whether it has is told by
    /// the words of lines, so a line that stands in many places can hide a loss. Two questions to
    /// git where the later commit has the changed files as the change left them.
    ///
    /// - Parameters:
    ///   - commit: Where the change ended; the later commit comes from it.
    ///   - base: Where the change began; `nil` for nothing.
    package func lostHunks(
        of commit: CommitID,
        since base: CommitID?,
        in later: CommitID
    ) throws(GitError) -> [LostHunk] {
        try LossSearch(of: commit, since: base, in: later, repository: self)?.hunks() ?? []
    }
}

/// Compares a change with a later commit.
private struct LossSearch {
    private let repository: GitRepository
    private let base: CommitID?
    private let commit: CommitID
    private let later: CommitID
    /// The files of the change that the later commit has otherwise, under each of their names.
    private let paths: [String]
    private let changed: Set<GitPath>

    /// The most files that git is given by name.
    private static let namedMax = 400

    /// `nil` where nothing of the change differs.
    init?(
        of commit: CommitID,
        since base: CommitID?,
        in later: CommitID,
        repository: GitRepository
    ) throws(GitError) {
        let mine = Set(try repository.changes(from: base, to: commit).flatMap(\.touched))
        let since = try repository.changes(from: commit, to: later)
            .filter { $0.touched.contains(where: mine.contains) }
        guard !since.isEmpty else { return nil }
        self.repository = repository
        self.base = base
        self.commit = commit
        self.later = later
        changed = mine.intersection(since.flatMap(\.touched))
        let all = Set(since.flatMap(\.touched)).union(mine)
        // Without names git looks at all files, which is as right.
        paths =
            all.count <= Self.namedMax && all.allSatisfy(\.isText) ? all.map(\.text).sorted() : []
    }

    func hunks() throws(GitError) -> [LostHunk] {
        let missing = try missing()
        let returned = try returned()
        let replaced = try replaced()
        return (missing + returned + replaced).sorted { ($0.path, $0.line) < ($1.path, $1.line) }
    }

    /// What the change added, is not there, and was taken away by no ordinary commit.
    private func missing() throws(GitError) -> [LostHunk] {
        let gone = numbers(try lines(from: later, to: commit))
        let lost = try lines(from: base, to: commit).compactMap { file in
            file.keeping { gone[file.path]?.contains($0.number) ?? false }
        }
        guard !lost.isEmpty else { return [] }
        let taken = try texts(removed: true)
        return lost.compactMap { $0.keeping { !taken.contains($0.bytes) } }
            .flatMap { LostHunk.hunks(.missing, $0) }
    }

    /// What the change took away, is there again, and was added by no ordinary commit.
    private func returned() throws(GitError) -> [LostHunk] {
        guard let base else { return [] }
        let removed = try lines(from: commit, to: base)
        guard !removed.isEmpty else { return [] }
        // A line that stands there twice may be told apart otherwise: it has to be new as well.
        let new = Set(try lines(from: commit, to: later).flatMap(\.lines).map(\.bytes))
        let away = numbers(try lines(from: later, to: base))
        let back = removed.compactMap { file in
            file.keeping {
                !(away[file.path]?.contains($0.number) ?? false) && new.contains($0.bytes)
            }
        }
        guard !back.isEmpty else { return [] }
        let added = try texts(removed: false)
        return back.compactMap { $0.keeping { !added.contains($0.bytes) } }
            .flatMap { LostHunk.hunks(.returned, $0) }
    }

    /// Files without lines that are others now, by no ordinary commit.
    private func replaced() throws(GitError) -> [LostHunk] {
        let start = base?.text ?? GitRepository.emptyTree(beside: commit)
        let words = ["diff-tree", "-r", "--no-commit-id", "--numstat", "--no-renames", "-z"]
        let answer = try repository.run(GitCall(words + [start, commit.text, "--"] + paths))
        var lost: [LostHunk] = []
        for field in answer.output.split(separator: 0) where field.starts(with: "-\t-\t".utf8) {
            let path = GitPath(bytes: field.dropFirst(4))
            guard changed.contains(path), try repository.entry(at: path, in: commit) != nil
            else { continue }
            let range = "\(commit.text)..\(later.text)"
            let log = ["log", "--no-merges", "--max-count=1", "--format=%H", range, "--"]
            guard try repository.run(GitCall(log + [path.argument()])).line.isEmpty else {
                continue
            }
            lost.append(LostHunk(kind: .replaced, path: path, line: 1, count: 1))
        }
        return lost
    }

    private func lines(from old: CommitID?, to new: CommitID) throws(GitError) -> [AddedLines] {
        try repository.addedLines(from: old, to: new, in: paths, followingRenames: true)
    }

    /// What ordinary commits since the change have added, or taken away.
    private func texts(removed: Bool) throws(GitError) -> Set<[UInt8]> {
        let commits = try repository.linesOfEachCommit(
            from: commit,
            to: later,
            in: paths,
            removed: removed
        )
        return Set(commits.flatMap(\.files).flatMap(\.lines).map(\.bytes))
    }

    private func numbers(_ files: [AddedLines]) -> [GitPath: Set<Int>] {
        Dictionary(
            files.map { ($0.path, Set($0.lines.map(\.number))) },
            uniquingKeysWith: { $0.union($1) }
        )
    }
}

extension AddedLines {
    /// The file with those of its lines alone, or `nil` where none is left.
    fileprivate func keeping(_ isKept: (Line) -> Bool) -> AddedLines? {
        var kept = self
        kept.lines = lines.filter(isKept)
        return kept.lines.isEmpty ? nil : kept
    }
}
