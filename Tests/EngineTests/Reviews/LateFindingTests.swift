import Engine
import Model
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("Findings of a round that is over")
struct LateFindingTests {
    @Test("A finding is not added when the next round has begun while its place was looked for")
    func late() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let id = try await workspace.change(as: vera) { change in
                try change.reviews.start(
                    ReviewEngine.Material(
                        repository: RepositoryName(trusted: "api"),
                        task: nil,
                        delivery: nil,
                        base: nil,
                        commit: "c1",
                        authors: [ada.agent]
                    ),
                    focus: nil
                ).id
            }
            let found = ReportedFinding(
                severity: .low,
                text: "It is wrong.",
                place: AnchorPlace("src/a", LineRange(1, 1)),
                tool: "vera"
            )
            let history = MovingHistory(
                database: workspace.database,
                review: id,
                reviewer: vera.agent,
                authors: [ada.agent],
                time: workspace.time.now()
            )
            await #expect(throws: StaleBasisError.self) {
                _ = try await workspace.engine.addFinding(
                    found,
                    to: id,
                    owner: nil,
                    ChangeRequest(caller: vera.caller),
                    history: history,
                    encode: { _ in .null }
                )
            }
            let (review, findings) = try workspace.read { view in
                (try view.review(id), try view.findings.findings(of: id))
            }
            #expect(review.round.number == 2 && findings.isEmpty)
        }
    }
}

/// A git in which somebody takes the review up again while a place is looked for.
private struct MovingHistory: LineHistory {
    let database: SQLiteDatabase
    let review: ReviewID
    let reviewer: AgentID
    let authors: [AgentID]
    let time: Timestamp

    func files(
        _ paths: Set<String>,
        at commit: String,
        in path: String
    ) throws -> [String: ReviewedFile] {
        try database.write { transaction in
            let ledger = LedgerStore(transaction)
            let round = Review.Round(number: 2, commit: "c2", delivery: nil)
            let event = Event(
                sequence: try ledger.head() + 1,
                id: EventID(trusted: "taken-up"),
                time: time,
                claimedTime: nil,
                actor: reviewer,
                session: nil,
                subject: Subject(.review, review.text),
                fact: ReviewEvent.takenUp(round, authors: authors).fact
            )
            try ledger.append(event)
            try Folds(transaction).fold(event)
        }
        return ["src/a": ReviewedFile(blob: "b1", content: Array("one\n".utf8))]
    }

    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool { false }

    func commits(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, agents: [String])] { [] }

    func fates(of anchors: [LineAnchor], at commit: String, in path: String) throws -> [AnchorFate]
    { [] }
}
