import Glibc
import Simulation
import TestSupport
import Testing

@Suite("A simulated month keeps every promise")
struct MonthTests {
    /// Those of every run, or the one that is looked into.
    private static let seeds: [UInt64] =
        getenv("WORKLEAD_SEED").flatMap { UInt64(String(cString: $0)) }.map { [$0] }
        ?? Array(1...6)

    @Test(
        "In a day of crashes and lost messages nothing is lost, doubled or told wrong",
        arguments: seeds
    )
    func day(_ seed: UInt64) async throws {
        let report = try await SimulatedMonth.run(seed: seed, .day)
        #expect(report.fault == nil, "WORKLEAD_SEED=\(seed)\n\(report)")
        #expect(report.tasks["accepted", default: 0] > 30, "\(report)")
    }

    @Test("The days see every kind of trouble")
    func troubles() async throws {
        var seen: Set<String> = []
        for seed: UInt64 in 1...3 {
            seen.formUnion(try await SimulatedMonth.run(seed: seed, .day).counts.keys)
        }
        let wanted: Set = [
            "requests lost", "answers lost", "requests doubled", "requests late", "answers doubled",
            "answered again under the same key", "asked again", "crashes",
            "crashes before an answer", "claimed times far off", "gateway away",
            "queued in an outbox", "sent from an outbox", "stalls", "leases that lapsed",
            "acknowledged late", "messages put before somebody again", "messages escalated",
            "handoffs", "reworks", "phases closed", "refused: task.stale_fence",
            "refused: task.own_work", "refused: task.no_replay", "alerts about agents",
            "standings that changed by time alone", "agents retired",
        ]
        #expect(wanted.subtracting(seen).isEmpty)
    }

    @Test("A seed gives one history")
    func sameSeed() async throws {
        let size = MonthSize(lanes: 2, agents: 7, tasks: 12, days: 1)
        let first = try await SimulatedMonth.run(seed: 9, size)
        let second = try await SimulatedMonth.run(seed: 9, size)
        #expect(first.root == second.root && first.events > 100)
        #expect(try await SimulatedMonth.run(seed: 10, size).root != first.root)
    }
}
