import Digests
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Verdicts")
struct VerdictTests {
    private func delivered(
        _ body: (TestWorkspace, TaskKey, Delivery, TestSession, TestSession) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada", as: .lead)
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P07-B4")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            try await body(workspace, key, delivery, ada, vera)
        }
    }

    @Test("Nothing is accepted without a replay, or by its worker, or on the worker's replay")
    func needsReplayByAnother() async throws {
        try await delivered { workspace, key, delivery, ada, vera in
            await #expect(throws: TaskError.noReplay(key, delivery.id)) {
                try await workspace.accept(key, as: vera)
            }
            await #expect(throws: TaskError.ownWork(key, ada.agent)) {
                try await workspace.accept(key, as: ada)
            }
            await #expect(throws: TaskError.ownWork(key, ada.agent)) {
                try await workspace.replay(delivery, of: key, as: ada)
            }
            try await workspace.replay(delivery, of: key, as: vera)
            await #expect(throws: TaskError.ownWork(key, ada.agent)) {
                try await workspace.accept(key, as: ada)
            }
            try await workspace.accept(key, as: vera)
            #expect(try workspace.task(key).state.name == .accepted)
        }
    }

    @Test("Gaps are taken with a reason or not at all")
    func gaps() async throws {
        try await delivered { workspace, key, delivery, _, vera in
            let replay = try await workspace.replay(
                delivery,
                of: key,
                as: vera,
                grade: .verifiedWithGaps,
                gaps: ["zero tests"]
            )
            for reason in [nil, "", "  "] {
                await #expect(throws: VerdictError.gaps(key, replay, ["zero tests"])) {
                    try await workspace.accept(key, as: vera, waiving: reason)
                }
            }
            let message = VerdictError.gaps(key, replay, ["One.", "Two."]).message
            #expect(message.hasSuffix(" has gaps: One. Two."))
            let judged = try await workspace.accept(key, as: vera, waiving: "only text")
            #expect(judged.verdict.waivedGaps == "only text")
        }
    }

    @Test("What a replay did not verify is not accepted, whatever the reason")
    func notVerified() async throws {
        try await delivered { workspace, key, delivery, _, vera in
            let replay = try await workspace.replay(
                delivery,
                of: key,
                as: vera,
                grade: .notVerified,
                gaps: ["failed"]
            )
            await #expect(throws: VerdictError.notVerified(key, replay, ["failed"])) {
                try await workspace.accept(key, as: vera, waiving: "please")
            }
        }
    }

    @Test("A replay of another commit than the delivered one is not recorded")
    func otherCommit() async throws {
        try await delivered { workspace, key, delivery, _, vera in
            let other = ReplayEvent(
                task: key,
                delivery: delivery.id,
                commit: "c2",
                grade: "verified",
                gaps: [],
                record: .null
            )
            await #expect(throws: VerdictError.otherCommit(key, delivered: "c1", "c2")) {
                try await workspace.change(as: vera) { _ = try $0.verdicts.record(other) }
            }
        }
    }

    @Test("An acceptance unlocks what waited and tells the worker, in the same transaction")
    func unlocks() async throws {
        try await delivered { workspace, key, delivery, ada, vera in
            let one = try await workspace.task("one", dependsOn: ["P07-B4"])
            let both = try await workspace.task("both", dependsOn: ["P07-B4", "one"])
            let brian = try await workspace.session(of: "brian")
            await #expect(throws: TaskError.waiting(one, for: [key])) {
                try await workspace.claim(one, as: brian)
            }
            try await workspace.replay(delivery, of: key, as: vera)
            let head = try workspace.read { try $0.ledger.head() }
            let judged = try await workspace.accept(key, as: vera)
            #expect(judged.unlocked == [one])
            let types = try workspace.read {
                try $0.ledger.events(EventFilter(after: head), limit: 9).map(\.fact.type)
            }
            #expect(types == ["task.accepted", "message.sent"])
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 1)
            try await workspace.claim(one, as: brian)
            await #expect(throws: TaskError.waiting(both, for: [one])) {
                try await workspace.claim(both, as: brian)
            }
        }
    }

    @Test("A rework is the worker's until it ends; the same delivery is not judged twice")
    func rework() async throws {
        try await delivered { workspace, key, delivery, ada, vera in
            try await workspace.change(as: vera) {
                _ = try $0.verdicts.sendBack(key, findings: ["mend it"], keeping: .seconds(60))
            }
            await #expect(throws: TaskError.notDelivered(key, .rework)) {
                try await workspace.change(as: vera) {
                    _ = try $0.verdicts.reject(key, because: "wrong")
                }
            }
            let again = try await workspace.claim(key, as: ada)
            #expect(again.hold.fence == Fence(2))
            let second = try await workspace.deliver(key, as: ada, commit: "c2")
            #expect(second.id != delivery.id)
            await #expect(
                throws: TaskError.otherDelivery(key, asked: delivery.id, current: second.id)
            ) {
                try await workspace.replay(delivery, of: key, as: vera)
            }
            #expect(try workspace.task(key).attempts == 2)
        }
    }

    @Test("The same commit handed in again under the same claim is the same delivery")
    func sameDelivery() async throws {
        try await delivered { workspace, key, delivery, ada, _ in
            let head = try workspace.read { try $0.ledger.head() }
            #expect(try await workspace.deliver(key, as: ada) == delivery)
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }
}
