import GitKit
import Testing

@Suite("What a merge has dropped of a change")
struct LostHunkTests {
    private let start = (1...12).map { "line \($0)\n" }.joined()

    /// A repository whose branch `task` adds, changes and removes lines, and what `main` did
    /// meanwhile.
    private func forked(
        _ fixture: Fixture,
        _ meanwhile: (Repository) throws -> Void
    ) throws -> (repository: Repository, base: CommitID, task: CommitID) {
        let repository = try fixture.repository()
        try repository.write("file", start)
        try repository.write("other", start)
        let base = try repository.commit("Base")
        try repository.ask("checkout", "-q", "-b", "task")
        try repository.write(
            "file",
            start.replacing("line 3\n", with: "line 3\nadded a\nadded b\n")
                .replacing("line 6\n", with: "changed 6\n").replacing("line 9\n", with: "")
        )
        try repository.write("new", "new one\nnew two\n")
        try fixture.write("\(repository.path)/picture", [0, 1, 2, 0])
        let task = try repository.commit("Task")
        try repository.ask("checkout", "-q", "main")
        try meanwhile(repository)
        return (repository, base, task)
    }

    private func lost(
        _ made: (repository: Repository, base: CommitID, task: CommitID)
    ) throws -> [String] {
        let git = made.repository.git
        return try git.lostHunks(of: made.task, since: made.base, in: git.commit("main")).map {
            "\($0.kind.rawValue) \($0.path):\($0.line)+\($0.count)"
        }
    }

    @Test("Nothing is lost in a merge that git made by itself, whatever others did in the files")
    func clean() throws {
        try Fixture.with { fixture in
            let made = try forked(fixture) { repository in
                try repository.write(
                    "file",
                    start.replacing("line 1\n", with: "first\n").replacing("line 12\n", with: "")
                )
                try repository.commit("Main")
                try repository.ask("mv", "file", "moved")
                try repository.commit("Moved")
            }
            try made.repository.ask("merge", "-q", "--no-edit", "task")
            #expect(try lost(made).isEmpty)
            try made.repository.write("other", "rewritten\n")
            try made.repository.commit("Beside it")
            #expect(try lost(made).isEmpty)
        }
    }

    @Test("What a merge with a side of its own has dropped is named with file and line")
    func side() throws {
        try Fixture.with { fixture in
            let made = try forked(fixture) { repository in
                try repository.write(
                    "file",
                    start.replacing("line 6\n", with: "mine 6\n")
                        .replacing("line 9\n", with: "line 9\nmine 9\n")
                )
                try repository.commit("Main")
            }
            try made.repository.ask("merge", "-q", "--no-edit", "-X", "ours", "task")
            #expect(try lost(made) == ["missing file:8+1", "returned file:9+1"])
        }
    }

    @Test("A merge that takes nothing of the other side has dropped all of it")
    func ours() throws {
        try Fixture.with { fixture in
            let made = try forked(fixture) { _ in }
            try made.repository.ask("merge", "-q", "--no-ff", "--no-edit", "-s", "ours", "task")
            #expect(
                try lost(made) == [
                    "missing file:4+2", "returned file:6+1", "missing file:8+1",
                    "returned file:9+1", "missing new:1+2", "replaced picture:1+1",
                ]
            )
        }
    }

    @Test("What an ordinary commit changes later was not dropped")
    func later() throws {
        try Fixture.with { fixture in
            let made = try forked(fixture) { _ in }
            try made.repository.ask("merge", "-q", "--no-ff", "--no-edit", "task")
            try fixture.shell(
                in: made.repository.path,
                "rm new; printf x >>picture; sed -i '/added a/d; s/changed 6/line 6/' file"
            )
            try made.repository.commit("Later")
            #expect(try lost(made).isEmpty)
        }
    }

    @Test("A change without a beginning is looked at whole")
    func root() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.head
            try repository.ask("checkout", "-q", "--orphan", "other")
            try repository.write("README", "other\n")
            try repository.commit("Other")
            try repository.ask(
                "merge",
                "-q",
                "--no-edit",
                "--allow-unrelated-histories",
                "-X",
                "ours",
                "main"
            )
            let hunks = try repository.git.lostHunks(of: first, since: nil, in: repository.head)
            #expect(hunks.map(\.path.text) == ["README"] && hunks.map(\.kind) == [.missing])
        }
    }
}
