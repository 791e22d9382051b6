import GitKit
import Glibc
import TestSupport
import Testing

/// A repository whose configuration tries to run a program that leaves a mark.
@Suite struct HostileRepositoryTests {
    /// Sets everything that a repository can configure to run something.
    private func makeHostile(_ repository: Repository) throws {
        let trap = repository.fixture.path("trap.sh")
        let mark = repository.fixture.path("mark")
        try repository.fixture.write(
            trap,
            Array(
                """
                #!/bin/sh
                echo "$0 $* for $(tr '\\0' ' ' </proc/$PPID/cmdline)" >>'\(mark)'; cat; exit 0

                """.utf8
            ),
            mode: 0o755
        )
        try repository.write(
            ".gitattributes",
            "*.txt filter=evil diff=evil\n*.two filter=e.v=il diff=evil\n"
        )
        try repository.write("a.txt", "a\n")
        try repository.write("b.two", "b\n")
        try repository.commit("Bait")
        try repository.fixture.shell(
            in: repository.path,
            """
            git config core.fsmonitor '\(trap)'; git config core.hooksPath '\(repository.path)/hooks'
            mkdir -p hooks
            for hook in post-checkout pre-commit commit-msg post-commit post-index-change \\
                reference-transaction prepare-commit-msg; do cp '\(trap)' hooks/$hook; done
            cp hooks/* .git/hooks/ 2>/dev/null || { mkdir -p .git/hooks; cp hooks/* .git/hooks/; }
            rm -r hooks/../.git/hooks/none 2>/dev/null || true
            for filter in evil e.v=il; do
            git config "filter.$filter.smudge" '\(trap)'; git config "filter.$filter.clean" '\(trap)'
            git config "filter.$filter.required" true; done
            git config diff.evil.textconv '\(trap)'; git config diff.evil.command '\(trap)'
            git config diff.external '\(trap)'; git config core.pager '\(trap)'
            git config core.editor '\(trap)'; git config core.sshCommand '\(trap)'
            git config gpg.program '\(trap)'; git config commit.gpgSign true
            git config log.showSignature true; git config core.askPass '\(trap)'
            git config core.alternateRefsCommand '\(trap)'; git config alias.status '!\(trap)'
            """
        )
        // The bait of hooks is not part of the work.
        try repository.write(".git/info/exclude", "hooks\n")
        unlink(mark)
    }

    private func mark(_ fixture: Fixture) -> String? { fixture.read(fixture.path("mark")) }

