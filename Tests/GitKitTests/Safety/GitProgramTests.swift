import GitKit
import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct GitProgramTests {
    @Test("A git that is missing, too old or no git at all is named")
    func programs() throws {
        try Fixture.with { fixture in
            let found = try fixture.program.check()
            #expect(found >= .oldest)
            gitError("git.program_missing") { try fixture.program(path: "/no/git").version() }
            gitError("git.program_missing") { try fixture.program(path: "no-such-git").version() }
            let old = fixture.path("old-git")
            try fixture.write(old, Array("#!/bin/sh\necho git version 2.30.2\n".utf8), mode: 0o755)
            #expect(try fixture.program(path: old).version() == GitVersion(2, 30))
            let error = gitError("git.program_too_old") { try fixture.program(path: old).check() }
            #expect(error?.message == "git 2.30 is too old: 2.31 is the oldest that works.")
            gitError("git.output_malformed") { try fixture.program(path: "true").version() }
            gitError("git.command_failed") { try fixture.program(path: "false").version() }
            let plain = fixture.path("not-executable")
            try fixture.write(plain, [])
            gitError("git.program_unusable") { try fixture.program(path: plain).version() }
        }
    }

    @Test("A directory that is gone, or is no repository, is named")
    func directories() throws {
        try Fixture.with { fixture in
            let commit = try fixture.repository().head
            let gone = GitRepository(at: fixture.path("gone"), program: fixture.program)
            gitError("git.directory_missing") { try gone.commit("HEAD") }
            gitError("git.directory_missing") { try gone.status() }
            let plain = GitRepository(at: fixture.home, program: fixture.program)
            gitError("git.not_a_repository") { try plain.commit("HEAD") }
            gitError("git.not_a_repository") { try plain.information(on: commit) }
            let odd = GitRepository(at: "relative", program: fixture.program)
            gitError("git.name_refused") { try odd.commit("HEAD") }
        }
    }

    @Test("A repository of another user is not trusted unless the user says so")
    func ownership() throws {
        guard getuid() == 0 else { return }
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(in: fixture.root, "chown -R 65534:65534 repo")
            let error = gitError("git.unsafe_ownership") { try repository.head }
            #expect(error?.hint?.contains("safe.directory") == true)
            try fixture.shell(
                in: fixture.root,
                "git config --global safe.directory '\(repository.path)'"
            )
            _ = try repository.head
        }
    }

    @Test("An interruption ends a running git, and git's lock goes with it")
    func interruption() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let interruption = try Interruption()
            let slow = fixture.path("slow-git")
            try fixture.write(
                slow,
                Array("#!/bin/sh\necho >\(fixture.root)/started; exec sleep 60\n".utf8),
                mode: 0o755
            )
            let program = GitProgram(
                path: slow,
                environment: fixture.environment,
                clock: {
                    // The clock is asked when git has been started.
                    if access("\(fixture.root)/started", F_OK) == 0 { interruption.raise() }
                    return monotonic()
                },
                retry: .hasty,
                interruption: interruption
            )
            interruption.raise()
            let git = GitRepository(at: repository.path, program: program)
            gitError("git.interrupted") { try git.commit("HEAD") }
        }
    }

    @Test("A lock that stays is named, with the process that holds it if one does")
    func locks() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let hasty = GitRepository(
                at: repository.path,
                program: fixture.program(path: "git", retry: .hasty)
            )
            let lock = "\(repository.path)/.git/index.lock"
            try fixture.write(lock, [])
            try repository.write("new", "new")
            let left = gitError("git.lock_held") { try hasty.commitAll(message: "x", by: .ada) }
            #expect(left == .lockHeld(lock: lock, holder: nil))
            #expect(try hasty.locks() == [GitLock(path: lock, holder: nil)])
            // Reading needs no lock.
            #expect(try !hasty.status().isClean)
            let descriptor = open(lock, O_RDONLY)
            let held = gitError("git.lock_held") { try hasty.commitAll(message: "x", by: .ada) }
            #expect(held == .lockHeld(lock: lock, holder: getpid()))
            close(descriptor)
            unlink(lock)
            _ = try hasty.commitAll(message: "x", by: .ada)
        }
    }
}
