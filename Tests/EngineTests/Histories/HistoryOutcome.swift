import Engine
import Model
import Store
import TestSupport

/// What a random history came to.
struct HistoryOutcome: Sendable {
    let faults: [String]
    /// Where the tables are not what the ledger makes of them.
    let difference: String?
    let ruleFault: String?
    let events: Int64
    let verified: Int64
    /// The types of its events.
    let types: Set<String>

    init(of seed: UInt64) async throws {
        self = try await TestWorkspace.with(seed: seed) { workspace in
            let history = try await RandomHistory(workspace, seed: seed)
            try await history.run(steps: 480)
            return try HistoryOutcome(history, in: workspace)
        }
    }

    private init(_ history: RandomHistory, in workspace: TestWorkspace) throws {
        let verification = try workspace.verification()
        let told = try workspace.read { try $0.ledger.events(EventFilter(after: 0), limit: .max) }
        faults = history.faults
        difference = verification.difference.map { "\($0)" }
        ruleFault = try LedgerRules.fault(in: told).map { "\($0)" }
        events = Int64(told.count)
        verified = verification.events
        types = Set(told.map(\.fact.type))
    }
}

/// The outcomes of histories, each of which is made once for all tests that look at it.
actor HistoryOutcomes {
    static let shared = HistoryOutcomes()

    private var made: [UInt64: Task<HistoryOutcome, any Error>] = [:]

    func outcome(of seed: UInt64) async throws -> HistoryOutcome {
        if let known = made[seed] { return try await known.value }
        // Waited for by each test that wants it, and so not a part of any of them.
        let task = Task { try await HistoryOutcome(of: seed) }
        made[seed] = task
        return try await task.value
    }
}
