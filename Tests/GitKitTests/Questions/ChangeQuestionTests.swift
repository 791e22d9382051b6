import GitKit
import Testing

@Suite struct ChangeQuestionTests {
    @Test("The files between two commits are named with what happened to them")
    func changes() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let lines = (1...40).map { "line \($0)\n" }.joined()
            try repository.write("moved", lines)
            try repository.write("gone", "gone\n")
            try repository.write("kind", "kind\n")
            try fixture.write("\(repository.path)/bin", [0, 1, 2, 0])
            let old = try repository.commit("Old")
            let odd = "new\n\"name\"\t\\ \u{E9}"
            try fixture.shell(
                in: repository.path,
                "git mv moved there; rm gone kind; ln -s README kind; printf x >>bin"
            )
            try repository.write("README", "second\nthird\n")
            try repository.write(odd, "odd\n")
            let new = try repository.commit("New")
            let changes = try repository.git.changes(from: old, to: new)
            let kinds = Dictionary(uniqueKeysWithValues: changes.map { ($0.path.text, $0.kind) })
            #expect(
                kinds == [
                    "README": .modified, "bin": .modified, "gone": .deleted, "kind": .typeChanged,
                    odd: .added, "there": .renamed(from: GitPath("moved"), similarityPercent: 100),
                ]
            )
            #expect(try repository.git.changes(from: new, to: new).isEmpty)
            #expect(try repository.git.changes(from: nil, to: old).count == 5)
        }
    }

    @Test("The lines that a commit adds are told with their numbers, whatever file they are in")
    func addedLines() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("text", "one\ntwo\nthree\n")
            try repository.write("moved", "same\nsame too\n")
            let old = try repository.commit("Old")
            let odd = "new\n\"name\"\t\\ \u{E9} +"
            try fixture.shell(
                in: repository.path,
                "git mv moved there; git config diff.noprefix true"
            )
            try repository.write("text", "one\n+++ b/none\n@@ -1 +1 @@\nthree\nfour")
            try repository.write(odd, "odd\n\nlast\n")
            try fixture.write("\(repository.path)/bin", [0, 1, 2, 10, 0])
            let new = try repository.commit("New")
            let added = try repository.git.addedLines(from: old, to: new)
            let lines = Dictionary(
                uniqueKeysWithValues: added.map { file in
                    (
                        file.path.text,
                        file.lines.map {
                            "\($0.number) \(String(decoding: $0.bytes, as: UTF8.self))"
                        }
                    )
                }
            )
            #expect(
                lines == [
                    "text": ["2 +++ b/none", "3 @@ -1 +1 @@", "5 four"],
                    odd: ["1 odd", "2 ", "3 last"],
                    "there": ["1 same", "2 same too"],
                ]
            )
            #expect(try repository.git.addedLines(from: new, to: new).isEmpty)
            let all = try repository.git.addedLines(from: nil, to: new)
            #expect(all.contains { $0.path.text == "README" })
            let contents = try repository.git.contents(
                of: [GitPath("text"), GitPath(odd), GitPath("none")],
                in: new
            )
            #expect(Set(contents.map(\.path.text)) == ["text", odd])
            #expect(
                try repository.git.contents(of: [GitPath("text")], in: new, limitBytes: 3).isEmpty
            )
        }
    }

    @Test("What a commit adds is told although the next one takes it away")
    func eachCommit() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("b", "1\n2\n3\n")
            let base = try repository.commit("Base")
            try repository.write("a", "kept\nsecret\n")
            try repository.write("b", "one\n2\nthree\n")
            let first = try repository.commit("First")
            try repository.write("a", "kept\n")
            let second = try repository.commit("Second")
            try fixture.shell(
                in: repository.path,
                """
                git config log.showSignature true; git config diff.interHunkContext 9
                git config diff.noprefix true; git config color.ui always
                """
            )
            let found = try repository.git.addedLinesOfEachCommit(from: base, to: second)
            #expect(found.map(\.commit) == [second, first])
            #expect(found[0].files.isEmpty)
            let lines = found[1].files.flatMap { file in
                file.lines.map {
                    "\(file.path) \($0.number) \(String(decoding: $0.bytes, as: UTF8.self))"
                }
            }
            #expect(lines == ["a 1 kept", "a 2 secret", "b 1 one", "b 3 three"])
            #expect(try repository.git.addedLinesOfEachCommit(from: second, to: second).isEmpty)
        }
    }

    @Test("A commit is made over another, and neither branch nor index nor files notice")
    func writtenCommit() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("tool", "one\n")
            try fixture.shell(in: repository.path, "chmod +x tool")
            let base = try repository.commit("Base")
            try repository.write("tool", "changed\n")
            let signature = CommitSignature(
                name: "A",
                email: "a@b",
                time: CommitTime(secondsSinceEpoch: 1)
            )
            let made = try repository.git.commit(
                writing: [
                    (GitPath("tool"), Array("two\n".utf8)),
                    (GitPath("new/file"), Array("three\n".utf8)),
                ],
                over: base,
                by: signature,
                index: fixture.path("index")
            )
            #expect(
                try repository.git.content(of: GitPath("tool"), in: made) == Array("two\n".utf8)
            )
            #expect(try repository.git.entry(at: GitPath("tool"), in: made)?.kind == .executable)
            let changed = try repository.git.changes(from: base, to: made).map(\.path.text)
            #expect(Set(changed) == ["tool", "new/file"])
            #expect(try repository.git.commit("HEAD") == base)
            #expect(try repository.git.status().uncommitted.map(\.path.text) == ["tool"])
        }
    }

    @Test("A user's own settings for diff and status change no answer")
    func userSettings() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(
                in: repository.path,
                """
                git config --global diff.noprefix true; git config --global diff.renames false
                git config --global diff.external /bin/false; git config --global color.ui always
                git config --global status.showUntrackedFiles no
                git config --global core.pager false
                git config --global diff.relative true; git config --global status.short true
                git config --global core.quotePath true; git config --global log.showSignature true
                git config --global diff.ignoreSubmodules all
                git config --global alias.status false
                mkdir dir; echo a >dir/a; git add dir
                """
            )
            let old = try repository.head
            let new = try repository.commit("New")
            let inside = GitRepository(at: "\(repository.path)/dir", program: fixture.program)
            #expect(try inside.changes(from: old, to: new).map(\.path.text) == ["dir/a"])
            try repository.write("new", "new\n")
            try repository.write("README", "changed\n")
            #expect(try inside.status().entries.map(\.path.text) == ["README", "new"])
            let paths = try inside.changesInWorkingDirectory(since: old).map(\.path.text)
            #expect(paths == ["README", "dir/a", "new"])
        }
    }

    @Test("The changes of a working directory hold what is committed, staged, edited and new")
    func workingDirectory() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let base = try repository.head
            try repository.write("committed", "c\n")
            try repository.write(".gitignore", "ignored\n")
            try repository.commit("Work")
            try repository.write("staged", "s\n")
            try repository.ask("add", "staged")
            try repository.write("README", "edited\n")
            try repository.write("un tracked", "u\n")
            try repository.write("ignored", "i\n")
            let changes = try repository.git.changesInWorkingDirectory(since: base)
            #expect(
                changes.map(\.path.text).sorted() == [
                    ".gitignore", "README", "committed", "staged", "un tracked",
                ]
            )
            try fixture.shell(in: repository.path, "touch -d '2001-01-01' committed")
            #expect(try repository.git.changesInWorkingDirectory(since: base).count == 5)
        }
    }

    @Test("A status names staged, edited, new, deleted and, if asked, ignored files")
    func status() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            #expect(try repository.git.status().isClean)
            try repository.write(".gitignore", "build/\n")
            let head = try repository.commit("Ignore")
            try fixture.shell(
                in: repository.path,
                "mkdir build 'd ir'; echo x >build/o; echo y >'d ir/n'; echo s >s; git add s; rm README"
            )
            let status = try repository.git.status()
            #expect(!status.isClean)
            #expect(status.commit == head)
            let kinds = Dictionary(
                uniqueKeysWithValues: status.entries.map { ($0.path.text, $0.kind) }
            )
            #expect(
                kinds == [
                    "README": .changed(staged: nil, unstaged: .deleted),
                    "s": .changed(staged: .added, unstaged: nil), "d ir/n": .untracked,
                ]
            )
            let withIgnored = try repository.git.status(listingIgnored: true)
            #expect(withIgnored.entries.contains { $0.kind == .ignored })
            #expect(withIgnored.uncommitted == status.entries)
            try fixture.shell(
                in: repository.path,
                "git checkout -q README; git rm -q --cached s; rm -r s 'd ir'"
            )
            #expect(try repository.git.status(listingIgnored: true).isClean)
        }
    }

    @Test("A merge that waits for a decision is listed path by path")
    func unmerged() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.ask("checkout", "-q", "-b", "side")
            try repository.write("README", "side\n")
            try repository.commit("Side")
            try repository.ask("checkout", "-q", "main")
            try repository.write("README", "main\n")
            try repository.commit("Main")
            try repository.ask("merge", "-q", "side", accepting: [1])
            #expect(try repository.git.status().entries.map(\.kind) == [.unmerged])
        }
    }

    @Test("A question for a working directory is refused where there is none")
    func noWorkingDirectory() throws {
        try Fixture.with { fixture in
            _ = try fixture.repository()
            try fixture.git(in: fixture.root, "clone", "-q", "--bare", "repo", "bare.git")
            let bare = GitRepository(at: fixture.path("bare.git"), program: fixture.program)
            gitError("git.no_working_directory") { try bare.status() }
            #expect(try bare.commit("HEAD") == bare.commit("main"))
        }
    }
}
