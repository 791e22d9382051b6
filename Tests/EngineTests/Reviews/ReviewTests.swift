import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Reviews of what was delivered")
struct ReviewTests {
    private let ada = AgentID(trusted: "ada")

    private struct Stage {
        let workspace: TestWorkspace
        let key: TaskKey
        let worker: TestSession
        let vera: TestSession
        let review: ReviewID
        let delivery: Delivery

        static func with(_ body: (Stage) async throws -> Void) async throws {
            try await TestWorkspace.with { workspace in
                let key = try await workspace.task("T-1")
                let worker = try await workspace.session(of: "ada")
                let vera = try await workspace.session(of: "vera", as: .validator)
                try await workspace.claim(key, as: worker)
                let delivery = try await workspace.deliver(key, as: worker)
                let review = try await workspace.change(as: vera) {
                    try $0.reviews.start(Self.material(key, delivery), focus: nil).id
                }
                try await body(
                    Stage(
                        workspace: workspace,
                        key: key,
                        worker: worker,
                        vera: vera,
                        review: review,
                        delivery: delivery
                    )
                )
            }
        }

        static func material(
            _ key: TaskKey?,
            _ delivery: Delivery?,
            commit: String = "c1",
            authors: [String] = ["ada"]
        ) -> ReviewEngine.Material {
            ReviewEngine.Material(
                repository: RepositoryName(trusted: "api"),
                task: key,
                delivery: delivery?.id,
                base: "base",
                commit: commit,
                authors: authors.map(AgentID.init(trusted:))
            )
        }

        func add(_ severity: Severity, fingerprint: String? = nil) async throws -> [Finding] {
            let review = review
            return try await workspace.change(as: vera) {
                try $0.reviews.add(
                    [
                        ReviewEngine.Draft(
                            severity: severity,
                            text: "It is wrong.",
                            anchor: LineAnchor(
                                AnchorPlace("src/a.swift", LineRange(3, 4)),
                                commit: "c1",
                                blob: "b1"
                            ),
                            origin: fingerprint.map {
                                Finding.Origin(tool: "lint", rule: "R1", fingerprint: $0)
                            }
                        )
                    ],
                    to: review,
                    owner: nil
                )
            }
        }
    }

    @Test("A finding goes to whoever delivered, by a message in the same transaction")
    func routes() async throws {
        try await Stage.with { stage in
            let before = try stage.workspace.read { try $0.messages.unreadCount(of: ada) }
            let finding = try #require(try await stage.add(.blocking).first)
            #expect(finding.owner == ada)
            let after = try stage.workspace.read { try $0.messages.unreadCount(of: ada) }
            #expect(after == before + 1)
            let last = try stage.workspace.read {
                try $0.ledger.events(EventFilter(after: 0), limit: .max).suffix(2).map(\.fact.type)
            }
            #expect(last == ["finding.added", "message.sent"])
        }
    }

    @Test("What must be mended is in the way of readiness, until it is or its task is given up")
    func readiness() async throws {
        try await Stage.with { stage in
            func found() throws -> [Readiness.Blocker] {
                try stage.workspace.read { try Readiness(of: nil, specs: [], in: $0) }
                    .blockers.filter { $0.kind == "finding" }
            }
            _ = try await stage.add(.medium)
            #expect(try found().isEmpty)
            let finding = try #require(try await stage.add(.high).first)
            let blocker = try #require(try found().first)
            #expect(try found().count == 1)
            #expect(blocker.subject == finding.id.text && blocker.owner == ada)
            #expect(blocker.command == "review show \(stage.review)")
            try await stage.workspace.change(as: stage.worker) {
                _ = try $0.reviews.fix(finding.id, with: "c2")
            }
            #expect(try found().isEmpty)
            _ = try await stage.add(.blocking)
            #expect(try found().count == 1)
            try await stage.workspace.change {
                try $0.tasks.cancel(stage.key, because: "not needed")
            }
            #expect(try found().isEmpty)
        }
    }

