import Glibc
import Testing

@testable import GitKit

/// What is left when a process ends between any two steps, and that asking again goes on from
/// there.
@Suite struct WorktreeCrashTests {
    // MARK: - Our process ends between its steps

    @Test("A making that was cut off after any of its steps is finished by asking again")
    func makingInSteps() throws {
        for steps in 0...3 {
            try Fixture.with { fixture in
                let repository = try fixture.repository()
                let request = try repository.request("w")
                let setup = try WorktreeSetup(request, in: repository.git)
                if steps > 0 { try setup.prepareBranch() }
                if steps > 1 { try setup.register() }
                if steps > 2, case .unfinished(let entry) = try setup.situation() {
                    _ = try setup.checkOut(entry)
                }
                let location = steps > 1 ? try RepositoryLocator.location(at: request.path) : nil
                #expect(location?.isUnfinished == (steps > 1 ? steps == 2 : nil))
                let added = try repository.git.addWorktree(request)
                let origins: [AddedWorktree.Origin] = [.created, .created, .resumed, .present]
                #expect(added.origin == origins[steps])
                #expect(added.parked.isEmpty)
                try expectWhole(repository, "w")
            }
        }
    }

    @Test(
        "A removal that was cut off after any of its steps is finished, and the worktree made anew"
    )
    func removingInSteps() throws {
        for isAdded in [true, false] {
            for steps in 1...6 {
                try Fixture.with { fixture in
                    let repository = try fixture.repository()
                    let request = try repository.request("w")
                    try repository.git.addWorktree(request)
                    let worktree = repository.seen(from: "w")
                    try worktree.write("own", "own\n")
                    let work = try worktree.commit("Work")
                    let aside = fixture.path(".w.removed")
                    let kept = "\(repository.path)/.git/worktrees/w"
                    try fixture.shell(in: fixture.root, "mv w .w.removed")
                    if steps > 1 {
                        try fixture.write("\(kept)/gitdir", Array("\(aside)/.git\n".utf8))
                    }
                    if steps > 2 { unlink("\(aside)/README") }
                    if steps > 3 { unlink("\(aside)/.git") }
                    if steps > 4 { try fixture.shell(in: fixture.root, "rm -rf .w.removed") }
                    if steps > 5 { try fixture.shell(in: fixture.root, "rm -rf '\(kept)'") }
                    if isAdded {
                        let added = try repository.git.addWorktree(request)
                        #expect(added.origin == (steps > 5 ? .created : .resumed), "\(steps)")
                        #expect(added.parked.isEmpty)
                        try expectWhole(repository, "w")
                        #expect(try worktree.head == work)
                    } else if steps <= 5 {
                        let parked = try repository.git.removeWorktree(
                            at: request.path,
                            leftovers: .refuse
                        )
                        #expect(parked.isEmpty)
                        #expect(try repository.git.worktrees().count == 1)
                    }
                    #expect(!fixture.exists(aside))
                }
            }
        }
    }

