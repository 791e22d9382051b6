import GitKit
import Testing

@Suite("Merging without a working directory")
struct MergingTests {
    /// A repository with a commit on `task`, and one on `main` beside it.
    private func forked(
        _ fixture: Fixture,
        theirs: String = "one\nTWO\nthree\nfour\nfive\n",
        ours: String = "one\ntwo\nthree\nfour\nFIVE\n"
    ) throws -> (repository: Repository, task: CommitID, main: CommitID) {
        let repository = try fixture.repository()
        try repository.write("file", "one\ntwo\nthree\nfour\nfive\n")
        try repository.commit("Base")
        try repository.ask("checkout", "-q", "-b", "task")
        try repository.write("file", theirs)
        let task = try repository.commit("Task")
        try repository.ask("checkout", "-q", "main")
        try repository.write("file", ours)
        return (repository, task, try repository.commit("Main"))
    }

    private func merge(
        _ commit: CommitID,
        into tip: CommitID,
        in repository: Repository
    ) throws -> MergedCommit {
        try repository.git.merge(commit, into: tip, message: "Merge it\n", by: .ada)
    }

    @Test("A merge is a commit with both as parents, and nothing that anybody sees has changed")
    func clean() throws {
        try Fixture.with { fixture in
            let (repository, task, main) = try forked(fixture)
            let before = try repository.ask("for-each-ref")
            guard case .made(let merged) = try merge(task, into: main, in: repository) else {
                Issue.record("it conflicts")
                return
            }
            #expect(try repository.ask("show", "\(merged):file") == "one\nTWO\nthree\nfour\nFIVE")
            #expect(
                try repository.ask("log", "-1", "--format=%P %an %s", merged.text)
                    == "\(main) \(task) Ada Merge it"
            )
            #expect(try repository.ask("for-each-ref") == before)
            #expect(try repository.ask("status", "--porcelain").isEmpty)
        }
    }

    @Test("Files that both sides have changed in the same place are named")
    func conflict() throws {
        try Fixture.with { fixture in
            let (repository, task, main) = try forked(
                fixture,
                ours: "one\n2\nthree\nfour\nfive\n"
            )
            #expect(
                try merge(task, into: main, in: repository) == .conflict([GitPath("file")])
            )
            try repository.ask("checkout", "-q", "--orphan", "other")
            let other = try repository.commit("Other")
            #expect(try merge(other, into: main, in: repository) == .unrelated)
        }
    }

    @Test("A merge driver that the repository names is never run")
    func drivers() throws {
        try Fixture.with { fixture in
            let (repository, task, main) = try forked(fixture)
            try fixture.shell(
                in: repository.path,
                """
                mkdir -p .git/info && echo 'file merge=e.v=il' > .git/info/attributes
                git config merge.e.v=il.driver 'touch \(fixture.root)/trap; exit 0'
                """
            )
            _ = try merge(task, into: main, in: repository)
            #expect(!fixture.exists("\(fixture.root)/trap"))
            try repository.ask("merge", "-q", "--no-edit", "task")
            #expect(fixture.exists("\(fixture.root)/trap"), "git itself would have run it")
        }
    }

    @Test("A branch moves from where it is said to be, and from nowhere else")
    func moves() throws {
        try Fixture.with { fixture in
            let (repository, task, main) = try forked(fixture)
            let branch = try BranchName("line")
            try repository.git.createBranch(branch, at: main)
            func move(_ old: CommitID, _ new: CommitID) throws -> Bool {
                try repository.git.moveBranch(branch, from: old, to: new, because: "a test")
            }
            #expect(try !move(task, main))
            #expect(try repository.git.tip(of: branch) == main)
            #expect(try move(main, task))
            #expect(try repository.git.tip(of: branch) == task)
            #expect(try repository.ask("reflog", "-1", "--format=%gs", "line") == "a test")
        }
    }

    @Test("A working directory is brought forward, and nothing in it that is not committed is lost")
    func bringsForward() throws {
        try Fixture.with { fixture in
            let (repository, task, main) = try forked(fixture)
            let (git, old) = (repository.git, try repository.head)
            #expect(old == main)
            try repository.write("kept", "not committed\n")
            try git.bringForward(from: main, to: task)
            #expect(fixture.read("\(repository.path)/file") == "one\nTWO\nthree\nfour\nfive\n")
            #expect(try git.stands(at: task) && repository.head == main)
            try git.bringForward(from: task, to: main)
            #expect(try git.stands(at: main))
            try repository.write("file", "mine\n")
            gitError("git.command_failed") { try git.bringForward(from: main, to: task) }
            #expect(fixture.read("\(repository.path)/file") == "mine\n")
            #expect(fixture.read("\(repository.path)/kept") == "not committed\n")
        }
    }

    @Test("A file that git does not know is not overwritten by one of the same name")
    func untracked() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let main = try repository.head
            try repository.ask("checkout", "-q", "-b", "task")
            try repository.write("new", "theirs\n")
            let task = try repository.commit("Task")
            try repository.ask("checkout", "-q", "main")
            try repository.write("new", "mine\n")
            gitError("git.command_failed") {
                try repository.git.bringForward(from: main, to: task)
            }
            #expect(fixture.read("\(repository.path)/new") == "mine\n")
            #expect(try repository.git.stands(at: main))
        }
    }

    @Test("What was cut off while files were written is ended, unless somebody else wrote there")
    func cut() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            for name in ["a", "b", "c", "gone"] { try repository.write(name, "old \(name)\n") }
            let main = try repository.commit("Base")
            try repository.ask("checkout", "-q", "-b", "task")
            for name in ["a", "b", "c", "new", "late"] {
                try repository.write(name, "new \(name)\n")
            }
            try repository.ask("rm", "-q", "gone")
            let task = try repository.commit("Task")
            try repository.ask("checkout", "-q", "main")
            let end = { try repository.git.endBringingForward(from: main, to: task) }
            // One is written, one is gone, one is half; a new one is there, another is not.
            let halfway = "printf 'new a\\n' >a; rm b gone; printf 'ne' >c; printf 'new n' >new"
            try fixture.shell(in: repository.path, halfway)
            #expect(try end() && repository.git.stands(at: task) && repository.head == main)
            try repository.git.bringForward(from: task, to: main)
            for (name, text) in [("a", "mine\n"), ("c", "new c\nand more\n"), ("new", "mine\n")] {
                try fixture.shell(in: repository.path, halfway)
                try repository.write(name, text)
                #expect(try !end(), "\(name)")
                #expect(fixture.read("\(repository.path)/\(name)") == text)
                try fixture.shell(in: repository.path, "git reset -q --hard; rm -f new late")
            }
            try fixture.shell(in: repository.path, halfway + "; echo mine >gone")
            #expect(try !end())
            try fixture.shell(in: repository.path, "git reset -q --hard; rm -f new late")
            try fixture.shell(in: repository.path, "echo staged >other; git add other")
            #expect(try !end())
        }
    }
}
