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
    func counts(of login: Login, _ visit: SiteVisit, _ options: CallOptions) async -> [Tab: Int]? {
        do {
            let revision = try visit.head()
            let known = counted.withLock { $0[login.agent] }
            if let known, known.revision == revision { return known.counts }
            var input = ShowNow.Input()
            input.limit = 1
            let report = try await visit.caller.call(ShowNow.self, input, options).output
            let status = try await visit.caller.call(ShowStatus.self, NoInput(), options).output
            let counts: [Tab: Int] = [
                .now: report.itemsTotal, .inbox: status.unread, .decisions: status.undecided,
                .gates: report.gatesFailing,
            ]
            counted.withLock { $0[login.agent] = Counted(revision: revision, counts: counts) }
            return counts
        } catch {
            return nil
        }
    }
}
