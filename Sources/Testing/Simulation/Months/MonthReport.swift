import Digests
import Model
import Store
import TestSupport

/// How a simulated month went.
package struct MonthReport: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package let size: MonthSize
    /// The first thing that was wrong, and when; `nil` for a month in order.
    package let fault: String?
    /// The ledger's root: the same for the same seed.
    package let root: Digest
    package let events: Int64
    /// How many tasks stand in each state.
    package let tasks: [String: Int]
    /// How often something happened that a month should not be without.
    package let counts: [String: Int]

    init(_ month: SimulatedMonth) throws {
        seed = month.seed
        size = month.size
        fault = month.witness.fault
        counts = month.counts.merging(month.witness.books.counts) { $0 + $1 }
        tasks = Dictionary(grouping: month.witness.books.tasks.values, by: \.state)
            .mapValues(\.count)
        let verification = try month.workspace.verification()
        events = verification.events
        root = verification.root
    }

    package var description: String {
        let states = tasks.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        var lines = [
            "seed \(seed): \(size)", "\(events) events, root \(root.hex.prefix(16))",
            "tasks: \(states.joined(separator: ", "))",
        ]
        lines += counts.sorted { $0.key < $1.key }.map { "  \($0.value) × \($0.key)" }
        if let fault { lines.append("FAULT: \(fault)") }
        return lines.joined(separator: "\n")
    }
}
