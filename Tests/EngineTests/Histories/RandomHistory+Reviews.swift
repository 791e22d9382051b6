import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let reviewSteps: [Step] = [
        ("start a review", { try await $0.startReview() }),
        ("find", { try await $0.find() }), ("find", { try await $0.find() }),
        ("find", { try await $0.find() }),
        (
            "fix",
            { history in
                let id = try history.finding()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.reviews.fix(id, with: "c2")
                }
            }
        ),
        (
            "dispute",
            { history in
                let id = try history.finding()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.reviews.dispute(id, because: "none")
                }
            }
        ),
        ("let stand", { try await $0.letStand() }),
        ("look again", { try await $0.lookAgain() }),
        (
            "give up a review",
            { history in
                guard history.chance.oneIn(3) else { return }
                let id = try history.review()
                let reason = history.chance.text(upTo: 9)
                try await history.workspace.change(as: history.judge()) {
                    _ = try $0.reviews.abandon(id, because: reason)
                }
            }
        ),
        (
            "close a review",
            { history in
                let id = try history.review()
                let note = history.chance.oneIn(2) ? history.chance.text(upTo: 9) : nil
                try await history.workspace.change(as: history.judge()) {
                    _ = try $0.reviews.close(id, note: note)
                }
            }
        ),
    ]

    /// A review, mostly an open one.
    private func review() throws -> ReviewID {
        let isOpen = chance.oneIn(8) ? nil : true as Bool?
        let ids = try workspace.read { try $0.reviews.reviews(isOpen: isOpen).map(\.review.id) }
        return ids.isEmpty ? ReviewID(trusted: "RV-0") : chance.pick(ids)
    }

    private func finding() throws -> FindingID {
        let review = try review()
        let ids = try workspace.read { try $0.findings.findings(of: review).map(\.id) }
        return ids.isEmpty ? FindingID(trusted: "F-0") : chance.pick(ids)
    }

    /// - Parameter review: What it is to fit, mostly.
    private func material(
        _ commit: String,
        for review: Review? = nil
    ) -> ReviewEngine.Material {
        let key = deliveries.isEmpty ? nil : chance.pick(deliveries.keys.sorted())
        let delivery = key.flatMap { deliveries[$0] }
        let isOfTask = !chance.oneIn(4)
        if let review, !chance.oneIn(9) {
            return ReviewEngine.Material(
                repository: review.repository,
                task: review.task,
                delivery: review.round.delivery,
                base: review.base,
                commit: commit,
                authors: chance.oneIn(4) ? [AgentID(trusted: "carl")] : []
            )
        }
        let author = delivery?.handover.agent ?? AgentID(trusted: "ada")
        return ReviewEngine.Material(
            repository: RepositoryName(trusted: "api"),
            task: isOfTask ? key : nil,
            delivery: isOfTask ? delivery?.id : nil,
            base: "base",
            commit: commit,
            authors: chance.oneIn(5) ? [author, AgentID(trusted: "vera")] : [author]
        )
    }

    private func startReview() async throws {
        let material = material("c1")
        let focus = chance.oneIn(2) ? "structure" : nil
        let review = try await workspace.change(as: judge()) {
            try $0.reviews.start(material, focus: focus)
        }
        if review.authors.contains(review.reviewer) { fault("\(review.id) is by its author") }
    }

    private func find() async throws {
        let id = try review()
        let drafts = (0..<Int.random(in: 1...2, using: &chance)).map { _ in
            let first = Int.random(in: 1...9, using: &chance)
            let place = AnchorPlace("src/a", chance.oneIn(4) ? nil : LineRange(first, first + 1))
            return ReviewEngine.Draft(
                severity: chance.pick(Severity.allCases),
                text: chance.text(upTo: 20),
                anchor: chance.oneIn(4) ? nil : LineAnchor(place, commit: "c1", blob: "b1"),
                origin: chance.oneIn(2)
                    ? Finding.Origin(
                        tool: "lint",
                        rule: chance.oneIn(2) ? "R1" : nil,
                        fingerprint: chance.pick(["p1", "p2", "p3"])
                    ) : nil
            )
        }
        let owner = chance.oneIn(3) ? session().agent : nil
        try await workspace.change(as: judge()) {
            _ = try $0.reviews.add(drafts, to: id, owner: owner)
        }
    }

    private func letStand() async throws {
        let id = try finding()
        let task = chance.oneIn(2) ? key() : nil
        let owner = chance.oneIn(2) ? session().agent : nil
        try await workspace.change(as: judge()) {
            _ = try $0.reviews.accept(
                id,
                owner: owner,
                task: task,
                because: task == nil ? "rare" : nil
            )
        }
    }

    private func lookAgain() async throws {
        let id = try review()
        let findings = try workspace.read { try $0.findings.findings(of: id) }
        var seen: [FindingID: String] = [:]
        var reopened: [FindingID] = []
        for finding in findings where finding.state.name != .open && chance.oneIn(3) {
            reopened.append(finding.id)
        }
        for finding in findings {
            if case .fixed(let fix) = finding.state, !chance.oneIn(9) {
                seen[finding.id] = fix.commit
            }
        }
        let review = try workspace.read { try $0.reviews.review(id)?.review }
        let (material, again, fixes) = (material("c2", for: review), reopened, seen)
        try await workspace.change(as: judge()) {
            _ = try $0.reviews.takeUpAgain(id, at: material, reopening: again, seen: fixes)
        }
    }
}
