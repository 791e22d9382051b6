import GitKit
import Glibc
import Testing

@Suite struct RepositoryLocatorTests {
    @Test("From any directory inside, the repository is found as git finds it")
    func anyDirectory() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository("a repo\nwith 'odd' name")
            try fixture.shell(in: repository.path, "mkdir -p 'deep dir/er'")
            for directory in ["", "/deep dir", "/deep dir/er"] {
                let location = try RepositoryLocator.locate(from: repository.path + directory)
                #expect(location.root == repository.path)
                #expect(location.privateDirectory == "\(repository.path)/.git")
                #expect(location.commonDirectory == "\(repository.path)/.git")
                #expect(location.kind == .main)
                #expect(location.branch == (try BranchName("main")))
                #expect(try RepositoryLocator.mainRoot(of: location) == repository.path)
            }
        }
    }

    @Test("A linked worktree tells its own directory and the shared one")
    func linkedWorktree() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let path = fixture.path("linked \n tree")
            try repository.ask("worktree", "add", "-q", "-b", "side", path)
            let location = try RepositoryLocator.locate(from: path)
            #expect(location.root == path)
            #expect(location.commonDirectory == "\(repository.path)/.git")
            #expect(location.branch?.text == "side")
            #expect(try RepositoryLocator.mainRoot(of: location) == repository.path)
            guard case .linked(let name) = location.kind else {
                Issue.record("not linked: \(location)")
                return
            }
            #expect(
                location.privateDirectory == "\(repository.path)/.git/worktrees/\(name)"
            )
            let told = try fixture.git(in: path, "rev-parse", "--absolute-git-dir").trimmed
            #expect(location.privateDirectory == told)
        }
    }

    @Test("A bare repository, its worktrees and the inside of .git have their own answers")
    func bareAndInside() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.git(in: fixture.root, "clone", "-q", "--bare", "repo", "bare.git")
            let bare = try RepositoryLocator.locate(from: fixture.path("bare.git"))
            #expect(bare.kind == .bare)
            #expect(bare.root == nil)
            #expect(try RepositoryLocator.mainRoot(of: bare) == nil)
            try fixture.git(in: fixture.path("bare.git"), "worktree", "add", "-q", "../w", "main")
            let linked = try RepositoryLocator.locate(from: fixture.path("w"))
            #expect(linked.kind == .linked(name: "w"))
            #expect(try RepositoryLocator.mainRoot(of: linked) == nil)
            for inside in ["/.git", "/.git/refs/heads", "/.git/objects"] {
                let location = try RepositoryLocator.locate(from: repository.path + inside)
                #expect(location.root == nil)
                #expect(location.kind == .main)
            }
        }
    }

    @Test("A repository whose .git is called bare in its name only is not bare")
    func bareIsRead() throws {
        try Fixture.with { fixture in
            let path = fixture.path("x.git")
            try fixture.git(in: fixture.root, "init", "-q", "--bare", path)
            #expect(try RepositoryLocator.locate(from: path).kind == .bare)
            for (setting, isBare) in [("false", false), ("yes", true), ("TRUE", true)] {
                try fixture.shell(in: path, "printf '[core]\\n\\tbare = \(setting)\\n' > config")
                let location = try RepositoryLocator.locate(from: path)
                #expect((location.kind == .bare) == isBare, "\(setting)")
            }
        }
    }

    @Test("A submodule is a repository of its own, found through its .git file")
    func submodule() throws {
        try Fixture.with { fixture in
            let inner = try fixture.repository("inner")
            let outer = try fixture.repository("outer")
            try outer.ask(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                inner.path,
                "sub"
            )
            let location = try RepositoryLocator.locate(from: "\(outer.path)/sub")
            #expect(location.root == "\(outer.path)/sub")
            #expect(location.privateDirectory == "\(outer.path)/.git/modules/sub")
            #expect(location.kind == .main)
            #expect(try RepositoryLocator.mainRoot(of: location) == "\(outer.path)/sub")
        }
    }

    @Test("A branch without commits is a branch; a detached HEAD is a commit")
    func heads() throws {
        try Fixture.with { fixture in
            let empty = fixture.path("empty")
            try fixture.git(in: fixture.root, "init", "-q", "-b", "agent/ada/x", empty)
            #expect(try RepositoryLocator.locate(from: empty).branch?.text == "agent/ada/x")
            let repository = try fixture.repository()
            try repository.ask("checkout", "-q", "--detach")
            let location = try RepositoryLocator.locate(from: repository.path)
            #expect(location.head == .detached(try repository.head))
            #expect(location.isDetached)
            #expect(location.branch == nil)
            try repository.ask("symbolic-ref", "HEAD", "refs/other/x")
            let odd = try RepositoryLocator.locate(from: repository.path)
            #expect(odd.head == .reference("refs/other/x"))
        }
    }

    @Test("What is no repository is said to be none, and what is broken is said to be broken")
    func errors() throws {
        try Fixture.with { fixture in
            let plain = fixture.path("plain")
            try fixture.makeDirectory(plain)
            gitError("git.not_a_repository") { try RepositoryLocator.locate(from: plain) }
            gitError("git.directory_missing") {
                try RepositoryLocator.locate(from: fixture.path("nowhere"))
            }
            gitError("git.directory_missing") { try RepositoryLocator.locate(from: "") }
            gitError("git.directory_missing") { try RepositoryLocator.locate(from: "/tmp\0/x") }
            for (content, code) in [
                ("gitdir: /nowhere/at/all\n", "git.git_directory_missing"),
                ("gitdir: ../plain\n", "git.git_directory_missing"),
                ("gitdir: \n", "git.git_file_malformed"), ("", "git.git_file_malformed"),
                ("hello\n", "git.git_file_malformed"),
            ] {
                try fixture.write("\(plain)/.git", Array(content.utf8))
                gitError(code) { try RepositoryLocator.locate(from: plain) }
            }
            try fixture.write("\(plain)/.git", Array("gitdir: ".utf8) + [0xFF, 0xFE])
            gitError("git.path_not_text") { try RepositoryLocator.locate(from: plain) }
            try fixture.write("\(plain)/.git", Array(repeating: 65, count: 1 << 17))
            gitError("git.unreadable") { try RepositoryLocator.locate(from: plain) }
        }
    }

    @Test("A .git directory that is no repository is passed over, as git does")
    func emptyGitDirectory() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(in: repository.path, "mkdir -p sub/.git")
            let location = try RepositoryLocator.locate(from: "\(repository.path)/sub")
            #expect(location.root == repository.path)
        }
    }

    @Test("GIT_DIR in the environment has no say")
    func environmentIsIgnored() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let other = try fixture.repository("other")
            setenv("GIT_DIR", "\(other.path)/.git", 1)
            defer { unsetenv("GIT_DIR") }
            #expect(try RepositoryLocator.locate(from: repository.path).root == repository.path)
            #expect(try repository.git.currentBranch()?.text == "main")
        }
    }

    @Test("A directory that is reached through a link has its real name")
    func throughLink() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            symlink(repository.path, fixture.path("link"))
            #expect(
                try RepositoryLocator.locate(from: fixture.path("link")).root == repository.path
            )
        }
    }

    @Test("A HEAD that only a newer git can read is asked of git")
    func hiddenHead() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            // What a repository with reference tables has in place of HEAD.
            try repository.write(".git/HEAD", "ref: refs/heads/.invalid\n")
            let location = try RepositoryLocator.locate(from: repository.path)
            #expect(location.head == .hidden)
            #expect(location.branch == nil)
            #expect(!location.isDetached)
        }
    }
}
