import Digests
import Engine
import Model
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("Idempotency keys and dry runs")
struct RequestTests {
    private func request(
        _ session: TestSession,
        key: String?,
        input: String = "input",
        isDryRun: Bool = false
    ) -> ChangeRequest {
        ChangeRequest(
            caller: session.caller,
            isDryRun: isDryRun,
            key: key.map {
                ChangeRequest.Key(text: $0, operation: "claim", input: Digest(of: input))
            }
        )
    }

    private func claim(
        _ key: TaskKey,
        _ request: ChangeRequest,
        in workspace: TestWorkspace
    ) async throws -> Changed<Int64> {
        try await workspace.engine.change(request, encode: { .integer($0) }) { change in
            try change.claims.claim(key, for: .seconds(60)).hold.fence.number
        }
    }

    @Test("The same key gets the same answer, and nothing is written again")
    func sameKeySameAnswer() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            guard
                case .made(let fence, let revision) = try await claim(
                    key,
                    request(ada, key: "k"),
                    in: workspace
                )
            else { throw NotMade() }
            let head = try workspace.read { try $0.ledger.head() }
            #expect(revision == head)
            for isDryRun in [false, true] {
                let again = request(ada, key: "k", isDryRun: isDryRun)
                guard
                    case .repeated(let answer, let then) = try await claim(
                        key,
                        again,
                        in: workspace
                    )
                else { throw NotMade() }
                #expect(answer == .integer(fence))
                #expect(then == revision)
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("A key is refused for another input, and for another agent")
    func keyOfSomethingElse() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let key = try await workspace.task("P07-B4")
            _ = try await claim(key, request(ada, key: "k"), in: workspace)
            let head = try workspace.read { try $0.ledger.head() }
            let reused = RequestKeyError(key: "k", operation: "claim")
            await #expect(throws: reused) {
                _ = try await claim(key, request(ada, key: "k", input: "other"), in: workspace)
            }
            await #expect(throws: reused) {
                _ = try await claim(key, request(brian, key: "k"), in: workspace)
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("A key is known after the tables were made anew from the ledger")
    func keySurvivesRebuild() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            _ = try await claim(key, request(ada, key: "k"), in: workspace)
            _ = try workspace.database.write { try LedgerRebuild($0).run() }
            guard case .repeated = try await claim(key, request(ada, key: "k"), in: workspace)
            else { throw NotMade() }
        }
    }

    @Test("A refused request leaves its key free")
    func refusedLeavesKeyFree() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4", isReady: false)
            await #expect(throws: TaskError.notReady(key)) {
                _ = try await claim(key, request(ada, key: "k"), in: workspace)
            }
            _ = try await workspace.change { try $0.tasks.makeReady(key, findings: []) }
            guard case .made = try await claim(key, request(ada, key: "k"), in: workspace)
            else { throw NotMade() }
        }
    }

    @Test("The end of a session is answered again under its key, to its bearer alone")
    func sessionEnd() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            func end(_ caller: Caller, key: String) async throws -> Changed<String> {
                let input = ChangeRequest.Key(
                    text: key,
                    operation: "session.end",
                    input: Digest(of: "")
                )
                let request = ChangeRequest(caller: caller, key: input)
                return try await workspace.engine.change(request, encode: { .string($0) }) {
                    _ = try $0.sessions.end(releasing: true, because: nil)
                    return "ended"
                }
            }
            guard case .made = try await end(ada.caller, key: "k") else { throw NotMade() }
            guard case .repeated("ended", _) = try await end(ada.caller, key: "k")
            else { throw NotMade() }
            await #expect(throws: SessionError.self) { _ = try await end(ada.caller, key: "l") }
            guard case .bearer(let id, _) = ada.caller else { throw NotMade() }
            await #expect(throws: SessionError.forged(id)) {
                _ = try await end(.bearer(id, credential: "another"), key: "k")
            }
        }
    }

    @Test("A dry run shows the events that would be written, and writes none")
    func dryRunWritesNothing() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4")
            let head = try workspace.read { try $0.ledger.head() }
            let trial = request(ada, key: "k", isDryRun: true)
            guard case .tried(let fence, let events) = try await claim(key, trial, in: workspace)
            else { throw NotMade() }
            #expect(fence == 1)
            #expect(events.map(\.fact.type).first == "task.claimed")
            #expect(events.first?.sequence == head + 1)
            #expect(try workspace.read { try $0.ledger.head() } == head)
            #expect(try workspace.task(key).state == .ready)
            #expect(try workspace.verification().difference == nil)
            guard case .made = try await claim(key, request(ada, key: "k"), in: workspace)
            else { throw NotMade() }
        }
    }

    @Test("A dry run is refused for the same reason as the real one")
    func dryRunIsRefused() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4", isReady: false)
            await #expect(throws: TaskError.notReady(key)) {
                _ = try await claim(key, request(ada, key: nil, isDryRun: true), in: workspace)
            }
        }
    }
}
