import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

@Suite("A replay tells what really happened", .serialized)
struct ReplayRunnerTests {
    private static let kind = (Trampoline.kinds + [.none])[0]

    @Test("Work that does what it claims is verified", arguments: Trampoline.kinds)
    func verified(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let commit = try repository.commit([
                "test_a.py": Self.unittest("self.assertEqual(1, 1)")
            ])
            let check = CheckCommand("python3 -m unittest")
            let record = try repository.replay(
                commit,
                [check.text],
                kind: kind,
                claims: ReplayClaims(results: [
                    ClaimedResult(command: check, exitCode: 0, executed: 1)
                ])
            )
            #expect(record.gaps == [])
            #expect(record.grade == .verified)
            #expect(record.evidence.commit == commit)
            #expect(record.evidence.sandbox.kind == kind)
            #expect(record.evidence.profileDigest == ReplayProfile.quick.digest)
            let result = try #require(record.evidence.results.first)
            #expect(result.counts == TestCounts(passed: 1, failed: 0, source: "unittest"))
            #expect(result.treeBefore == record.evidence.tree)
            #expect(result.treeAfter == record.evidence.tree)
            #expect(result.cpuTime > .zero)
            #expect(result.peakMemoryBytes > 1 << 20)
        }
    }

    private static func unittest(_ body: String) -> String {
        """
        import unittest
        class Case(unittest.TestCase):
            def test_it(self):
                \(body)

        """
    }

    @Test("A false claim that all tests pass is caught")
    func falseClaim() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit([
                "test_a.py": Self.unittest("self.assertEqual(1, 2)")
            ])
            let check = CheckCommand("python3 -m unittest")
            let record = try repository.replay(
                commit,
                [check.text],
                kind: Self.kind,
                claims: ReplayClaims(results: [
                    ClaimedResult(command: check, exitCode: 0, executed: 1)
                ])
            )
            #expect(record.grade == .notVerified)
            #expect(record.gaps.contains(.checkFailed(check, .exited(1))))
            #expect(
                record.gaps.contains(.claimedEndingDiffers(check, claimed: 0, found: .exited(1)))
            )
        }
    }

    @Test("A run of zero tests that exits with 0 is a gap")
    func zeroTests() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["helper.py": "x = 1\n"])
            let check = CheckCommand("/usr/bin/python3 -m unittest -v; true")
            let record = try repository.replay(commit, [check.text], kind: Self.kind)
            #expect(record.grade == .verifiedWithGaps)
            #expect(record.gaps == [.zeroTests(check)])
        }
    }

    @Test("Failed tests that a pipe or `|| true` hides are caught")
    func hiddenFailure() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["test_a.py": Self.unittest("self.fail()")])
            for text in ["python3 -m unittest || true", "python3 -m unittest 2>&1 | cat"] {
                let record = try repository.replay(commit, [text], kind: Self.kind)
                #expect(record.evidence.results.first?.ending == .exited(0))
                #expect(record.grade == .notVerified)
                #expect(record.gaps == [.failedTestsPassed(CheckCommand(text), failed: 1)])
            }
        }
    }

    @Test(
        "A report that the check wrote tells counts where its output does not, an old one never"
    )
    func reports() throws {
        try TestRepository.with { repository in
            let report = "<testsuite><testcase/><testcase><failure/></testcase></testsuite>"
            let commit = try repository.commit(["old/report.xml": report])
            let make = "mkdir -p build/deep && echo '\(report)' >build/deep/TEST-a.xml"
            let record = try repository.replay(commit, ["true", make, "true"], kind: Self.kind)
            #expect(
                record.evidence.results.map(\.counts) == [
                    nil, TestCounts(passed: 1, failed: 1, source: "junit"), nil,
                ]
            )
        }
    }

    @Test("Every check runs, also after one that failed, in the order of the plan")
    func everyCheckRuns() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let record = try repository.replay(
                commit,
                ["echo 1; exit 3", "echo 2; kill -9 $$", "echo 3; cat README"],
                kind: Self.kind
            )
            #expect(
                record.evidence.results.map(\.ending)
                    == [.exited(3), .signalled(9), .exited(0)]
            )
            #expect(record.evidence.results.map(\.text) == ["1\n", "2\n", "3\nread me\n"])
        }
    }

    @Test("Output is kept as it is, standard error in its place, whatever bytes it has")
    func binaryOutput() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let record = try repository.replay(
                commit,
                [#"printf 'a\000\377'; printf '\033[2J' >&2; printf b"#],
                kind: Self.kind
            )
            let output = try #require(record.evidence.results.first?.output)
            #expect(output.head + output.tail == [0x61, 0, 0xFF, 0x1B, 0x5B, 0x32, 0x4A, 0x62])
        }
    }

    @Test("A set-up runs once before the checks, and one that fails stops them")
    func setUp() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let good = try repository.replay(
                commit,
                ["cat made", "cat made"],
                kind: Self.kind,
                profile: .quick.with { $0.setUp = "echo x >>made" }
            )
            #expect(good.evidence.results.map(\.text) == ["x\n", "x\n"])
            #expect(good.evidence.setUp?.ending == .exited(0))
            let bad = try repository.replay(
                commit,
                ["true"],
                kind: Self.kind,
                profile: .quick.with { $0.setUp = "echo no; exit 9" }
            )
            #expect(bad.evidence.results.isEmpty)
            #expect(bad.gaps == [.setUpFailed(.exited(9))])
            #expect(bad.evidence.setUp?.text == "no\n")
        }
    }

    @Test("Paths of the profile can be read, or changed in a copy", arguments: Trampoline.kinds)
    func profilePaths(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let shared = repository.root + "/shared"
            try shell("mkdir \(shared) && echo 1 >\(shared)/cache", in: "/")
            try shell(
                """
                mkdir -p .tool/bin .cache/x && echo tool >.tool/bin/t && echo cached >.cache/x/c
                chmod -R a+rX .
                """,
                in: repository.home
            )
            let commit = try repository.commit()
            let script = """
                cat ~/.tool/bin/t \(repository.home)/.tool/bin/t ~/.cache/x/c \(shared)/cache
                echo 2 >~/.tool/bin/t; echo 2 >~/.cache/x/c && echo 2 >\(shared)/cache
                cat ~/.tool/bin/t ~/.cache/x/c \(shared)/cache
                """
            let record = try repository.replay(
                commit,
                [script],
                kind: kind,
                profile: .quick.with {
                    $0.readOnlyPaths = ["~/.tool"]
                    $0.copiedPaths = ["~/.cache", shared]
                }
            )
            let lines = record.evidence.results.first?.text.split(separator: "\n") ?? []
            #expect(lines.prefix(4) == ["tool", "tool", "cached", "1"])
            #expect(lines.suffix(3) == ["tool", "2", "2"])
            #expect(try shell("cat \(shared)/cache", in: "/").output.text == "1\n")
            let kept = try shell("cat .tool/bin/t .cache/x/c", in: repository.home).output.text
            #expect(kept == "tool\ncached\n")
        }
    }

    @Test("A refused profile says which part is wrong")
    func profileErrors() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            func failure(_ change: (inout ReplayProfile) -> Void) -> ReplayError? {
                do {
                    _ = try repository.replay(
                        commit,
                        ["true"],
                        kind: Self.kind,
                        profile: .quick.with(change)
                    )
                    return nil
                } catch {
                    return error as? ReplayError
                }
            }
            for path in ["relative", "", "/", "~", "~/../x", "/a/../b", "/a//b", "/./a", "~x/y"] {
                #expect(
                    failure { $0.readOnlyPaths = [path] } == .profilePathMalformed(path: path)
                )
            }
            #expect(failure { $0.copiedPaths = ["/no/x"] } == .profilePathMissing(path: "/no/x"))
            for name in ["", "A B", "1A", "A=B", "É"] {
                #expect(
                    failure { $0.passedVariables = [name] } == .variableMalformed(name: name)
                )
            }
            #expect(failure { $0.fixedVariables = ["A": "\0"] } == .variableMalformed(name: "A"))
            if geteuid() == 0, Self.kind != .none {
                try shell("mkdir -m 700 private", in: repository.home)
                #expect(
                    failure { $0.readOnlyPaths = ["~/private"] }
                        == .profilePathUnreadable(path: "~/private")
                )
                // Readable itself, under a directory that is not.
                try shell("mkdir -m 700 closed && mkdir -m 755 closed/deep", in: repository.root)
                let deep = repository.root + "/closed/deep"
                #expect(
                    failure { $0.readOnlyPaths = [deep] } == .profilePathUnreadable(path: deep)
                )
            }
            #expect(try repository.leftovers().isEmpty)
        }
    }

    @Test("A variable that acts on the programs that make the sandbox acts on the check alone")
    func loaderVariables() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let record = try repository.replay(
                commit,
                ["echo $LD_PRELOAD"],
                kind: Self.kind,
                profile: .quick.with { $0.fixedVariables = ["LD_PRELOAD": "/nowhere.so"] }
            )
            let text = record.evidence.results.first?.text ?? ""
            // The loader complains once for the shell, and not for what stands before it.
            #expect(text.split(separator: "\n").count == 2)
            #expect(text.hasSuffix("/nowhere.so\n"))
        }
    }

    @Test("A commit that is not there, or is no full id, is refused by name")
    func commitErrors() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let absent = String(repeating: "a", count: 40)
            #expect(throws: ReplayError.commitMissing(commit: absent, repository: repository.path))
            {
                try repository.replay(absent, ["true"], kind: Self.kind)
            }
            let tree = try shell("git rev-parse HEAD^{tree}", in: repository.path).output.text
            let treeID = String(tree.dropLast())
            #expect(throws: ReplayError.commitMissing(commit: treeID, repository: repository.path))
            {
                try repository.replay(treeID, ["true"], kind: Self.kind)
            }
            for text in ["HEAD", "main", String(commit.prefix(12)), "--all", "", commit + "^"] {
                #expect(throws: ReplayError.commitMalformed(text: text)) {
                    try repository.replay(text, ["true"], kind: Self.kind)
                }
            }
            #expect(try repository.leftovers().isEmpty)
        }
    }

    @Test("A directory that is no repository, and a repository that lost objects, are refused")
    func repositoryErrors() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["a": "content"])
            let runner = try repository.runner(Self.kind)
            for path in [repository.home, repository.root + "/absent"] {
                do {
                    _ = try runner.run(
                        ReplayRequest(repository: path, commit: commit, checks: [])
                    )
                    Issue.record("it was replayed")
                } catch {
                    #expect((error as? ReplayError)?.code == "replay.repository_unusable")
                }
            }
            try shell(
                "rm -f .git/objects/$(git rev-parse HEAD:a | sed 's|..|&/|')",
                in: repository.path
            )
            do {
                _ = try repository.replay(commit, ["true"], kind: Self.kind)
                Issue.record("it was replayed")
            } catch {
                #expect((error as? ReplayError)?.code == "replay.checkout_failed")
            }
            #expect(try repository.leftovers().isEmpty)
        }
    }

    @Test("A place for replays inside a working tree is refused")
    func scratchInside() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let place = repository.path + "/replays"
            let runner = ReplayRunner(
                unsandboxed: Trampoline.path,
                scratchRoot: place,
                callerEnvironment: [:],
                clock: monotonic
            )
            #expect(
                throws: ReplayError.scratchInsideWorktree(
                    directory: place,
                    worktree: repository.path
                )
            ) {
                try runner.run(
                    ReplayRequest(repository: repository.path, commit: commit, checks: [])
                )
            }
            #expect(try shell("ls -A replays", in: repository.path).output.text.isEmpty)
        }
    }

    @Test(
        "Without a sandbox a replay is refused, unless that is asked for; then the record says so"
    )
    func noSandbox() throws {
        try TestRepository.with { repository in
            let probe = SandboxProbe(
                trampoline: Trampoline.path,
                bubblewrapPaths: ["/no/bwrap"],
                clock: monotonic
            )
            let finding = probe.find(among: [.bubblewrap])
            #expect(finding.sandbox == nil)
            #expect(
                throws: ReplayError.noSandbox(reasons: [
                    "bubblewrap: the program bwrap is not installed"
                ])
            ) {
                try ReplayRunner(
                    sandboxed: finding,
                    scratchRoot: repository.scratchRoot,
                    callerEnvironment: [:],
                    clock: monotonic
                )
            }
            let record = try repository.replay(
                repository.commit(),
                ["echo 1 passed, 0 failed"],
                kind: .none
            )
            #expect(record.grade == .verifiedWithGaps)
            #expect(record.gaps == [.unsandboxed])
            #expect(record.evidence.sandbox.kind == .none)
        }
    }

    @Test("A broken bwrap is told with its reason, and the next kind is tried")
    func brokenBubblewrap() throws {
        try withTemporaryDirectory { directory in
            try shell(
                "printf '#!/bin/sh\\necho bwrap: no luck >&2; exit 1\\n' >bwrap; chmod +x bwrap",
                in: directory
            )
            let finding = SandboxProbe(
                trampoline: Trampoline.path,
                bubblewrapPaths: [directory + "/bwrap"],
                clock: monotonic
            ).find()
            #expect(finding.refusals.map(\.reason) == ["bwrap: no luck"])
            #expect(
                finding.sandbox?.kind
                    == (Trampoline.kinds.contains(.namespaces) ? .namespaces : nil)
            )
        }
    }

    @Test("Our own program is found where its directory is hidden", arguments: Trampoline.kinds)
    func hiddenProgram(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let package = String(Trampoline.path.dropLast("/.build/debug/worklead".utf8.count))
            let record = try repository.runner(kind).run(
                ReplayRequest(
                    repository: repository.path,
                    commit: try repository.commit(),
                    checks: [CheckCommand("ls \(package)")],
                    profile: .quick,
                    hiddenPaths: [package, repository.root]
                )
            )
            #expect(record.evidence.results.first?.ending == .exited(0))
            #expect(record.evidence.results.first?.text == "")
        }
    }

    @Test("Two replays of one commit at the same time don't meet")
    func atTheSameTime() async throws {
        let kind = Self.kind
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<3 {
                group.addTask {
                    try TestRepository.with { repository in
                        let commit = try repository.commit()
                        let script =
                            "echo \(number) >mine; sleep 0.3; cat mine /tmp/other; touch /tmp/other"
                        let record = try repository.replay(commit, [script], kind: kind)
                        return record.evidence.results.first?.text ?? ""
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for number in 0..<3 {
            #expect(texts.contains { $0.hasPrefix("\(number)\n") && $0.contains("No such file") })
        }
    }
}
