/// Keeps the uncommitted work of a worktree as a commit, touching neither its files nor its index
/// nor its branch.
///
/// Only the last step, the reference, can be seen from outside; objects without it are cleaned up
/// by git some weeks later. So a parking that was cut off is simply done again.
struct Parking {
    let inspection: WorktreeInspection
    let place: ParkingPlace

    private var repository: GitRepository { inspection.repository }

    /// How many works can be parked under one name.
    private static let namesMax = 1000

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
            return try publish(commit, notKept: notKept)
        }
    }

    /// Keeps a commit that nothing else has under a reference of its own.
    func keep(_ commit: CommitID) throws(GitError) -> ParkedWork {
        try publish(commit, notKept: [])
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

    // MARK: - The reference

    private func publish(
        _ commit: CommitID,
        notKept: [GitPath]
    ) throws(GitError) -> ParkedWork {
        for number in 1...Self.namesMax {
            let reference = number == 1 ? place.reference : "\(place.reference).\(number)"
            if let existing = try repository.target(of: reference) {
                guard try isSame(existing, commit) else { continue }
                return ParkedWork(reference: reference, commit: existing, notKept: notKept)
            }
            guard try create(reference, at: commit) else { continue }
            try verify(reference, commit)
            return ParkedWork(reference: reference, commit: commit, notKept: notKept)
        }
        throw .parkingFailed(
            path: inspection.entry.path,
            reason: "'\(place.reference)' holds \(Self.namesMax) works already"
        )
    }

    /// Whether an earlier parking kept the same: who did it when does not matter.
    private func isSame(_ one: CommitID, _ other: CommitID) throws(GitError) -> Bool {
        if one == other { return true }
        let first = try repository.information(on: one)
        let second = try repository.information(on: other)
        guard first.tree == second.tree, first.parents.count == second.parents.count else {
            return false
        }
        for (left, right) in zip(first.parents, second.parents) where left != right {
            // The second parent is the index, a commit of our own too.
            guard try repository.tree(of: left) == repository.tree(of: right) else { return false }
        }
        return first.parents.first == second.parents.first
    }

    /// Makes the reference; says `false` when somebody else was first.
    private func create(_ reference: String, at commit: CommitID) throws(GitError) -> Bool {
        let words = ["update-ref", reference, commit.text, commit.none]
        do {
            try repository.run(.writing(words).durable)
            return true
        } catch .lockHeld(_, nil) {
            // Left by a git that was killed there; the next name is as good.
            return false
        } catch .commandFailed(let command, let exitCode, let complaint) {
            if try repository.target(of: reference) != nil { return false }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    private func verify(_ reference: String, _ commit: CommitID) throws(GitError) {
        guard try repository.target(of: reference) == commit else {
            throw .parkingFailed(
                path: inspection.entry.path,
                reason: "'\(reference)' does not read back"
            )
        }
        // Reads every new object; exits with 128 when one is missing.
        let words = ["rev-list", "--objects", "--quiet", commit.text, "--not", "--branches"]
        try repository.run(GitCall(words))
    }
}

extension GitCall {
    /// The same call, with everything it writes flushed to the disk: what it replaces may be
    /// removed right after.
    ///
    /// Since git 2.36; before, objects alone are flushed.
    fileprivate var durable: GitCall {
        var call = self
        call.settings += ["core.fsync=all", "core.fsyncMethod=batch", "core.fsyncObjectFiles=true"]
        return call
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
