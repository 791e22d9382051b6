import GitKit
import Glibc
import Testing

@Suite struct WorktreeAddTests {
    @Test("A worktree is made on a new branch, follows no other branch, and is checked out")
    func newBranch() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.ask("config", "branch.autoSetupMerge", "always")
            let added = try repository.git.addWorktree(
                repository.request("deep/er/a b\nc", branch: "agent/x")
            )
            #expect(added.origin == .created)
            #expect(added.parked.isEmpty)
            #expect(added.location.branch?.text == "agent/x")
            #expect(added.location.root == fixture.path("deep/er/a b\nc"))
            let worktree = repository.seen(from: "deep/er/a b\nc")
            #expect(try worktree.git.status().isClean)
            #expect(fixture.read("\(worktree.path)/README") == "first\n")
            #expect(try repository.git.setting("branch.agent/x.merge") == nil)
            #expect(
                try repository.ask("worktree", "list", "--porcelain").contains("locked") == false
            )
        }
    }

    @Test("Asked again, the worktree is left as it is, its changes included")
    func again() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            try repository.git.addWorktree(request)
            let worktree = repository.seen(from: "w")
            try worktree.write("own", "own\n")
            try worktree.write("README", "edited\n")
            let again = try repository.git.addWorktree(request)
            #expect(again.origin == .present)
            #expect(fixture.read("\(worktree.path)/README") == "edited\n")
            let commit = try worktree.commit("Work")
            #expect(try worktree.git.addWorktree(request).origin == .present)
            #expect(try repository.git.tip(of: BranchName("agent/w")) == commit)
            // Also when the only change is a deleted file.
            unlink("\(worktree.path)/README")
            #expect(try repository.git.addWorktree(request).origin == .present)
            #expect(!fixture.exists("\(worktree.path)/README"))
        }
    }

    @Test("A worktree is made on a branch that exists, or on a commit without one")
    func otherStarts() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let head = try repository.head
            try repository.ask("branch", "ready")
            let place = try ParkingPlace.named("x")
            let ready = WorktreeRequest(
                path: fixture.path("ready"),
                start: .branch(try BranchName("ready")),
                parking: place
            )
            #expect(try repository.git.addWorktree(ready).location.branch?.text == "ready")
            let detached = WorktreeRequest(
                path: fixture.path("detached"),
                start: .detached(head),
                parking: place
            )
            #expect(try repository.git.addWorktree(detached).location.head == .detached(head))
            #expect(try repository.git.addWorktree(detached).origin == .present)
            let missing = WorktreeRequest(
                path: fixture.path("missing"),
                start: .branch(try BranchName("missing")),
                parking: place
            )
            gitError("git.unknown_branch") { try repository.git.addWorktree(missing) }
            #expect(!fixture.exists(missing.path))
        }
    }

    @Test("A branch that grew from the start is taken up; one from elsewhere is refused")
    func existingBranch() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            try repository.git.addWorktree(request)
            let worktree = repository.seen(from: "w")
            try worktree.write("own", "own\n")
            let work = try worktree.commit("Work")
            try repository.git.removeWorktree(at: worktree.path, leftovers: .refuse)
            let again = try repository.git.addWorktree(request)
            #expect(again.origin == .created)
            #expect(try worktree.head == work)
            try repository.write("more", "more\n")
            let later = try repository.commit("Later")
            gitError("git.branch_exists") {
                try repository.git.addWorktree(
                    repository.request("other", branch: "agent/w", from: later)
                )
            }
        }
    }

    @Test("What stands in the way of a worktree is named")
    func conflicts() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.git.addWorktree(repository.request("w"))
            let error = gitError("git.branch_in_use") {
                try repository.git.addWorktree(repository.request("v", branch: "agent/w"))
            }
            #expect(error?.message.contains(fixture.path("w")) == true)
            gitError("git.branch_in_use") {
                try repository.git.addWorktree(repository.request("v", branch: "main"))
            }
            gitError("git.worktree_differs") {
                try repository.git.addWorktree(repository.request("w", branch: "agent/v"))
            }
            gitError("git.main_worktree") {
                try repository.git.addWorktree(repository.request("repo"))
            }
            gitError("git.branch_in_the_way") {
                try repository.git.addWorktree(repository.request("v", branch: "main/x"))
            }
            try fixture.shell(
                in: fixture.root,
                "mkdir full; echo x >full/x; echo file >plain; mkdir none"
            )
            gitError("git.path_occupied") {
                try repository.git.addWorktree(repository.request("full"))
            }
            gitError("git.path_occupied") {
                try repository.git.addWorktree(repository.request("plain"))
            }
            #expect(fixture.read(fixture.path("full/x")) == "x\n")
            #expect(try repository.git.addWorktree(repository.request("none")).origin == .created)
            for path in ["relative", "/", "/tmp/a\0b"] {
                gitError("git.name_refused") {
                    try repository.git.addWorktree(
                        WorktreeRequest(
                            path: path,
                            start: .branch(BranchName("x")),
                            parking: .named("x")
                        )
                    )
                }
            }
            let other = try fixture.repository("other")
            try other.git.addWorktree(other.request("theirs"))
            gitError("git.path_occupied") {
                try repository.git.addWorktree(repository.request("theirs"))
            }
        }
    }

    @Test("A directory that was deleted by hand is made again, and what its index held is parked")
    func deletedByHand() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            try repository.git.addWorktree(request)
            try fixture.shell(in: fixture.path("w"), "echo staged >s; git add s; rm -rf ../w")
            let again = try repository.git.addWorktree(request)
            #expect(again.origin == .resumed)
            #expect(again.parked.map(\.reference) == ["refs/parked/w"])
            #expect(try repository.ask("show", "refs/parked/w:s") == "staged")
            #expect(try repository.seen(from: "w").git.status().isClean)
            #expect(try repository.git.worktrees().count == 2)
        }
    }

    @Test("A worktree that somebody locked is not made anew while its directory is away")
    func locked() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let request = try repository.request("w")
            try repository.git.addWorktree(request)
            try repository.ask("worktree", "lock", "--reason", "on a stick", fixture.path("w"))
            try fixture.shell(in: fixture.root, "mv w away")
            let error = gitError("git.worktree_locked") {
                try repository.git.addWorktree(request)
            }
            #expect(error?.message.contains("on a stick") == true)
            gitError("git.worktree_locked") {
                try repository.git.removeWorktree(at: request.path, leftovers: .refuse)
            }
            try fixture.shell(in: fixture.root, "mv away w")
            #expect(try repository.git.addWorktree(request).origin == .present)
        }
    }

    @Test("A worktree can be made in a bare repository and from another worktree")
    func fromElsewhere() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.git(in: fixture.root, "clone", "-q", "--bare", "repo", "bare.git")
            let bare = GitRepository(at: fixture.path("bare.git"), program: fixture.program)
            try bare.addWorktree(repository.request("a"))
            let linked = GitRepository(at: fixture.path("a"), program: fixture.program)
            try linked.addWorktree(repository.request("b"))
            #expect(try bare.worktrees().map(\.state) == [.bare, .present, .present])
            try linked.removeWorktree(at: fixture.path("b"), leftovers: .refuse)
            #expect(try bare.worktrees().count == 2)
        }
    }

    @Test("Many threads add worktrees to one repository and commit in them, and none fails")
    func parallel() throws {
        let threads = 16
        let worktrees = 64
        let commits = 3
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try onThreads(threads) { thread in
                for number in stride(from: thread, to: worktrees, by: threads) {
                    // One last name for all: git keeps each under another.
                    let name = "w\(number)/same"
                    try repository.git.addWorktree(
                        repository.request(name, branch: "agent/w\(number)")
                    )
                    let worktree = repository.seen(from: name)
                    for commit in 1...commits {
                        try worktree.write("file\(number)", "\(commit)\n")
                        try worktree.commit("Commit \(commit)")
                    }
                }
            }
            let entries = try repository.git.worktrees()
            #expect(entries.count == worktrees + 1)
            #expect(entries.allSatisfy { $0.state == .present && $0.lockReason == nil })
            for number in 0..<worktrees {
                let count = try repository.ask("rev-list", "--count", "main..agent/w\(number)")
                #expect(count == "\(commits)")
            }
            try repository.ask("fsck", "--no-dangling", "--strict")
        }
    }
}
