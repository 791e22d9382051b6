import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

/// What checks try to reach beyond their sandbox.
///
/// Each try is run without a sandbox too, where it must succeed: a try that fails anyway shows
/// nothing.
@Suite("Checks can't reach out of their sandbox", .serialized)
struct EscapeTests {
    /// Runs the check with and without a sandbox; the first must fail, the second succeed.
    private func expectOnlyOutside(
        _ check: String,
        kind: SandboxKind,
        in repository: TestRepository,
        profile: ReplayProfile = .quick
    ) throws {
        let commit = try repository.commit()
        let inside = try repository.replay(commit, [check], kind: kind, profile: profile)
        let result = try #require(inside.evidence.results.first)
        #expect(result.ending != .exited(0), "inside it could: \(result.text)")
        let outside = try repository.replay(commit, [check], kind: .none, profile: profile)
        let control = try #require(outside.evidence.results.first)
        #expect(control.ending == .exited(0), "outside it could not: \(control.text)")
    }

    /// A directory beside the repository that anybody may write to.
    private func openDirectory(in repository: TestRepository) throws -> String {
        try shell("mkdir -m 777 open", in: repository.root)
        return repository.root + "/open"
    }

    @Test("A check can't write outside its working tree", arguments: Trampoline.kinds)
    func writesOutside(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let file = try openDirectory(in: repository) + "/file"
            let commit = try repository.commit()
            _ = try repository.replay(commit, ["touch \(file)"], kind: kind)
            #expect(access(file, F_OK) != 0)
            try expectOnlyOutside("touch \(file) && test -e \(file)", kind: kind, in: repository)
            #expect(access(file, F_OK) == 0)
        }
    }

    @Test("A link in the tree leads no write out of it", arguments: Trampoline.kinds)
    func linkLeadsOut(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let file = try openDirectory(in: repository) + "/file"
            try expectOnlyOutside(
                "ln -s \(file) out && echo x >out && test -e \(file)",
                kind: kind,
                in: repository
            )
        }
    }

    @Test("A check can't change the machine through /proc or /sys", arguments: Trampoline.kinds)
    func kernelSettings(kind: SandboxKind) throws {
        guard geteuid() == 0 else { return }
        try TestRepository.with { repository in
            // The value it has, so that the run without a sandbox changes nothing.
            let file = "/proc/sys/kernel/core_pattern"
            try expectOnlyOutside(
                "v=$(cat \(file)) && printf %s \"$v\" >\(file)",
                kind: kind,
                in: repository
            )
        }
    }

    @Test("A check can't read the operator's home directory", arguments: Trampoline.kinds)
    func readsHome(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            try shell("echo s3cret >secret", in: repository.home)
            try expectOnlyOutside(
                "grep s3cret \(repository.home)/secret",
                kind: kind,
                in: repository
            )
        }
    }

    @Test(
        "A check can't read what the operator's processes have in their environment",
        arguments: Trampoline.kinds
    )
    func readsEnvironment(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let canary = "canary-\(getpid())-\(kind.rawValue)"
            let neighbour = try Subprocess(
                "/bin/sleep",
                ["60"],
                environment: ["TOKEN": canary]
            ).spawn(clock: monotonic)
            try expectOnlyOutside(
                "cat /proc/[0-9]*/environ 2>/dev/null | grep -q \(canary)",
                kind: kind,
                in: repository
            )
            _ = try neighbour.terminate(grace: .zero)
        }
    }

    @Test("A check gets the allowed variables and no others", arguments: Trampoline.kinds)
    func environmentIsAllowList(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let record = try repository.replay(
                commit,
                ["env | cut -d= -f1 | sort | tr '\\n' ' '; echo \"$PASSED $FIXED\""],
                kind: kind,
                profile: .quick.with {
                    $0.passedVariables = ["PASSED", "ABSENT"]
                    $0.fixedVariables = ["FIXED": "f"]
                },
                environment: ["TOKEN": "t", "PASSED": "p", "SSH_AUTH_SOCK": "s"]
            )
            #expect(
                record.evidence.results.first?.text
                    == "CI FIXED HOME LANG PASSED PATH PWD TMPDIR TZ p f\n"
            )
        }
    }

    @Test("A check can't signal the operator's processes", arguments: Trampoline.kinds)
    func signalsOthers(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let neighbour = try Subprocess("/bin/sleep", ["60"]).spawn(clock: monotonic)
            let id = neighbour.identity.id
            try expectOnlyOutside("kill -0 \(id)", kind: kind, in: repository)
            let commit = try repository.commit()
            _ = try repository.replay(commit, ["kill -9 -1; kill -9 \(id)"], kind: kind)
            #expect(!neighbour.hasEnded)
            _ = try neighbour.terminate(grace: .zero)
        }
    }

    @Test("A check is not root, and can't read what only root may", arguments: Trampoline.kinds)
    func notRoot(kind: SandboxKind) throws {
        guard geteuid() == 0 else { return }
        try TestRepository.with { repository in
            try expectOnlyOutside("cat /etc/shadow >/dev/null", kind: kind, in: repository)
            try expectOnlyOutside("test $(id -u) = 0", kind: kind, in: repository)
        }
    }

    @Test("A check can't see the repository's own working trees", arguments: Trampoline.kinds)
    func hiddenWorktrees(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            _ = try repository.commit()
            try shell(
                "git worktree add -q ../other && echo x >../other/untracked",
                in: repository.path
            )
            try shell("echo x >untracked", in: repository.path)
            for tree in [repository.path, repository.root + "/other"] {
                try expectOnlyOutside("test -e \(tree)/untracked", kind: kind, in: repository)
            }
        }
    }

    @Test("System calls that reach beyond a sandbox are refused", arguments: Trampoline.kinds)
    func systemCalls(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            // ptrace(PTRACE_TRACEME), unshare(CLONE_NEWUSER), add_key, io_uring_setup,
            // perf_event_open: each exits with 0 only if the call was let through.
            let calls = [
                "101, 0, 0, 0, 0", "272, 0x10000000", "425, 1, buffer, 0",
                "248, b'user', b'name', b'value', 5, -1",
            ]
            for call in calls {
                try expectOnlyOutside(
                    """
                    python3 -c "
                    import ctypes, sys
                    libc = ctypes.CDLL(None, use_errno=True)
                    buffer = ctypes.create_string_buffer(256)
                    result = libc.syscall(\(call))
                    sys.exit(0 if result >= 0 else 1)"
                    """,
                    kind: kind,
                    in: repository
                )
            }
        }
    }
}
