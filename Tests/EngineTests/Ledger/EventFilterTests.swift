import Engine
import Model
import SQLKit
import Store
import TestSupport
import Testing

@Suite("Which events are shown")
struct EventFilterTests {
    private func sequences(
        _ filter: EventFilter,
        limit: Int = 100,
        in workspace: TestWorkspace
    ) throws -> [Int64] {
        try workspace.read { try $0.ledger.events(filter, limit: limit).map(\.sequence) }
    }

    @Test("The filter comes before the limit; without a start the newest are shown")
    func filterBeforeLimit() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada)
            for number in 2...9 { try await workspace.task("P-\(number)") }
            let all = try sequences(EventFilter(after: 0), in: workspace)
            #expect(all == Array(1...Int64(all.count)))
            let mine = try sequences(EventFilter(actor: ada.agent), limit: 1, in: workspace)
            let claims = try sequences(EventFilter(type: "task.claimed"), in: workspace)
            #expect(mine == claims)
            let about = EventFilter(subject: "P-1")
            #expect(try sequences(about, in: workspace).count == 2)
            #expect(try sequences(about, limit: 1, in: workspace) == claims)
            let oldest = EventFilter(after: 0, subject: "P-1")
            #expect(try sequences(oldest, limit: 1, in: workspace) == [claims[0] - 1])
            #expect(try sequences(EventFilter(), limit: 3, in: workspace) == all.suffix(3))
            #expect(try sequences(EventFilter(after: 2), limit: 3, in: workspace) == [3, 4, 5])
            let bounded = EventFilter(after: 2, through: 4)
            #expect(try sequences(bounded, in: workspace) == [3, 4])
        }
    }

    @Test("A moment and a sequence are both kept to")
    func sinceAndAfter() async throws {
        try await TestWorkspace.with { workspace in
            try await workspace.task("P-1")
            workspace.time.advance(by: .seconds(60))
            let since = workspace.time.now()
            try await workspace.task("P-2")
            let second = try workspace.read { try $0.ledger.head() }
            try await workspace.task("P-3")
            #expect(
                try sequences(EventFilter(after: 0, since: since), in: workspace)
                    == [second, second + 1]
            )
            #expect(
                try sequences(EventFilter(after: second, since: since), in: workspace)
                    == [second + 1]
            )
        }
    }
}
