import GitKit
import Glibc
import Testing

@Suite struct ParkingTests {
    @Test("Parked work holds edited, staged, new and deleted files, and touches nothing")
    func everything() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("gone", "gone\n")
            try repository.write("moved", "moved\n")
            try repository.write(".gitignore", "ignored\n")
            let head = try repository.commit("More")
            let odd = "new \"file\"\n'x'"
            try repository.write(odd, "odd\n")
            try fixture.shell(
                in: repository.path,
                """
                echo staged >README; git add README; echo edited >README; rm gone
                git mv moved there; echo i >ignored; ln -s /etc/passwd link
                printf '#!/bin/sh\\n' >run; chmod 755 run; mkdir empty
                """
            )
            let look =
                "git status --porcelain -z; git diff --cached; cat README; ls -lA --time-style=+; sha256sum .git/index; git rev-parse HEAD"
            let before = try fixture.shell(in: repository.path, look)
            let parked = try #require(try repository.git.park(at: .named("w")))
            let after = try fixture.shell(in: repository.path, look)
            #expect(after == before)
            #expect(parked.reference == "refs/parked/w")
            #expect(parked.notKept.isEmpty)
            let names = try repository.git.entries(in: parked.commit)
            #expect(
                names.map(\.path.text) == [".gitignore", "README", "link", odd, "run", "there"]
            )
            #expect(names.first { $0.path.text == "run" }?.kind == .executable)
            #expect(names.first { $0.path.text == "link" }?.kind == .symbolicLink)
            #expect(try repository.ask("show", "refs/parked/w:README") == "edited")
            #expect(try repository.ask("show", "refs/parked/w^2:README") == "staged")
            let info = try repository.git.information(on: parked.commit)
            #expect(info.parents.first == head)
            #expect(info.author == .ada)
            #expect(info.subject == "Work of w")
            #expect(try repository.git.branches().map(\.name.text) == ["main"])
            #expect(
                try fixture.shell(in: "\(repository.path)/.git", "ls").contains("temporary")
                    == false
            )
            // git itself brings it back.
            try repository.ask("reset", "-q", "--hard")
            try repository.ask("clean", "-qfd")
            try repository.ask("stash", "apply", "-q", parked.reference)
            #expect(fixture.read("\(repository.path)/README") == "edited\n")
            #expect(fixture.read("\(repository.path)/\(odd)") == "odd\n")
        }
    }

    @Test("Parked again, the same work has the same place; other work has the next one")
    func again() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            #expect(try repository.git.park(at: .named("w")) == nil)
            try repository.write("README", "staged\n")
            try repository.ask("add", "README")
            try repository.write("README", "one\n")
            let first = try repository.git.park(at: .named("w"))
            let later = try ParkingPlace(
                prefix: "refs/parked/",
                name: "w",
                signature: CommitSignature(
                    name: "Grace",
                    email: "g@x",
                    time: CommitTime(secondsSinceEpoch: 1_800_000_000)
                ),
                message: "Later"
            )
            #expect(try repository.git.park(at: later) == first)
            try repository.write("README", "two\n")
            let second = try repository.git.park(at: later)
            #expect(second?.reference == "refs/parked/w.2")
            #expect(try repository.parked() == ["refs/parked/w", "refs/parked/w.2"])
        }
    }

    @Test("Work is parked before the first commit, with a detached HEAD, and in a merge")
    func oddStates() throws {
        try Fixture.with { fixture in
            let path = fixture.path("empty")
            try fixture.makeDirectory(path)
            let empty = try GitRepository.create(
                at: path,
                branch: BranchName("main"),
                program: fixture.program
            )
            try fixture.write("\(path)/new", Array("new\n".utf8))
            let unborn = try #require(try empty.park(at: .named("unborn")))
            #expect(try empty.information(on: unborn.commit).parents.isEmpty)
            #expect(try empty.currentBranch()?.text == "main")

            let repository = try fixture.repository()
            try fixture.shell(
                in: repository.path,
                """
                git checkout -q -b side; echo side >README; git commit -qam side
                git checkout -q main; echo main >README; git commit -qam main
                git checkout -q --detach; git merge -q side || true; echo new >new
                """
            )
            let merging = try #require(try repository.git.park(at: .named("merge")))
            #expect(
                try repository.ask("show", "\(merging.commit):README").contains("<<<<<<< HEAD")
            )
            #expect(try repository.git.information(on: merging.commit).parents.count == 1)
            #expect(try repository.git.status().entries.contains { $0.kind == .unmerged })
        }
    }

    @Test("A lock on the index does not keep work from being parked")
    func lockedIndex() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("new", "new\n")
            try fixture.write("\(repository.path)/.git/index.lock", [])
            #expect(try repository.git.park(at: .named("w")) != nil)
        }
    }

    @Test("A place that a killed git has left locked is passed over")
    func lockedPlace() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("new", "new\n")
            try fixture.shell(
                in: repository.path,
                "mkdir .git/refs/parked; : >.git/refs/parked/w.lock"
            )
            let hasty = GitRepository(
                at: repository.path,
                program: fixture.program(path: "git", retry: .hasty)
            )
            #expect(try hasty.park(at: .named("w"))?.reference == "refs/parked/w.2")
        }
    }

    @Test("Repositories inside and changes in submodules are named as not kept, the rest is kept")
    func notKept() throws {
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
            try fixture.shell(
                in: repository.path,
                "echo x >>sub/README; echo n >n; mkdir in; cd in; git init -q; echo y >y"
            )
            let parked = try #require(try repository.git.park(at: .named("w")))
            #expect(parked.notKept.map(\.text).sorted() == ["in/", "sub"])
            #expect(try repository.ask("show", "refs/parked/w:n") == "n")
        }
    }

    @Test("Line ends that can't be converted back don't keep a file from being parked")
    func lineEnds() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.ask("config", "core.autocrlf", "input")
            try repository.ask("config", "core.safecrlf", "true")
            try repository.write("dos", "a\r\nb\n")
            #expect(try repository.git.park(at: .named("w")) != nil)
        }
    }

    @Test("A place that is no place to park is refused")
    func places() throws {
        for (prefix, name) in [
            ("refs/heads/", "x"), ("parked/", "x"), ("refs/parked/", ""), ("refs/parked/", "a b"),
            ("refs/parked/", "../x"), ("--x", ""), ("refs/tags/", "v"), ("refs/parked/", "a\nb"),
        ] {
            gitError("git.name_refused") {
                try ParkingPlace(prefix: prefix, name: name, signature: .ada, message: "m")
            }
        }
    }

    @Test("A copied index that a killed process left is removed by the next parking")
    func leftovers() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let ended = try fixture.shell(in: fixture.root, "echo $$").trimmed
            let left = "\(repository.path)/.git/temporary-index-\(ended)-1"
            let living = "\(repository.path)/.git/temporary-index-1-1"
            try fixture.shell(
                in: repository.path,
                "mkdir '\(left)' '\(living)'; touch '\(left)/index' '\(left)/index.lock'"
            )
            try repository.write("new", "new\n")
            #expect(try repository.git.park(at: .named("w")) != nil)
            #expect(!fixture.exists(left))
            #expect(fixture.exists(living))
        }
    }
}