    @Test("What was written into a worktree while its removal was cut off is kept")
    func writtenMeanwhile() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            try repository.git.addWorktree(request)
            try fixture.shell(
                in: fixture.root,
                "mv w .w.removed; echo late >.w.removed/late; rm .w.removed/README"
            )
            let error = gitError("git.would_lose_work") {
                try repository.git.removeWorktree(at: request.path, leftovers: .refuse)
            }
            #expect(error?.message.contains("'late'") == true)
            // Back at its place, with what was deleted missing.
            #expect(fixture.read(fixture.path("w/late")) == "late\n")
            try fixture.shell(in: fixture.root, "mv w .w.removed")
            let added = try repository.git.addWorktree(request)
            #expect(added.parked.map(\.reference) == ["refs/parked/w"])
            #expect(try repository.ask("show", "refs/parked/w:late") == "late")
            try expectWhole(repository, "w")
        }
    }

    @Test("A parking that was cut off leaves nothing to see, and is simply done again")
    func parkingInSteps() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("new", "new\n")
            for call in 1... {
                let git = GitRepository(
                    at: repository.path,
                    program: fixture.program(path: try killer(fixture, call, after: true))
                )
                do {
                    #expect(try git.park(at: .named("w")) != nil)
                    #expect(call > 6, "the parking was never cut off")
                    break
                } catch GitError.killed {
                    let parked = try repository.parked()
                    #expect(parked.isEmpty || parked == ["refs/parked/w"])
                    #expect(fixture.read("\(repository.path)/new") == "new\n")
                }
            }
            #expect(try repository.parked() == ["refs/parked/w"])
            #expect(try repository.ask("show", "refs/parked/w:new") == "new")
        }
    }

    // MARK: - git is killed

    @Test(
        "git is killed before or after any of its runs, and asking again makes the worktree",
        arguments: [true, false]
    )
    func killedRuns(after: Bool) throws {
        for call in 1...20 {
            let isWhole = try Fixture.with { fixture in
                let repository = try fixture.repository()
                let request = try repository.request("w")
                let git = GitRepository(
                    at: repository.path,
                    program: fixture.program(path: try killer(fixture, call, after: after))
                )
                do {
                    try git.addWorktree(request)
                    try git.removeWorktree(at: request.path, leftovers: .refuse)
                    return true
                } catch GitError.killed {
                    try repository.git.addWorktree(request)
                    try expectWhole(repository, "w")
                    return false
                }
            }
            if isWhole {
                #expect(call > 8, "git was hardly ever killed")
                return
            }
        }
        Issue.record("the worktree was never made")
    }

    /// The system calls that change files.
    static let changing = "mkdir,rename,unlink,rmdir,link,write,openat,ftruncate"

    @Test(
        "git is killed at system calls that change files, and asking again makes the worktree",
        .enabled(if: access("/usr/bin/strace", X_OK) == 0),
        arguments: 0..<4
    )
    func killedInside(part: Int) throws {
        var cuts = 0
        // A sample: which call of a run is cut off differs from part to part.
        for point in stride(from: 1 + part * 4, through: 60, by: 16) {
            for command in ["update-ref", "add", "read-tree", "remove"] {
                try killInside(command: command, point: point, &cuts)
            }
        }
        #expect(cuts >= 5, "git was hardly ever killed")
    }

    private func killInside(command: String, point: Int, _ cuts: inout Int) throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            for number in 1...8 { try repository.write("file\(number)", "\(number)\n") }
            try repository.commit("Files")
            let request = try repository.request("w")
            let script = fixture.path("killing-git")
            try fixture.write(
                script,
                Array(
                    """
                    #!/bin/sh
                    case " $* " in *" \(command) "*)
                        exec strace -f -qq -o /dev/null -e trace=\(Self.changing) \\
                            -e inject=\(Self.changing):signal=KILL:when=\(point) git "$@";;
                    esac
                    exec git "$@"

                    """.utf8
                ),
                mode: 0o755
            )
            let git = GitRepository(
                at: repository.path,
                program: fixture.program(path: script, retry: .hasty)
            )
            do {
                try git.addWorktree(request)
                try git.removeWorktree(at: request.path, leftovers: .refuse)
            } catch let error as GitError {
                // Either git itself was killed, or a process that it had started.
                let ways = ["git.killed", "git.command_failed", "git.program_unusable"]
                #expect(ways.contains(error.code), "\(error)")
                cuts += 1
            }
            let added = try repository.git.addWorktree(request)
            try expectWhole(repository, "w")
            #expect(added.parked.isEmpty, "\(command) \(point)")
            try repository.git.removeWorktree(at: request.path, leftovers: .refuse)
            _ = try repository.git.pruneWorktrees { _ in true }
            #expect(try repository.git.worktrees().count == 1, "\(command) \(point)")
            let names = try fixture.shell(in: repository.path, "ls .git/worktrees 2>&1 || true")
            #expect(
                names.contains("No such file") || names.isEmpty,
                "\(command) \(point): \(names)"
            )
        }
    }

    /// A git that is killed with its whole group at one of its runs: before it does anything, or
    /// when all is done.
    private func killer(_ fixture: Fixture, _ call: Int, after: Bool) throws -> String {
        let script = fixture.path("killer-\(call)")
        let count = fixture.path("count-\(call)")
        try fixture.write(
            script,
            Array(
                """
                #!/bin/sh
                echo >>'\(count)'
                if test $(wc -l <'\(count)') -eq \(call); then
                    \(after ? "git \"$@\" >/dev/null 2>&1" : ":"); kill -9 $$
                fi
                exec git "$@"

                """.utf8
            ),
            mode: 0o755
        )
        return script
    }

    // MARK: - What a cut-off making leaves

    @Test("Each state that git can be killed in is taken up", arguments: Remains.all)
    func cutOff(state: Remains) throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            for number in 1...3 { try repository.write("file\(number)", "\(number)\n") }
            try repository.commit("Files")
            try repository.ask("branch", "agent/w")
            try repository.ask(
                "worktree",
                "add",
                "-q",
                "--no-checkout",
                fixture.path("w"),
                "agent/w"
            )
            try fixture.shell(
                in: fixture.path("w"),
                "kept='\(repository.path)/.git/worktrees/w'; \(state.script)"
            )
            let added = try repository.git.addWorktree(repository.request("w"))
            #expect(added.origin == .resumed)
            #expect(added.parked.count == state.parked, "\(added.parked)")
            try expectWhole(repository, "w", allowing: state.left)
            try repository.ask("worktree", "list")
        }
    }

    @Test("A branch whose making was cut off, and left locked, is made")
    func lockedBranch() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            let lock = "\(repository.path)/.git/refs/heads/agent/w.lock"
            try fixture.shell(in: repository.path, "mkdir -p .git/refs/heads/agent; : >'\(lock)'")
            let hasty = GitRepository(
                at: repository.path,
                program: fixture.program(path: "git", retry: .hasty)
            )
            // As long as somebody holds it, it stays.
            let descriptor = open(lock, O_RDONLY)
            let error = gitError("git.lock_held") { try hasty.addWorktree(request) }
            #expect(error == .lockHeld(lock: lock, holder: getpid()))
            close(descriptor)
            try hasty.addWorktree(request)
            try expectWhole(repository, "w")
            // The lock of another branch is not ours.
            try fixture.shell(
                in: repository.path,
                "git branch other; : >.git/refs/heads/other.lock"
            )
            #expect(try repository.git.addWorktree(repository.request("v")).origin == .created)
            #expect(fixture.exists("\(repository.path)/.git/refs/heads/other.lock"))
        }
    }

    @Test("A worktree that git was killed in making does not keep others from being made")
    func neighbour() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("cut"))
            let common = "\(repository.path)/.git/worktrees/cut/commondir"
            try fixture.write(common, [])
            #expect(throws: FixtureError.self) { try repository.ask("worktree", "list") }
            try repository.git.addWorktree(repository.request("w"))
            try repository.ask("worktree", "list")
            #expect(fixture.read(common) == "../..\n")
        }
    }

    /// The worktree is checked out, clean, unlocked and known to git.
    private func expectWhole(
        _ repository: Repository,
        _ name: String,
        allowing left: [String] = []
    ) throws {
        let worktree = repository.seen(from: name)
        let status = try worktree.git.status()
        #expect(status.entries.map(\.path.text) == left)
        #expect(status.branch?.text == "agent/\(name)")
        let entry = try repository.git.worktrees().first { $0.path == worktree.path }
        #expect(entry?.state == .present)
        #expect(entry?.lockReason == nil)
        #expect(entry?.commit != nil)
        #expect(try repository.ask("fsck", "--no-dangling").isEmpty)
        // Nothing is in the way of working in it.
        #expect(try worktree.git.locks().isEmpty)
        try worktree.ask("commit", "-q", "--allow-empty", "-m", "Goes on")
        try worktree.ask("reset", "-q", "--hard", "HEAD~1")
    }
}

