import Testing

@testable import GitKit

@Suite struct GitErrorTests {
    @Test("git's own words become the error that they stand for")
    func complaints() {
        let cases = [
            (
                "fatal: Unable to create '/x y/.git/index.lock': File exists.\n\nAnother git",
                GitError.lockHeld(lock: "/x y/.git/index.lock", holder: nil)
            ),
            (
                "error: could not lock config file .git/config: File exists\nfatal: no",
                .lockHeld(lock: "/repo/.git/config.lock", holder: nil)
            ),
            (
                "fatal: detected dubious ownership in repository at '/repo'\nTo add",
                .unsafeOwnership(path: "/repo")
            ),
            (
                "fatal: not a git repository (or any of the parent directories): .git",
                .notARepository(path: "/repo")
            ),
            (
                "warning: x\nfatal: bad \u{1B}[31m thing\nhelp",
                .commandFailed(
                    command: "git x",
                    exitCode: 128,
                    complaint: "bad \\u{1b}[31m thing"
                )
            ),
            (
                "",
                .commandFailed(command: "git x", exitCode: 128, complaint: "it gave no reason")
            ),
        ]
        for (text, error) in cases {
            #expect(GitComplaint(text).error(of: "git x", exitCode: 128, in: "/repo") == error)
        }
    }

    @Test("What git and names say is cut and harmless in every message")
    func harmless() throws {
        let hostile = String(repeating: "\u{1B}[2J\u{202E}x", count: 500)
        let commit = try #require(CommitID(String(repeating: "a", count: 40)))
        let path = GitPath(hostile)
        var losses = WorktreeLosses()
        losses.changes = [StatusEntry(path: path, kind: .untracked)]
        let errors: [GitError] = [
            .unknownRevision(hostile), .notARepository(path: hostile),
            .unknownPath(path: path, commit: commit),
            .refusedName(kind: "a branch name", text: hostile, fault: "it is odd"),
            .wouldLose(path: hostile, losses: losses),
            .branchInUse(BranchName(trusted: hostile), path: hostile),
            .worktreeLocked(path: hostile, reason: hostile),
            .pathNotText(bytes: Array(hostile.utf8)),
        ]
        for error in errors {
            let text = error.message + (error.hint ?? "")
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
            #expect(text.utf8.count < 6000)
            #expect(error.code.hasPrefix("git."))
        }
    }

    @Test("A command in a hint takes an odd path as one word")
    func hints() {
        let error = GitError.unsafeOwnership(path: "/a b/c'; rm -rf x")
        #expect(
            error.hint == "If you trust it: git config --global --add safe.directory"
                + " '/a b/c'\\''; rm -rf x'"
        )
    }

    @Test("The losses of a worktree read as a list")
    func losses() throws {
        var losses = WorktreeLosses()
        #expect(losses.isEmpty)
        #expect(losses.summary == "nothing")
        losses.changes = ["a", "b", "c", "d"].map {
            StatusEntry(path: GitPath($0), kind: .untracked)
        }
        losses.commits = [try #require(CommitID(String(repeating: "a", count: 40)))]
        losses.operation = .rebase
        #expect(
            losses.summary == "4 uncommitted files ('a', 'b', 'c', …), 1 commit that no branch has,"
                + " a rebase that has not ended"
        )
    }

    @Test("A retry doubles its waits up to the longest, and ends")
    func retries() throws {
        let waits = Waits()
        let policy = RetryPolicy(
            attemptsMax: 6,
            firstDelay: .milliseconds(10),
            longestDelay: .milliseconds(50),
            jitter: { 0 },
            pause: { waits.append($0) }
        )
        let lock = GitError.lockHeld(lock: "/no/such.lock", holder: nil)
        let error = gitError("git.lock_held") {
            try policy.run { () throws(GitError) -> Int in throw lock }
        }
        #expect(error == lock)
        #expect(waits.all == [5, 10, 20, 25, 25].map { .milliseconds($0) })
        var attempts = 0
        let value = try policy.run { () throws(GitError) -> Int in
            attempts += 1
            if attempts < 3 { throw lock }
            return 7
        }
        #expect(value == 7)
        gitError("git.not_a_repository") {
            try policy.run { () throws(GitError) in throw .notARepository(path: "/x") }
        }
    }
}

/// What a policy has waited.
///
/// One test uses it from one thread.
private final class Waits: @unchecked Sendable {
    private(set) var all: [Duration] = []

    func append(_ wait: Duration) { all.append(wait) }
}