    @Test("Neither the worker nor another author of the commits reviews them")
    func ownWork() async throws {
        try await Stage.with { stage in
            let lea = try await stage.workspace.session(of: "lea", as: .lead)
            let material = Stage.material(nil, nil, authors: ["brian", "lea"])
            await #expect(throws: ReviewError.ownWork(AgentID(trusted: "lea"))) {
                try await stage.workspace.change(as: lea) {
                    _ = try $0.reviews.start(material, focus: nil)
                }
            }
            let review = stage.review
            await #expect(throws: AgentError.self) {
                try await stage.workspace.change(as: stage.worker) {
                    _ = try $0.reviews.close(review, note: nil)
                }
            }
        }
    }

    @Test("A range of several authors needs an owner for its findings")
    func needsOwner() async throws {
        try await Stage.with { stage in
            let material = Stage.material(nil, nil, authors: ["ada", "vic"])
            try await stage.workspace.change {
                _ = try $0.agents.register(
                    AgentID(trusted: "vic"),
                    as: .worker,
                    capabilities: []
                )
            }
            let review = try await stage.workspace.change(as: stage.vera) {
                try $0.reviews.start(material, focus: "structure").id
            }
            let draft = ReviewEngine.Draft(severity: .low, text: "odd", anchor: nil)
            await #expect(throws: FindingError.needsOwner(review)) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.add([draft], to: review, owner: nil)
                }
            }
            await #expect(throws: AgentError.self) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.add([draft], to: review, owner: AgentID(trusted: "none"))
                }
            }
        }
    }

    @Test("A delivery with a blocking or high finding is not accepted while its review is open")
    func stopsAcceptance() async throws {
        try await Stage.with { stage in
            try await stage.workspace.replay(stage.delivery, of: stage.key, as: stage.vera)
            _ = try await stage.add(.medium)
            let finding = try #require(try await stage.add(.high).first)
            await #expect {
                try await stage.workspace.accept(stage.key, as: stage.vera)
            } throws: {
                ($0 as? RuleError)?.code == "rule.review"
            }
            try await stage.workspace.change { try $0.set(.review, to: .off) }
            let head = try stage.workspace.read { try $0.ledger.head() }
            try await stage.workspace.change(as: stage.worker) {
                _ = try $0.reviews.fix(finding.id, with: "c2")
            }
            try await stage.workspace.change { try $0.set(.review, to: .block) }
            #expect(try stage.workspace.read { try $0.ledger.head() } > head)
            try await stage.workspace.accept(stage.key, as: stage.vera)
            #expect(try stage.workspace.task(stage.key).state.name == .accepted)
        }
    }

    @Test("A rule that is off lets the delivery through")
    func ruleOff() async throws {
        try await Stage.with { stage in
            try await stage.workspace.replay(stage.delivery, of: stage.key, as: stage.vera)
            _ = try await stage.add(.blocking)
            try await stage.workspace.change { try $0.set(.review, to: .off) }
            try await stage.workspace.accept(stage.key, as: stage.vera)
        }
    }

    @Test("Giving a review up lets nothing through: a later review has to be closed")
    func abandoning() async throws {
        try await Stage.with { stage in
            try await stage.workspace.replay(stage.delivery, of: stage.key, as: stage.vera)
            let finding = try #require(try await stage.add(.high).first)
            let (key, delivery, review) = (stage.key, stage.delivery, stage.review)
            let start: @Sendable (Change) throws -> ReviewID = {
                try $0.reviews.start(Stage.material(key, delivery), focus: nil).id
            }
            // One that ran beside it does not take its place.
            let beside = try await stage.workspace.change(as: stage.vera, start)
            let before = try stage.workspace.read { try $0.messages.unreadCount(of: ada) }
            try await stage.workspace.change(as: stage.vera) {
                _ = try $0.reviews.abandon(review, because: "nobody has time")
            }
            let after = try stage.workspace.read { try $0.messages.unreadCount(of: ada) }
            #expect(after == before + 1)
            await #expect(throws: ReviewError.closed(review)) {
                try await stage.workspace.change(as: stage.worker) {
                    _ = try $0.reviews.fix(finding.id, with: "c2")
                }
            }
            let refused: (any Error) -> Bool = { ($0 as? RuleError)?.code == "rule.review" }
            await #expect {
                try await stage.workspace.accept(key, as: stage.vera)
            } throws: { refused($0) }
            try await stage.workspace.change(as: stage.vera) {
                _ = try $0.reviews.close(beside, note: nil)
            }
            await #expect {
                try await stage.workspace.accept(key, as: stage.vera)
            } throws: { refused($0) }
            let later = try await stage.workspace.change(as: stage.vera, start)
            await #expect {
                try await stage.workspace.accept(key, as: stage.vera)
            } throws: { refused($0) }
            try await stage.workspace.change(as: stage.vera) {
                _ = try $0.reviews.close(later, note: nil)
            }
            try await stage.workspace.accept(key, as: stage.vera)
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("A next round needs every fix that was named, and opens again what is not mended")
    func rounds() async throws {
        try await Stage.with { stage in
            let finding = try #require(try await stage.add(.high).first)
            let review = stage.review
            try await stage.workspace.change(as: stage.worker) {
                _ = try $0.reviews.fix(finding.id, with: "c2")
            }
            await #expect(throws: ReviewError.fixesUnseen(review, [finding.id])) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.close(review, note: nil)
                }
            }
            let material = Stage.material(stage.key, stage.delivery, commit: "c2")
            await #expect(
                throws: ReviewError.fixMissing(finding.id, fix: "c2", commit: "c2")
            ) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.takeUpAgain(review, at: material, reopening: [], seen: [:])
                }
            }
            let again = try await stage.workspace.change(as: stage.vera) {
                try $0.reviews.takeUpAgain(
                    review,
                    at: material,
                    reopening: [finding.id],
                    seen: [:]
                )
            }
            #expect(again.round.number == 2)
            let state = try stage.workspace.read { try $0.findings.finding(finding.id)?.state }
            #expect(state == .open)
            try await stage.workspace.change(as: stage.worker) {
                _ = try $0.reviews.fix(finding.id, with: "c3")
            }
            try await stage.workspace.change(as: stage.vera) {
                _ = try $0.reviews.takeUpAgain(
                    review,
                    at: Stage.material(stage.key, stage.delivery, commit: "c3"),
                    reopening: [],
                    seen: [finding.id: "c3"]
                )
                _ = try $0.reviews.close(review, note: "well done")
            }
            #expect(try stage.workspace.read { try $0.review(review) }.isOpen == false)
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("A next round looks at the same task, and opens no other review's findings again")
    func sameMatter() async throws {
        try await Stage.with { stage in
            let finding = try #require(try await stage.add(.high).first)
            let review = stage.review
            let range = Stage.material(nil, nil, commit: "c2")
            await #expect(throws: ReviewError.otherTask(review)) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.takeUpAgain(review, at: range, reopening: [], seen: [:])
                }
            }
            let other = try await stage.workspace.change(as: stage.vera) {
                try $0.reviews.start(range, focus: nil).id
            }
            try await stage.workspace.change(as: stage.worker) {
                _ = try $0.reviews.fix(finding.id, with: "c2")
            }
            await #expect(throws: FindingError.otherReview(finding.id, review)) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.takeUpAgain(
                        other,
                        at: range,
                        reopening: [finding.id],
                        seen: [:]
                    )
                }
            }
        }
    }

    @Test("What is let stand has an owner and a task that follows up, or a reason")
    func accepting() async throws {
        try await Stage.with { stage in
            let finding = try #require(try await stage.add(.medium).first)
            let other = try await stage.workspace.task("T-2")
            for (task, reason) in [(nil, nil), (other, "rare")] as [(TaskKey?, String?)] {
                await #expect(throws: FindingError.needsFollowUp(finding.id)) {
                    try await stage.workspace.change(as: stage.vera) {
                        _ = try $0.reviews.accept(
                            finding.id,
                            owner: nil,
                            task: task,
                            because: reason
                        )
                    }
                }
            }
            await #expect(throws: TaskError.self) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.reviews.accept(
                        finding.id,
                        owner: nil,
                        task: TaskKey(trusted: "none"),
                        because: nil
                    )
                }
            }
            let accepted = try await stage.workspace.change(as: stage.vera) {
                try $0.reviews.accept(finding.id, owner: nil, task: other, because: nil)
            }
            let disposition = Disposition(
                owner: ada,
                followUp: .task(other)
            )
            #expect(accepted.state == .accepted(disposition, by: stage.vera.agent))
            let stored = try stage.workspace.read { try $0.findings.finding(finding.id) }
            #expect(stored == accepted)
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("What a program reported is one finding, however often it reports it")
    func reportedOnce() async throws {
        try await Stage.with { stage in
            let first = try await stage.add(.low, fingerprint: "p1")
            let again = try await stage.add(.low, fingerprint: "p1")
            let other = try await stage.add(.low, fingerprint: "p2")
            #expect(first.count == 1 && again.isEmpty && other.count == 1)
            // A finding of the review itself comes back under its own name from an export.
            let own = try #require(try await stage.add(.low).first)
            let back = try await stage.add(.low, fingerprint: own.fingerprint)
            #expect(back.isEmpty)
        }
    }

    @Test("A delivery is sent back with what a review has open, and only with one of its own")
    func rework() async throws {
        try await Stage.with { stage in
            let finding = try #require(try await stage.add(.high).first)
            let (key, review) = (stage.key, stage.review)
            let other = try await stage.workspace.change(as: stage.vera) {
                try $0.reviews.start(Stage.material(nil, nil), focus: nil).id
            }
            await #expect(throws: VerdictError.otherReview(other, of: key)) {
                try await stage.workspace.change(as: stage.vera) {
                    _ = try $0.verdicts.sendBack(
                        key,
                        findings: [],
                        reviews: [other],
                        keeping: .seconds(60)
                    )
                }
            }
            let judged = try await stage.workspace.change(as: stage.vera) {
                try $0.verdicts.sendBack(
                    key,
                    findings: [],
                    reviews: [review],
                    keeping: .seconds(60)
                )
            }
            #expect(
                judged.verdict.findings
                    == ["\(finding.id) high: src/a.swift:3-4: It is wrong."]
            )
        }
    }

    @Test("What is not there is said to be unknown")
    func unknown() async throws {
        try await Stage.with { stage in
            let none = ReviewID(trusted: "RV-9")
            await #expect(throws: ReviewError.unknown(none)) {
                try await stage.workspace.change { _ = try $0.reviews.close(none, note: nil) }
            }
            let finding = FindingID(trusted: "F-9")
            await #expect(throws: FindingError.unknown(finding)) {
                try await stage.workspace.change { _ = try $0.reviews.fix(finding, with: "c2") }
            }
        }
    }
}
