import GitKit
import Glibc
import TestSupport
import Testing

@Suite struct WorktreeListTests {
    @Test("The list is the one that git gives, states included", arguments: [21, 22] as [UInt64])
    func agreesWithGit(seed: UInt64) throws {
        try Fixture.with { fixture in
            var generator = SplitMix64(seed: seed)
            let repository = try fixture.repository()
            for number in 0..<12 {
                let path = fixture.path("w \n\(number)")
                try repository.ask("worktree", "add", "-q", "-b", "b\(number)", path)
                let quoted = "'\(path)'"
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: try fixture.shell(in: path, "git checkout -q --detach")
                case 1: try fixture.shell(in: fixture.root, "rm -rf \(quoted)")
                case 2: try repository.ask("worktree", "lock", path)
                case 3:
                    try repository.ask("worktree", "lock", "--reason", "r \(number)", path)
                    try fixture.shell(in: fixture.root, "rm -rf \(quoted)")
                case 4: try fixture.shell(in: fixture.root, "rm \(quoted)/.git")
                default: break
                }
            }
            let ours = try repository.git.worktrees().map(Line.init)
            let theirs = try Line.list(
                porcelain: repository.ask("worktree", "list", "--porcelain", "-z")
            )
            #expect(Set(ours) == Set(theirs), "seed \(seed)")
            #expect(ours.count == theirs.count)
        }
    }

    /// What both lists tell.
    private struct Line: Hashable {
        var path = ""
        var commit = ""
        var branch: String?
        var lock: String?
        var isPrunable = false

        init() {}

        init(_ entry: WorktreeEntry) {
            path = entry.path
            commit = entry.commit?.text ?? ""
            branch = entry.branch?.reference
            lock = entry.lockReason
            isPrunable = entry.isPrunable
        }

        static func list(porcelain text: String) -> [Line] {
            var lines: [Line] = []
            var line = Line()
            for field in text.split(separator: "\0", omittingEmptySubsequences: false) {
                let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
                let value = parts.count > 1 ? parts[1] : ""
                switch parts.first {
                case "worktree": line.path = value
                case "HEAD": line.commit = value
                case "branch": line.branch = value
                case "locked": line.lock = value
                case "prunable": line.isPrunable = true
                case nil where !line.path.isEmpty:
                    lines.append(line)
                    line = Line()
                default: break
                }
            }
            return lines
        }
    }

    @Test("Only worktrees that the caller names are forgotten, and none with work in it")
    func prune() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            for name in ["gone", "other", "staged", "commits", "locked", "here", "cut"] {
                try repository.git.addWorktree(repository.request(name))
            }
            try repository.ask("worktree", "lock", fixture.path("locked"))
            try fixture.shell(in: fixture.path("staged"), "echo s >s; git add s")
            try fixture.shell(
                in: fixture.path("commits"),
                "git checkout -q --detach; git commit -q --allow-empty -m lost"
            )
            try fixture.shell(
                in: fixture.root,
                """
                rm -rf gone other staged commits locked cut
                rm repo/.git/worktrees/cut/gitdir; echo initializing >repo/.git/worktrees/cut/locked
                rm here/.git; echo mine >here/mine
                """
            )
            let pruned = try repository.git.pruneWorktrees { $0.name != "other" }
            let outcomes = Dictionary(
                uniqueKeysWithValues: pruned.map { ($0.candidate.name, $0.outcome) }
            )
            #expect(outcomes["gone"] == .forgotten)
            #expect(outcomes["cut"] == .forgotten)
            #expect(outcomes["here"] == .forgotten)
            #expect(outcomes["locked"] == .keptBecauseLocked(reason: ""))
            #expect(outcomes["other"] == nil)
            guard case .keptBecauseOf(let staged) = outcomes["staged"],
                case .keptBecauseOf(let commits) = outcomes["commits"]
            else {
                Issue.record("work was forgotten: \(outcomes)")
                return
            }
            #expect(staged.changes.map(\.path.text) == ["s"])
            #expect(commits.commits.count == 1)
            #expect(fixture.read(fixture.path("here/mine")) == "mine\n")
            let left = try repository.git.worktrees().compactMap(\.name)
            #expect(left == ["commits", "locked", "other", "staged"])
        }
    }
}
