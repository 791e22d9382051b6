import GitKit
import Glibc
import Testing

@Suite struct WorktreeRemoveTests {
    @Test("A clean worktree whose commits are on its branch is removed, ignored files with it")
    func clean() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write(".gitignore", "build/\n")
            try repository.commit("Ignore")
            try repository.git.addWorktree(repository.request("w"))
            let worktree = repository.seen(from: "w")
            try worktree.write("own", "own\n")
            let work = try worktree.commit("Work")
            // An amended commit is still in the log of its branch.
            try worktree.ask("commit", "-q", "--amend", "-m", "Better")
            try fixture.shell(in: worktree.path, "mkdir build; echo o >build/o; ln -s / build/root")
            #expect(try repository.git.losses(ofRemoving: worktree.path).isEmpty)
            #expect(
                try repository.git.removeWorktree(at: worktree.path, leftovers: .refuse).isEmpty
            )
            #expect(!fixture.exists(worktree.path))
            #expect(try repository.git.worktrees().count == 1)
            #expect(try repository.git.tip(of: BranchName("agent/w")) != nil)
            _ = try repository.git.information(on: work)
            #expect(try fixture.shell(in: fixture.root, "ls -A").contains("removed") == false)
            gitError("git.not_a_worktree") {
                try repository.git.removeWorktree(at: worktree.path, leftovers: .refuse)
            }
        }
    }

    /// What makes a worktree one that must not go, and what the refusal says of it.
    struct Work: CustomTestStringConvertible, Sendable {
        let script: String
        let summary: String

        var testDescription: String { summary }
    }

    static let works = [
        Work(script: "echo x >new", summary: "1 uncommitted file ('new')"),
        Work(script: "echo x >>README", summary: "1 uncommitted file ('README')"),
        Work(script: "rm README", summary: "1 uncommitted file ('README')"),
        Work(script: "echo x >s; git add s", summary: "1 uncommitted file ('s')"),
        Work(script: "echo x >s; git add s; rm s", summary: "1 uncommitted file ('s')"),
        Work(
            script: "git checkout -q --detach; git commit -q --allow-empty -m x",
            summary: "1 commit that no branch has"
        ),
        Work(
            script: """
                git checkout -q --detach; git commit -q --allow-empty -m x
                git commit -q --allow-empty -m y; git checkout -q agent/w
                """,
            summary: "2 commits that no branch has"
        ),
        Work(
            script: "git update-index --assume-unchanged README; echo x >>README",
            summary: "1 uncommitted file ('README')"
        ),
        Work(
            script: "git update-index --skip-worktree README; echo x >>README",
            summary: "1 uncommitted file ('README')"
        ),
        Work(
            script: "mkdir in; cd in; git init -q; echo x >x; git add x; git commit -q -m x",
            summary: "1 uncommitted file ('in/')"
        ),
        Work(
            script: "git update-ref refs/worktree/mine $(git commit-tree -m x HEAD^{tree})",
            summary: "1 commit that no branch has"
        ),
        Work(script: "git bisect start -q", summary: "a bisection that has not ended"),
        Work(
            script: """
                git commit -q --allow-empty -m a; echo 1 >c; git add c; git commit -q -m b
                git checkout -q -b side HEAD~1; echo 2 >c; git add c; git commit -q -m c
                git checkout -q agent/w; git rebase -q side || true
                git checkout -q --ours c; git add c; git reset -q --hard
                """,
            summary: "a rebase that has not ended"
        ),
    ]

    @Test(
        "A worktree with work in it is refused with a list of what would be lost",
        arguments: works
    )
    func refusal(work: Work) throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("w"))
            let path = fixture.path("w")
            try fixture.shell(in: path, work.script)
            let before = try fixture.shell(
                in: path,
                "git status --porcelain; ls -A; cat README || true"
            )
            let error = gitError("git.would_lose_work") {
                try repository.git.removeWorktree(at: path, leftovers: .refuse)
            }
            #expect(
                error?.message == "Removing the worktree '\(path)' would lose \(work.summary)."
            )
            let after = try fixture.shell(
                in: path,
                "git status --porcelain; ls -A; cat README || true"
            )
            #expect(after == before)
            #expect(try repository.git.worktrees().last?.path == path)
        }
    }

    @Test("A worktree with work in it is removed when the work is parked, and nothing is lost")
    func parking() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("w"))
            try fixture.shell(
                in: fixture.path("w"),
                """
                git checkout -q --detach; echo first >f; git add f; git commit -q -m first
                git checkout -q --detach main; git commit -q --allow-empty -m second
                echo x >new; git update-index --assume-unchanged README; echo hidden >README
                """
            )
            let parked = try repository.git.removeWorktree(
                at: fixture.path("w"),
                leftovers: .park(.named("w"))
            )
            #expect(!fixture.exists(fixture.path("w")))
            let references = parked.map(\.reference)
            #expect(references == ["refs/parked/w", "refs/parked/w.2"])
            #expect(try repository.ask("show", "refs/parked/w:new") == "x")
            #expect(try repository.ask("show", "refs/parked/w:README") == "hidden")
            #expect(try repository.ask("log", "-1", "--format=%s", "refs/parked/w^1") == "second")
            #expect(try repository.ask("show", "refs/parked/w.2:f") == "first")
        }
    }

    @Test("What can't be parked keeps the worktree")
    func notParkable() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("w"))
            let path = fixture.path("w")
            try fixture.shell(
                in: path,
                "echo x >x; mkdir in; cd in; git init -q; echo y >y; git add y; git commit -q -m y"
            )
            let error = gitError("git.would_lose_work") {
                try repository.git.removeWorktree(at: path, leftovers: .park(.named("w")))
            }
            #expect(error?.message.contains("('in/')") == true)
            #expect(fixture.read("\(path)/in/y") == "y\n")
            #expect(try repository.ask("show", "refs/parked/w:x") == "x")
        }
    }

    @Test("What is written while a worktree is being removed brings it back")
    func lateWrite() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("w"))
            let path = fixture.path("w")
            // Writes through a directory that it has open, as soon as the worktree is renamed.
            let late = fixture.path("late-git")
            try fixture.write(
                late,
                Array(
                    """
                    #!/bin/sh
                    if test -d '\(fixture.root)/.w.removed'; then
                        echo late >'\(fixture.root)/.w.removed/late'; fi
                    exec git "$@"

                    """.utf8
                ),
                mode: 0o755
            )
            let git = GitRepository(at: repository.path, program: fixture.program(path: late))
            let error = gitError("git.would_lose_work") {
                try git.removeWorktree(at: path, leftovers: .refuse)
            }
            #expect(error?.message.contains("'late'") == true)
            #expect(fixture.read("\(path)/late") == "late\n")
            #expect(try repository.git.worktrees().last?.state == .present)
            let parked = try git.removeWorktree(at: path, leftovers: .park(.named("w")))
            #expect(parked.map(\.reference) == ["refs/parked/w"])
            #expect(!fixture.exists(path))
        }
    }

    @Test("Submodules that were never fetched are no work; their repositories are")
    func submodules() throws {
        try Fixture.with { fixture in
            let inner = try fixture.repository("inner")
            let repository = try fixture.repository()
            try repository.ask(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                inner.path,
                "sub"
            )
            try repository.commit("Sub")
            for name in ["plain", "fetched"] {
                try repository.git.addWorktree(repository.request(name))
            }
            try fixture.shell(
                in: fixture.path("fetched"),
                "git -c protocol.file.allow=always submodule --quiet update --init"
            )
            try repository.git.removeWorktree(at: fixture.path("plain"), leftovers: .refuse)
            #expect(!fixture.exists(fixture.path("plain")))
            let error = gitError("git.would_lose_work") {
                try repository.git.removeWorktree(
                    at: fixture.path("fetched"),
                    leftovers: .park(.named("x"))
                )
            }
            #expect(error?.message.contains("the repositories of its submodules") == true)
            #expect(fixture.exists(fixture.path("fetched/sub/README")))
        }
    }

    @Test("The main worktree, a stranger and a directory that is gone have their own answers")
    func others() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            gitError("git.main_worktree") {
                try repository.git.removeWorktree(at: repository.path, leftovers: .refuse)
            }
            gitError("git.not_a_worktree") {
                try repository.git.removeWorktree(at: fixture.home, leftovers: .refuse)
            }
            try repository.git.addWorktree(repository.request("w"))
            try fixture.shell(in: fixture.root, "rm -rf w")
            try repository.git.removeWorktree(at: fixture.path("w"), leftovers: .refuse)
            #expect(try repository.git.worktrees().count == 1)
        }
    }
}