    @Test("Nothing that a repository configures runs while it is only read and worked on sealed")
    func sealed() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.head
            try fixture.shell(in: repository.path, "mkdir -p .git/info")
            try makeHostile(repository)
            let head = try repository.head
            let sealed = GitRepository(
                at: repository.path,
                program: fixture.program,
                configuration: .repositoryOnly
            )
            try fixture.shell(in: repository.path, "touch -d 2001-01-01 a.txt b.two")
            _ = try sealed.status()
            _ = try sealed.changes(from: first, to: head)
            _ = try sealed.changesInWorkingDirectory(since: first)
            _ = try sealed.entries(in: head)
            _ = try sealed.information(on: head)
            _ = try sealed.worktrees()
            let path = fixture.path("clean")
            let added = try sealed.addWorktree(
                WorktreeRequest(path: path, start: .detached(head), parking: try .test)
            )
            #expect(added.origin == .created)
            let worktree = GitRepository(
                at: path,
                program: fixture.program,
                configuration: .repositoryOnly
            )
            #expect(try worktree.status().isClean)
            try fixture.write("\(path)/c.txt", Array("c\n".utf8))
            #expect(try worktree.park(at: try .test) != nil)
            try sealed.removeWorktree(at: path, leftovers: .park(try .test))
            _ = try sealed.commitAll(message: "Sealed", by: .ada)
            #expect(mark(fixture) == nil, "\(mark(fixture) ?? "")")
        }
    }

    @Test("Under the user's configuration filters run, and nothing else does")
    func userConfiguration() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(in: repository.path, "mkdir -p .git/info")
            try makeHostile(repository)
            let head = try repository.head
            let path = fixture.path("w")
            _ = try repository.git.addWorktree(
                WorktreeRequest(path: path, start: .detached(head), parking: try .test)
            )
            let ran = mark(fixture) ?? ""
            // The bait works: without it the test above would prove nothing.
            #expect(ran.contains("trap.sh"))
            #expect(!ran.contains("hooks/"))
            // A hook that is not switched off would run.
            try fixture.git(in: path, "checkout", "-q", "--detach")
            #expect(mark(fixture)?.contains("hooks/post-checkout") == true)
        }
    }

    @Test("A replaced or grafted commit is shown as its id says")
    func replacements() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.head
            try repository.write("good", "good\n")
            let good = try repository.commit("Good")
            try repository.ask("checkout", "-q", "--orphan", "evil")
            try repository.write("evil", "evil\n")
            let evil = try repository.commit("Evil")
            try repository.ask("replace", good.text, evil.text)
            #expect(try repository.ask("log", "-1", "--format=%s", good.text) == "Evil")
            #expect(try repository.git.information(on: good).subject == "Good")
            #expect(try repository.git.entry(at: GitPath("evil"), in: good) == nil)
            #expect(try repository.git.isAncestor(first, of: good))
            try fixture.shell(
                in: repository.path,
                "mkdir -p .git/info; echo \(evil) \(first) > .git/info/grafts"
            )
            #expect(try !repository.git.isAncestor(first, of: evil))
        }
    }

    @Test("A missing object is not fetched by a program that the repository names")
    func lazyFetch() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let head = try repository.head
            let mark = fixture.path("mark")
            let trap = fixture.path("upload")
            try fixture.write(
                trap,
                Array("#!/bin/sh\necho ran >'\(mark)'; exit 1\n".utf8),
                mode: 0o755
            )
            try fixture.shell(
                in: repository.path,
                """
                git config extensions.partialClone evil; git config core.repositoryFormatVersion 1
                git config remote.evil.url '\(fixture.root)'; git config remote.evil.promisor true
                git config remote.evil.uploadpack '\(trap)'
                rm -f .git/objects/$(git rev-parse HEAD:README | sed 's|^..|&/|')
                """
            )
            let sealed = GitRepository(
                at: repository.path,
                program: fixture.program,
                configuration: .repositoryOnly
            )
            #expect(throws: GitError.self) {
                try sealed.content(of: GitPath("README"), in: head)
            }
            #expect(!fixture.exists(mark))
            // The bait works.
            #expect(throws: GitError.self) {
                try repository.git.content(of: GitPath("README"), in: head)
            }
            #expect(fixture.exists(mark))
        }
    }

    @Test("The caller's own GIT variables and odd environment are not passed on")
    func environment() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let other = try fixture.repository("other")
            try other.write("x", "x")
            try other.commit("Other")
            let environment = fixture.environment.merging([
                "GIT_DIR": "\(other.path)/.git", "GIT_WORK_TREE": other.path,
                "GIT_INDEX_FILE": "/nowhere", "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "alias.rev-parse", "GIT_CONFIG_VALUE_0": "!false",
                "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_EXTERNAL_DIFF": "/bin/false",
                "GIT_TRACE": "\(fixture.root)/trace", "GIT_CEILING_DIRECTORIES": repository.path,
            ]) { $1 }
            let program = GitProgram(environment: environment, clock: monotonic, retry: .hasty)
            let git = GitRepository(at: repository.path, program: program)
            #expect(try git.commit("HEAD") == repository.head)
            #expect(try git.status().isClean)
            #expect(!fixture.exists("\(fixture.root)/trace"))
        }
    }
}
