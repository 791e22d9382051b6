/// Keeps the uncommitted work of a worktree as a commit, touching neither its files nor its index
/// nor its branch.
///
/// Only the last step, the reference, can be seen from outside; objects without it are cleaned up
/// by git some weeks later. So a parking that was cut off is simply done again.
struct Parking {
    let inspection: WorktreeInspection
    let place: ParkingPlace

    private var repository: GitRepository { inspection.repository }

    private var references: ParkedReferences {
        ParkedReferences(
            place: place,
            path: inspection.entry.path,
            repository: inspection.repository
        )
    }

    /// Parks what is not committed; `nil` when everything is.
    func parkChanges() throws(GitError) -> ParkedWork? {
        let flagged = try inspection.flaggedPaths()
        return try TemporaryIndex.with(of: inspection.entry.privateDirectory) {
            index throws(GitError) in
            let changes = try self.changes(in: index)
            guard !changes.isEmpty || !flagged.isEmpty else { return nil }
            let head = try inspection.commitOfHead()
            let staged = try tree(of: index)
            if inspection.entry.state == .present || inspection.entry.state == .unfinished {
                try stage(changes, flagged: flagged, in: index)
            }
            guard let working = try tree(of: index) else {
                throw .parkingFailed(
                    path: inspection.entry.path,
                    reason: "git could not make a tree of the working directory"
                )
            }
            let base: TreeID? = if let head { try repository.tree(of: head) } else { nil }
            let notKept = changes.filter(\.isOutOfReach).map(\.path)
            guard working != base || staged != working || !notKept.isEmpty else { return nil }
            let hasIndex = head != nil || changes.contains(where: \.isStaged)
            let commit = try commit(working, staged: hasIndex ? staged : nil, head: head)
            return try references.publish(commit, notKept: notKept)
        }
    }

    /// Keeps a commit that nothing else has under a reference of its own.
    func keep(_ commit: CommitID) throws(GitError) -> ParkedWork {
        try references.publish(commit, notKept: [])
    }

    // MARK: - Trees

    private func changes(in index: TemporaryIndex) throws(GitError) -> [StatusEntry] {
        if inspection.entry.state == .unfinished {
            try inspection.changes(besideHeadIn: index)
        } else {
            try inspection.changes()
        }
    }

    /// The tree of an index, or `nil` while a merge has left it undecided.
    private func tree(of index: TemporaryIndex) throws(GitError) -> TreeID? {
        let call = GitCall.reading(["write-tree"], with: index).durable.accepting(128)
        let answer = try repository.run(call)
        return answer.exitCode == 0 ? TreeID(answer.line) : nil
    }

    /// Takes what the working directory has into an index of our own, path by path: `git add` would
    /// stop at a repository inside the working directory.
    private func stage(
        _ changes: [StatusEntry],
        flagged: [GitPath],
        in index: TemporaryIndex
    ) throws(GitError) {
        if !flagged.isEmpty { try inspection.clearFlags(of: flagged, in: index) }
        let paths = flagged + changes.filter { !$0.isOutOfReach }.flatMap(\.touched)
        guard !paths.isEmpty else { return }
        var call = GitCall.reading(
            ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"],
            with: index
        )
        call.input = paths.flatMap { $0.bytes + [0] }
        // A file whose line ends can't be converted back is still kept.
        call.settings = ["core.safecrlf=false"]
        call.timeLimit = .seconds(1800)
        try repository.run(call.durable)
    }

    // MARK: - Commits

    private func commit(
        _ working: TreeID,
        staged: TreeID?,
        head: CommitID?
    ) throws(GitError) -> CommitID {
        var parents = [head].compactMap(\.self)
        if let staged {
            parents.append(try commit(staged, parents: parents, message: "index: \(place.message)"))
        }
        return try commit(working, parents: parents, message: place.message)
    }

    private func commit(
        _ tree: TreeID,
        parents: [CommitID],
        message: String
    ) throws(GitError) -> CommitID {
        var call = GitCall(["commit-tree", tree.text] + parents.flatMap { ["-p", $0.text] })
        call.arguments += ["-F", "-"]
        call.input = Array(message.utf8) + [UInt8(ascii: "\n")]
        call.environment = place.signature.bothRoles
        return try CommitID(repository.run(call.durable).line).orMalformed("git commit-tree")
    }
}

extension StatusEntry {
    /// Whether the content lies in another repository, so that a commit of this one can't hold it.
    fileprivate var isOutOfReach: Bool {
        submodule != nil || path.bytes.last == UInt8(ascii: "/")
    }

    fileprivate var isStaged: Bool {
        switch kind {
        case .changed(let staged, _): staged != nil
        case .untracked, .ignored, .unmerged: false
        }
    }

    /// Every path that it takes to keep the change: the old one of a renamed file too.
    fileprivate var touched: [GitPath] {
        switch kind {
        case .untracked, .ignored, .unmerged: [path]
        case .changed(let staged, let unstaged):
            [path] + [staged, unstaged].compactMap { $0?.source }
        }
    }
}

extension StatusEntry.Change {
    fileprivate var source: GitPath? {
        switch self {
        case .renamed(let old), .copied(let old): old
        case .added, .modified, .deleted, .typeChanged: nil
        }
    }
}

extension GitRepository {
    /// Keeps the uncommitted work of the worktree at ``directory`` as a commit outside all
    /// branches.
    ///
    /// Files, index and branch stay as they are. New files are kept, ignored ones are not, nor are
    /// empty directories. The same work parked again gives the same reference.
    ///
    /// - Returns: `nil` when everything is committed.
    package func park(at place: ParkingPlace) throws(GitError) -> ParkedWork? {
        let location = try location()
        guard let root = location.root else { throw .noWorkingDirectory(path: directory) }
        guard let entry = try WorktreeRegistry(location: location).entry(at: root) else {
            throw .notAWorktree(path: root)
        }
        let inspection = try WorktreeInspection(of: entry, in: self)
        return try Parking(inspection: inspection, place: place).parkChanges()
    }
}
