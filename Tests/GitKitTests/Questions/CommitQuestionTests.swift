import GitKit
import Testing

@Suite struct CommitQuestionTests {
    @Test("A revision in any spelling is the commit that git says")
    func revisions() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.head
            try repository.write("b", "b")
            let second = try repository.commit("Second")
            try repository.ask("tag", "-a", "-m", "t", "v1")
            for spelling in ["HEAD", "main", "v1", "v1^{}", second.text, second.short, "HEAD~0"] {
                #expect(try repository.git.commit(spelling) == second, "\(spelling)")
            }
            #expect(try repository.git.commit("HEAD~1") == first)
            let tree = try repository.ask("rev-parse", "HEAD^{tree}")
            #expect(try repository.git.tree(of: second).text == tree)
        }
    }

    @Test("A revision that names nothing, several things or an option is refused by name")
    func refusedRevisions() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let tree = try repository.ask("rev-parse", "HEAD^{tree}")
            let unknown = [
                "nowhere", "deadbeef", String(repeating: "1", count: 40), "HEAD~7", "HEAD:README",
                tree, "main..main", "$(touch x)", "main --all",
            ]
            for revision in unknown {
                gitError("git.unknown_revision") { try repository.git.commit(revision) }
            }
            for revision in ["", "-x", "--all", "--upload-pack=x", "a\nb", "a\0b", "\u{1B}"] {
                gitError("git.name_refused") { try repository.git.commit(revision) }
            }
            gitError("git.name_refused") {
                try repository.git.commit(String(repeating: "x", count: 1001))
            }
            // Two blobs whose ids start alike, as git's own tests have them.
            let blobs = try fixture.shell(
                in: repository.path,
                "for i in $(seq 600); do echo $i | git hash-object -w --stdin; done"
            ).split(separator: "\n").map { String($0.prefix(4)) }.sorted()
            let twins = try #require(zip(blobs, blobs.dropFirst()).first { $0 == $1 }).0
            let error = gitError("git.ambiguous_revision") { try repository.git.commit(twins) }
            #expect(error?.hint == "Give more of its digits.")
        }
    }

    @Test("Before the first commit there is a branch and no commit")
    func unborn() throws {
        try Fixture.with { fixture in
            let path = fixture.path("empty")
            try fixture.makeDirectory(path)
            let git = try GitRepository.create(
                at: path,
                branch: BranchName("main"),
                program: fixture.program
            )
            gitError("git.no_commits") { try git.commit("HEAD") }
            gitError("git.unknown_revision") { try git.commit("main") }
            #expect(try git.currentBranch()?.text == "main")
            #expect(try git.tip(of: BranchName("main")) == nil)
            #expect(try git.branches().isEmpty)
            let status = try git.status()
            #expect(status.isClean)
            #expect(status.commit == nil)
            #expect(status.branch?.text == "main")
            gitError("git.no_commits") { try git.commitAll(message: "none", by: .ada) }
            #expect(try git.worktrees().map(\.commit) == [nil])
        }
    }

    @Test("A commit tells its author, time, subject and parents as they were given")
    func information() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.head
            try repository.write("b", "b")
            let second = try repository.commit("Two 'quoted' \u{202E}\nlines\n\nBody\n")
            let info = try repository.git.information(on: second)
            #expect(info.parents == [first])
            #expect(info.author == .ada)
            #expect(info.committer == .ada)
            #expect(info.subject == "Two 'quoted' \u{202E} lines")
            #expect(info.message == "Two 'quoted' \u{202E}\nlines\n\nBody\n")
            let told = try repository.ask("log", "-1", "--format=%an|%ae|%ai|%T")
            #expect(told == "Ada|ada@example.org|2023-11-14 23:43:20 +0130|\(info.tree)")
            let missing = try #require(CommitID(String(repeating: "1", count: 40)))
            gitError("git.unknown_revision") { try repository.git.information(on: missing) }
        }
    }

    @Test("Ancestors, merge bases and the branches of a commit are as the graph has them")
    func graph() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let git = repository.git
            let base = try repository.head
            try repository.ask("checkout", "-q", "-b", "agent/ada/x")
            try repository.write("x", "x")
            let side = try repository.commit("Side")
            try repository.ask("checkout", "-q", "main")
            try repository.write("y", "y")
            let main = try repository.commit("Main")
            try repository.ask("checkout", "-q", "--orphan", "other")
            try repository.write("z", "z")
            let other = try repository.commit("Other")
            #expect(try git.isAncestor(base, of: side))
            #expect(try git.isAncestor(side, of: side))
            #expect(try !git.isAncestor(side, of: main))
            #expect(try git.mergeBase(side, main) == base)
            #expect(try git.mergeBase(side, other) == nil)
            #expect(try git.branches(containing: base).map(\.text) == ["agent/ada/x", "main"])
            #expect(try git.branches(containing: other).map(\.text) == ["other"])
            #expect(try git.tip(of: BranchName("agent/ada/x")) == side)
            #expect(try git.tip(of: BranchName("agent/ada")) == nil)
            #expect(try git.branches().map(\.commit) == [side, main, other])
            let missing = try #require(CommitID(String(repeating: "1", count: 40)))
            gitError("git.unknown_revision") { try git.isAncestor(base, of: missing) }
            gitError("git.unknown_revision") { try git.mergeBase(missing, base) }
            gitError("git.unknown_revision") { try git.branches(containing: missing) }
        }
    }

    @Test("A new branch is made once, beside no branch that leaves it no room")
    func newBranches() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let head = try repository.head
            let branch = try BranchName("agent/ada/x")
            try repository.git.createBranch(branch, at: head)
            #expect(try repository.git.tip(of: branch) == head)
            #expect(try repository.ask("reflog", "show", branch.text).contains("Created from"))
            #expect(try repository.git.setting("branch.agent/ada/x.remote") == nil)
            gitError("git.branch_exists") { try repository.git.createBranch(branch, at: head) }
            let below = gitError("git.branch_in_the_way") {
                try repository.git.createBranch(BranchName("agent/ada/x/y"), at: head)
            }
            #expect(
                below?.message == "Branch 'agent/ada/x/y' can't exist beside 'agent/ada/x'."
            )
            gitError("git.branch_in_the_way") {
                try repository.git.createBranch(BranchName("agent/ada"), at: head)
            }
            let missing = try #require(CommitID(String(repeating: "1", count: 40)))
            gitError("git.unknown_revision") {
                try repository.git.createBranch(BranchName("b"), at: missing)
            }
        }
    }

    @Test("The default branch is the one of origin, otherwise that of the main worktree")
    func defaultBranch() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.ask("branch", "trunk")
            #expect(try repository.git.defaultBranch()?.text == "main")
            try repository.ask("checkout", "-q", "trunk")
            try fixture.git(in: fixture.root, "clone", "-q", "repo", "clone")
            let clone = GitRepository(at: fixture.path("clone"), program: fixture.program)
            try fixture.git(in: clone.directory, "checkout", "-q", "-b", "mine")
            #expect(try clone.defaultBranch()?.text == "trunk")
            try repository.ask("worktree", "add", "-q", fixture.path("w"), "main")
            let linked = GitRepository(at: fixture.path("w"), program: fixture.program)
            #expect(try linked.defaultBranch()?.text == "trunk")
            #expect(try linked.currentBranch()?.text == "main")
            try repository.ask("checkout", "-q", "--detach")
            #expect(try linked.defaultBranch() == nil)
        }
    }
}
