/// Where somebody has moved a branch, as the branch's own log has it.
package struct BranchMove: Hashable, Sendable {
    package let branch: BranchName
    /// Where it was before their moves; `nil` where they have made it.
    package let before: CommitID?
    package let after: CommitID
}

extension GitRepository {
    /// The branches that somebody has moved since a moment, by name, with the last of their moves
    /// that follow each other: what others did before and between is not theirs.
    ///
    /// The logs are read as files: git writes one for each branch, with the address of whoever
    /// moved it. A branch without a log, or with one of more than a few megabytes, is passed over.
    ///
    /// - Parameters:
    ///   - address: Whose moves: the committer's address.
    ///   - moment: In seconds since 1970; moves of that very second count.
    package func moves(
        by address: String,
        since moment: Int64
    ) throws(GitError) -> [BranchMove] {
        let logs = try location().commonDirectory.appending(path: "logs/refs/heads")
        var moves: [BranchMove] = []
        for branch in try branches() {
            let entries = try Self.entries(of: logs.appending(path: branch.name.text))
            func isTheirs(_ entry: LogEntry) -> Bool {
                entry.by.email == address && entry.by.time.secondsSinceEpoch >= moment
            }
            let theirs = entries.reversed().drop { !isTheirs($0) }.prefix(while: isTheirs)
            guard let last = theirs.first, let first = theirs.last, let after = last.after else {
                continue
            }
            moves.append(BranchMove(branch: branch.name, before: first.before, after: after))
        }
        return moves
    }

    /// The last moves of a branch, as far back as they are all by the same people; `nil` where the
    /// last one is another's, or the log does not end where the branch is.
    ///
    /// - Parameter isTheirs: Whether an address is one of theirs.
    package func lastMove(
        of branch: BranchName,
        by isTheirs: (String) -> Bool
    ) throws(GitError) -> BranchMove? {
        let log = try location().commonDirectory.appending(path: "logs/\(branch.reference)")
        let theirs = try Self.entries(of: log).reversed().prefix { isTheirs($0.by.email) }
        guard let last = theirs.first, let first = theirs.last, let after = last.after,
            try tip(of: branch) == after
        else { return nil }
        return BranchMove(branch: branch, before: first.before, after: after)
    }

    private static let logBytesMax = 4 << 20

    private static func entries(of log: String) throws(GitError) -> [LogEntry] {
        guard FileProbe.kind(of: log) == .file,
            let bytes = try FileProbe.bytes(of: log, limit: logBytesMax)
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .compactMap(LogEntry.init)
    }
}

/// A line of a branch's log: `OLD NEW Name <address> SECONDS ZONE`, a tab, and why.
private struct LogEntry {
    let before: CommitID?
    let after: CommitID?
    let by: CommitSignature

    init?(_ line: Substring) {
        let head = line.prefix { $0 != "\t" }
        let parts = head.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let before = CommitID(String(parts[0])),
            let after = CommitID(String(parts[1])),
            let by = CommitSignature(header: String(parts[2]))
        else { return nil }
        self.before = before.text == before.none ? nil : before
        self.after = after.text == after.none ? nil : after
        self.by = by
    }
}
