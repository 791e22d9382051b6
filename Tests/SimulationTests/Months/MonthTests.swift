import Glibc
import Simulation
import Testing

@Suite("A simulated month keeps every promise")
struct MonthTests {
    /// Those of every run, or the one that is looked into.
    private static let seeds: [UInt64] =
        getenv("WORKLEAD_SEED").flatMap { UInt64(String(cString: $0)) }.map { [$0] } ?? [1, 2, 3]

    @Test("Days of crashes and lost messages lose nothing, double nothing and tell nothing wrong")
    func days() async throws {
        var seen: Set<String> = []
        for seed in Self.seeds {
            let report = try await SimulatedMonth.run(seed: seed, .day)
            #expect(report.fault == nil, "WORKLEAD_SEED=\(seed)\n\(report)")
            #expect(report.tasks["accepted", default: 0] > 10, "\(report)")
            seen.formUnion(report.counts.keys)
        }
        // One day alone need not see all of it.
        guard Self.seeds.count > 1 else { return }
        #expect(Self.troubles.subtracting(seen).isEmpty)
    }

    /// What the days must not be without, or they would show nothing.
    private static let troubles: Set<String> = [
        "requests lost", "answers lost", "requests doubled", "requests late", "answers doubled",
        "answered again under the same key", "asked again", "crashes", "crashes before an answer",
        "claimed times far off", "gateway away", "queued in an outbox", "sent from an outbox",
        "stalls", "leases that lapsed", "acknowledged late", "messages put before somebody again",
        "messages escalated", "handoffs", "reworks", "phases closed", "refused: task.held",
        "refused: task.stale_fence", "refused: task.own_work", "refused: task.no_replay",
        "refused: rule.overlap", "alerts about agents", "agents retired",
        "standings that changed by time alone",
    ]

    @Test("A seed gives one history, and another seed another")
    func sameSeed() async throws {
        let size = MonthSize(lanes: 2, agents: 7, tasks: 12, days: 1)
        let first = try await SimulatedMonth.run(seed: 9, size)
        let second = try await SimulatedMonth.run(seed: 9, size)
        #expect(first.root == second.root && first.events > 100)
        let other = try await SimulatedMonth.run(seed: 10, size)
        #expect(other.root != first.root)
    }
}
