import Digests
import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

@Suite("Checks end within their limits", .serialized)
struct LimitTests {
    private static let everyKind = Trampoline.kinds + [.none]

    private func ending(
        of check: String,
        kind: SandboxKind,
        _ change: (inout ReplayLimits) -> Void
    ) throws -> CheckResult {
        try TestRepository.with { repository in
            let record = try repository.replay(
                repository.commit(),
                [check],
                kind: kind,
                profile: .quick.with { change(&$0.limits) }
            )
            return try #require(record.evidence.results.first)
        }
    }

    @Test("A hang is ended, also when it ignores every signal it can", arguments: everyKind)
    func hang(kind: SandboxKind) throws {
        let result = try ending(
            of: "trap '' TERM INT HUP; echo up; while :; do sleep 1000; done",
            kind: kind
        ) { $0.wall = .milliseconds(700) }
        #expect(result.ending == .limit(.wall))
        #expect(result.text == "up\n")
        #expect(result.duration < .seconds(10))
        let short = try ending(of: "sleep 0.1", kind: kind) { $0.wall = .seconds(10) }
        #expect(short.ending == .exited(0))
    }

    @Test(
        "A fork bomb is ended, and never has more processes than its limit",
        arguments: Trampoline.kinds
    )
    func forkBomb(kind: SandboxKind) throws {
        // Its processes try again when they are refused, so that it never dies out by itself.
        let bomb = """
            python3 -c "
            import os
            while True:
                try: os.fork()
                except OSError: pass"
            """
        let result = try ending(of: bomb, kind: kind) { $0.processes = 100 }
        #expect(result.ending == .limit(.processes))
        #expect(result.duration < .seconds(10))
        // One whose processes end when they are refused may be over before anybody looks. Then the
        // kernel tells, where it keeps a group; elsewhere the time is what ends it.
        let brief = try ending(of: "bomb() { bomb | bomb & }; bomb; sleep 100", kind: kind) {
            $0.processes = 100
            $0.wall = .seconds(2)
        }
        #expect([.limit(.processes), .limit(.wall)].contains(brief.ending))
        // Not only seen by the supervisor: the kernel refuses what is above.
        let forks = """
            python3 -uc "
            import os, time
            for number in range(1, 1000):
                if os.fork() == 0: time.sleep(30); os._exit(0)
                print(number)"
            """
        let counted = try ending(of: forks, kind: kind) { $0.processes = 100 }
        #expect(counted.ending == .limit(.processes))
        let most = counted.text.split(separator: "\n").compactMap { Int($0) }.max() ?? 0
        #expect((90...120).contains(most), "it had \(most)")
    }

    @Test("As many processes as the limit allows are let run", arguments: everyKind)
    func processesWithin(kind: SandboxKind) throws {
        let script = """
            i=0; while [ $i -lt 120 ]; do sleep 60 & ids="$ids $!"; i=$((i+1)); done
            kill $ids
            """
        let over = try ending(of: script, kind: kind) { $0.processes = 60 }
        #expect(over.ending == .limit(.processes))
        let within = try ending(of: script, kind: kind) { $0.processes = 200 }
        #expect(within.ending == .exited(0))
    }

    @Test("Memory over the limit ends a check", arguments: everyKind)
    func memory(kind: SandboxKind) throws {
        func script(_ megabytes: Int) -> String {
            "python3 -c \"a = bytearray(\(megabytes) << 20); print(len(a))\""
        }
        let over = try ending(of: script(400), kind: kind) { $0.memoryBytes = 100 << 20 }
        #expect(over.ending == .limit(.memory))
        let within = try ending(of: script(60), kind: kind) { $0.memoryBytes = 100 << 20 }
        #expect(within.ending == .exited(0))
        #expect(within.peakMemoryBytes > 60 << 20)
    }

    @Test("Memory of many processes counts together", arguments: everyKind)
    func memoryTogether(kind: SandboxKind) throws {
        let script = """
            for i in 1 2 3 4 5 6; do
                python3 -c "import time; a = bytearray(50 << 20); time.sleep(3)" &
            done
            wait; echo \\$?
            """
        let over = try ending(of: script, kind: kind) { $0.memoryBytes = 180 << 20 }
        #expect(over.ending == .limit(.memory))
    }

    @Test(
        "Processor time over the limit ends a check, of one process or of many",
        arguments: everyKind
    )
    func processorTime(kind: SandboxKind) throws {
        for script in [
            "while :; do :; done", "for i in 1 2 3; do (while :; do :; done) & done; wait",
        ] {
            let result = try ending(of: script, kind: kind) { $0.cpuSeconds = 1 }
            #expect(result.ending == .limit(.cpu))
        }
    }

    @Test("A file over the limit can't be written", arguments: everyKind)
    func fileSize(kind: SandboxKind) throws {
        let script = "head -c 3000000 /dev/zero >large"
        let over = try ending(of: script, kind: kind) { $0.fileBytes = 2_000_000 }
        #expect(!over.ending.isSuccess)
        let within = try ending(of: script, kind: kind) { $0.fileBytes = 4_000_000 }
        #expect(within.ending == .exited(0))
    }

    @Test("A gigabyte of output is counted and digested, and costs little memory")
    func gigabyteOfOutput() throws {
        let kind = try #require(Self.everyKind.first)
        let before = residentBytes()
        let result = try ending(of: "head -c 1000000000 /dev/zero; echo end", kind: kind) {
            $0.wall = .seconds(120)
        }
        let grown = residentBytes() - before
        #expect(result.ending == .exited(0))
        #expect(result.output.bytesSeen == 1_000_000_004)
        #expect(result.output.head.count + result.output.tail.count == 8192)
        #expect(result.output.tail.suffix(4) == Array("end\n".utf8)[...])
        #expect(grown < 256 << 20, "it grew by \(grown)")
        var stream = DigestStream()
        let zeros = [UInt8](repeating: 0, count: 1_000_000)
        for _ in 0..<1000 { stream.update(zeros) }
        stream.update(Array("end\n".utf8))
        #expect(result.output.digest == stream.finish())
    }

    /// Memory of this process now; other tests run beside this one, so the bound on it is loose.
    private func residentBytes() -> Int64 {
        let text = (try? shell("cat /proc/\(getpid())/statm", in: "/").output.text) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) * 4096
    }

    @Test("A check that fills the disk is ended while there is room left")
    func disk() throws {
        guard geteuid() == 0, let kind = Trampoline.kinds.first else { return }
        try TestRepository.with { repository in
            let commit = try repository.commit()
            try shell("mkdir small && mount -t tmpfs -o size=64m tmpfs small", in: repository.root)
            defer { _ = try? shell("umount small", in: repository.root) }
            let runner = try ReplayRunner(
                sandboxed: Trampoline.probe.find(among: [kind]),
                scratchRoot: repository.root + "/small",
                callerEnvironment: ["PATH": "/usr/bin:/bin", "HOME": repository.home],
                freeBytesMin: 20 << 20,
                clock: monotonic
            )
            let request = ReplayRequest(
                repository: repository.path,
                commit: commit,
                checks: [
                    CheckCommand("head -c 50000000 /dev/zero >large; sleep 10"),
                    CheckCommand("rm large"),
                ],
                profile: .quick
            )
            #expect(throws: ReplayError.diskFull(directory: repository.root + "/small")) {
                try runner.run(request)
            }
            #expect(try shell("ls -A small", in: repository.root).output.text.isEmpty)
        }
    }
}
