import Gateway
import Model
import Operations
import Telemetry

/// How much waits, beside the names of the pages; counted once for each revision of the ledger.
final class BadgeBook: Sendable {
    private struct Counted: Sendable {
        let revision: Int64
        let counts: [Tab: Int]
    }

    private let counted = Lock<[AgentID: Counted]>([:])

    /// The pages that have a count.
    static let tabs: Set<Tab> = [.now, .inbox, .decisions, .gates]

    /// The counts for somebody; `nil` where they can't be had.
    func counts(of login: Login, _ visit: SiteVisit, _ asked: PageRequest) async -> [Tab: Int]? {
        do {
            let revision = try visit.head()
            let known = counted.withLock { $0[login.agent] }
            if let known, known.revision == revision { return known.counts }
            // The same as the first page asks, which has it then already.
            let report = try await asked.caller.call(ShowNow.self, .firstOnes, asked.options).output
            let counts: [Tab: Int] = [
                .now: report.itemsTotal, .inbox: report.unread, .decisions: report.undecided,
                .gates: report.gatesFailing,
            ]
            counted.withLock { $0[login.agent] = Counted(revision: revision, counts: counts) }
            return counts
        } catch {
            return nil
        }
    }
}
