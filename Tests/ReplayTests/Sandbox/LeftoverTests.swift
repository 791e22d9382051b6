import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

@Suite("No process outlives its replay", .serialized)
struct LeftoverTests {
    /// A process that left its group and session, whose parent is gone, and that ignores what it
    /// can.
    private static func daemon(_ mark: String) -> String {
        """
        setsid sh -c '(trap "" TERM HUP INT; sleep \(mark) & while :; do sleep \(mark); done) \
        >/dev/null 2>&1 &' ; sleep 0.1
        """
    }

    /// How many processes sleep for this odd while.
    private func count(_ mark: String) throws -> Int {
        let found = try shell("pgrep -cfx 'sleep \(mark)'", in: "/").output.text
        return Int(found.dropLast()) ?? -1
    }

    /// A number of seconds that no other test sleeps for.
    private func mark(_ kind: SandboxKind, _ number: Int) -> String {
        "9\(number)\(getpid())\(SandboxKind.allCases.firstIndex(of: kind) ?? 9)"
    }

    @Test("A daemon that a check leaves ends with the check", arguments: Trampoline.kinds + [.none])
    func daemonEnds(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let mark = mark(kind, 1)
            let record = try repository.replay(
                repository.commit(),
                [Self.daemon(mark), "pgrep -cfx 'sleep \(mark)'"],
                kind: kind
            )
            #expect(try count(mark) == 0)
            #expect(record.evidence.results.first?.ending == .exited(0))
            #expect((record.evidence.results.first?.leftoverProcesses ?? 0) >= 2)
            // Not even the next check meets it.
            #expect(record.evidence.results.last?.text == "0\n")
        }
    }

    @Test("The same daemon outlives a program that is merely run")
    func daemonSurvivesPlainly() throws {
        let mark = mark(.none, 2)
        _ = try shell(Self.daemon(mark), in: "/")
        #expect(try count(mark) > 0)
        // The shell that starts new ones first.
        for pattern in ["trap.*\(mark)", "sleep \(mark)"] {
            let ids = try shell("pgrep -f '\(pattern)'", in: "/").output.text.split(separator: "\n")
            for id in ids.compactMap({ Int32($0) }) { kill(id, SIGKILL) }
        }
        #expect(eventually { (try? count(mark)) == 0 })
    }

    @Test("A check over its time leaves no daemon either", arguments: Trampoline.kinds + [.none])
    func overTime(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let mark = mark(kind, 3)
            let record = try repository.replay(
                repository.commit(),
                [Self.daemon(mark) + "; echo up; sleep \(mark)"],
                kind: kind,
                profile: .quick.with { $0.limits.wall = .milliseconds(1500) }
            )
            #expect(record.evidence.results.first?.ending == .limit(.wall))
            #expect(record.evidence.results.first?.text == "up\n")
            #expect(try count(mark) == 0)
        }
    }

    @Test(
        "An interrupted replay leaves no process, no file and no control group",
        arguments: Trampoline.kinds + [.none]
    )
    func interruption(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let mark = mark(kind, 4)
            let interruption = try Interruption()
            let runner = try repository.runner(kind, interruption: interruption)
            let request = ReplayRequest(
                repository: repository.path,
                commit: try repository.commit(),
                checks: [CheckCommand(Self.daemon(mark) + "; sleep \(mark)")],
                profile: .quick
            )
            var groups: [String] = []
            let thread = RaisingThread(interruption) {
                guard ((try? count(mark)) ?? 0) >= 3 else { return false }
                groups = (try? controlGroups(of: mark)) ?? []
                return true
            }
            #expect(throws: ReplayError.interrupted) { try runner.run(request) }
            #expect(thread.hasRaised())
            #expect(try count(mark) == 0)
            #expect(try repository.leftovers().isEmpty)
            for group in groups { #expect(access(group, F_OK) != 0) }
        }
    }

    /// The groups of ours that a process which sleeps for this odd while is in.
    private func controlGroups(of mark: String) throws -> [String] {
        let script = """
            id=$(pgrep -ofx 'sleep \(mark)')
            for name in $(grep -o 'worklead-[0-9-]*' /proc/$id/cgroup); do
                find /sys/fs/cgroup -name $name
            done
            """
        return try shell(script, in: "/").output.text.split(separator: "\n").map(String.init)
    }

    @Test("What an earlier replay left when it was killed is removed by the next one")
    func sweep() throws {
        let kind = try #require((Trampoline.kinds + [.none]).first)
        try TestRepository.with { repository in
            // A process number that is taken, with a start that was another's; one that is ours.
            let stale = "replay-1-999999999-AbCdEf"
            let own = try #require(ProcessIdentity(running: getpid()))
            let live = "replay-\(own.id)-\(own.startTicks)-GhIjKl"
            try shell(
                """
                mkdir -p scratch/\(stale)/tree scratch/\(live) scratch/other
                chmod 0 scratch/\(stale)
                """,
                in: repository.root
            )
            _ = try repository.replay(repository.commit(), ["true"], kind: kind)
            #expect(try repository.leftovers() == "other\n\(live)\n")
        }
    }
}

/// Raises an interruption from another thread once a condition holds.
private final class RaisingThread {
    private var thread = pthread_t()
    private let interruption: Interruption
    private let condition: () -> Bool
    private var raised = false

    init(_ interruption: Interruption, when condition: @escaping () -> Bool) {
        self.interruption = interruption
        self.condition = condition
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<RaisingThread>.fromOpaque(argument).takeUnretainedValue().work()
                return nil
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    private func work() {
        raised = eventually(condition)
        interruption.raise()
    }

    /// Waits for the thread.
    func hasRaised() -> Bool {
        pthread_join(thread, nil)
        return raised
    }
}
