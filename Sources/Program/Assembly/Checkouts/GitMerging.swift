import Engine
import GitKit
import Model

/// git, as merging asks for it.
struct GitMerging: BranchMerging {
    let program: GitProgram
    let time: any TimeSource

    func tip(of branch: String, in path: String) throws -> String? {
        try repository(path).tip(of: BranchName(branch))?.text
    }

    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool {
        try repository(path).isAncestor(id(commit), of: id(other))
    }

    func merge(
        _ commit: String,
        into tip: String,
        saying message: String,
        in path: String
    ) throws -> MergedTree {
        let merged = try repository(path).merge(
            id(commit),
            into: id(tip),
            message: message,
            by: CommitSignature(
                name: "Worklead",
                email: "worklead@localhost",
                time: CommitTime(secondsSinceEpoch: time.now().milliseconds / 1000)
            )
        )
        switch merged {
        case .made(let commit): return .made(commit: commit.text)
        case .conflict(let files):
            return .conflict(
                files.map { MergeFinding("both sides changed it", path: $0.text) }
            )
        case .unrelated:
            return .conflict([MergeFinding("the two histories have nothing in common")])
        }
    }

    func losses(of change: AcceptedChange, in later: String, path: String) throws -> [MergeFinding]
    {
        try repository(path).lostHunks(
            of: id(change.commit),
            since: change.base.map(id),
            in: id(later)
        ).map(MergeFinding.init)
    }

    func requireMovable(_ branch: String, in path: String) throws {
        for root in try checkouts(of: branch, in: path) {
            let changed = try changes(in: root)
            guard changed.isEmpty else {
                throw MergeError.checkoutChanged(branch: branch, path: root, files: changed)
            }
        }
    }

    func move(_ branch: String, from old: String, to new: String, in path: String) throws -> Bool {
        let (from, to) = (try id(old), try id(new))
        guard from != to else { return try tip(of: branch, in: path) == new }
        var forwarded: [String] = []
        do {
            for root in try checkouts(of: branch, in: path) {
                try forward(root, of: branch, from: from, to: to)
                forwarded.append(root)
            }
            let isMoved = try repository(path).moveBranch(
                BranchName(branch),
                from: from,
                to: to,
                because: "merge: \(to.short) into \(branch)"
            )
            if !isMoved { for root in forwarded { try takeBack(root, from: to, to: from) } }
            return isMoved
        } catch {
            for root in forwarded { try takeBack(root, from: to, to: from) }
            throw error
        }
    }

    /// What of the files that git knows is not committed.
    private func changes(in root: String) throws -> [String] {
        try repository(root).status().entries.filter(\.isOfTrackedFile).map(\.path.text)
    }

    /// The working directories that have the branch checked out.
    private func checkouts(of branch: String, in path: String) throws -> [String] {
        let name = try BranchName(branch)
        return try repository(path).worktrees().filter { entry in
            entry.branch == name && (entry.state == .present || entry.state == .unfinished)
        }.map(\.path)
    }

    private func forward(
        _ root: String,
        of branch: String,
        from old: CommitID,
        to new: CommitID
    ) throws {
        let repository = repository(root)
        var files = try changes(in: root)
        if files.isEmpty {
            do throws(GitError) {
                return try repository.bringForward(from: old, to: new)
            } catch .commandFailed(_, _, let complaint) {
                // A file that git does not know, or that was changed right now, is in the way.
                files = [complaint]
            }
        }
        // An earlier move was cut off here, or somebody has gone on working meanwhile.
        guard try repository.endBringingForward(from: old, to: new) else {
            throw MergeError.checkoutChanged(branch: branch, path: root, files: files)
        }
    }

    /// Brings a working directory back from a move that did not happen; where somebody has gone on
    /// from what was there, it is left to them.
    private func takeBack(_ root: String, from new: CommitID, to old: CommitID) throws {
        let repository = repository(root)
        guard try !repository.status().isClean, try repository.stands(at: new) else { return }
        try repository.bringForward(from: new, to: old)
    }

    private func repository(_ path: String) -> GitRepository {
        GitRepository(at: path, program: program)
    }

    private func id(_ commit: String) throws -> CommitID {
        guard let id = CommitID(commit) else { throw GitError.unknownRevision(commit) }
        return id
    }
}

extension StatusEntry {
    /// Whether it is about a file that git knows.
    fileprivate var isOfTrackedFile: Bool {
        switch kind {
        case .changed, .unmerged: true
        case .untracked, .ignored: false
        }
    }
}

extension MergeFinding {
    fileprivate init(_ hunk: LostHunk) {
        let text =
            switch hunk.kind {
            case .missing:
                hunk.count.counted("added line is", "added lines are") + " missing"
            case .returned:
                hunk.count.counted("removed line is", "removed lines are") + " back"
            case .replaced: "not the file that was accepted"
            }
        self.init(text, path: hunk.path.text, line: hunk.kind == .replaced ? nil : hunk.line)
    }
}