/// What a making can leave when it is cut off.
struct Remains: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let script: String
    var parked = 0
    /// New files that are still there, as before.
    var left: [String] = []
}

extension Remains {
    static let all = [
        Remains(testDescription: "registered, nothing checked out", script: ""),
        Remains(testDescription: "still locked by git", script: "echo initializing >$kept/locked"),
        Remains(
            testDescription: "HEAD not written yet",
            script: "echo initializing >$kept/locked; printf '%040d\\n' 0 >$kept/HEAD"
        ),
        Remains(
            testDescription: "HEAD made and not filled",
            script: "echo initializing >$kept/locked; : >$kept/HEAD; rm $kept/commondir"
        ),
        Remains(
            testDescription: "commondir made and not filled",
            script: """
                echo initializing >$kept/locked; printf '%040d\\n' 0 >$kept/HEAD; : >$kept/commondir
                """
        ),
        Remains(
            testDescription: "commondir not filled, HEAD by some later git already right",
            script: ": >$kept/commondir"
        ),
        Remains(
            testDescription: ".git file made and not filled",
            script: "echo initializing >$kept/locked; : >.git; rm $kept/HEAD $kept/commondir"
        ),
        Remains(
            testDescription: "directory made, no .git file",
            script: "echo initializing >$kept/locked; rm .git $kept/HEAD $kept/commondir"
        ),
        Remains(
            testDescription: "registered, no directory",
            script: "echo initializing >$kept/locked; rm .git; rmdir ../w; rm $kept/HEAD"
        ),
        Remains(
            testDescription: "a registration without gitdir, and our .git file",
            script: "rm -r $kept/*; echo initializing >$kept/locked"
        ),
        Remains(testDescription: "the registration is gone", script: "rm -r $kept"),
        Remains(
            testDescription: "the checkout has begun",
            script: ": >$kept/index.lock; git show HEAD:file1 >file1; git show HEAD:file2 >file2"
        ),
        Remains(
            testDescription: "git has left its locks",
            script: "git show HEAD:file1 >file1; : >$kept/HEAD.lock; : >$kept/ORIG_HEAD.lock"
        ),
        Remains(
            testDescription: "a file is begun",
            script: ": >$kept/index.lock; git show HEAD:file1 >file1; : >file2"
        ),
        Remains(
            testDescription: "a file is cut off, which nobody can tell from work",
            script: ": >$kept/index.lock; git show HEAD:file1 >file1; printf x >file2",
            parked: 1
        ),
        Remains(
            testDescription: "somebody has worked in it already",
            script: "git show HEAD:file1 >file1; echo mine >file2; echo new >own",
            parked: 1,
            left: ["own"]
        ),
    ]
}
