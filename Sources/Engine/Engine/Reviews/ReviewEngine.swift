import Model
import Store

/// What happens to reviews.
package struct ReviewEngine {
    let change: Change

    /// A commit that is to be looked at, with what is known of it.
    package struct Material: Sendable {
        package let repository: RepositoryName
        package let task: TaskKey?
        package let delivery: DeliveryID?
        package let base: String?
        package let commit: String
        package let authors: [AgentID]

        package init(
            repository: RepositoryName,
            task: TaskKey?,
            delivery: DeliveryID?,
            base: String?,
            commit: String,
            authors: [AgentID]
        ) {
            self.repository = repository
            self.task = task
            self.delivery = delivery
            self.base = base
            self.commit = commit
            self.authors = authors
        }
    }

    /// Starts a review; its reviewer is who asks, and none of the authors.
    ///
    /// - Parameter slice: The review slice of a run that it is a part of; by default the one that
    ///   the actor has in hand, if any.
    package func start(
        _ material: Material,
        focus: String?,
        slice named: TaskKey? = nil
    ) throws -> Review {
        let slice = try slice(named: named)
        try requireReviewer(of: slice?.task)
        let review = Review(
            id: ReviewID(trusted: try change.view.counters.next(.review)),
            repository: material.repository,
            task: material.task,
            base: material.base,
            focus: focus ?? (slice?.kind == .structure ? "structure" : nil),
            slice: slice?.task,
            authors: material.authors,
            reviewer: change.actor.id,
            state: .open(
                Review.Round(number: 1, commit: material.commit, delivery: material.delivery)
            )
        )
        try change.record(try review.start().fact, on: Subject(.review, review.id.text))
        return review
    }

    /// Looks again: the next round.
    ///
    /// - Parameters:
    ///   - reopened: What is not mended, or is no matter of dispute.
    ///   - seen: The fixes that are known to be part of the commit.
    package func takeUpAgain(
        _ id: ReviewID,
        at material: Material,
        reopening reopened: [FindingID],
        seen: [FindingID: String]
    ) throws -> Review {
        var review = try change.view.review(id)
        try requireReviewer(of: review.slice)
        guard material.task == review.task else { throw ReviewError.otherTask(id) }
        let event = try review.takeUpAgain(
            change.actor.id,
            at: material.commit,
            delivery: material.delivery,
            authors: material.authors
        )
        for finding in try change.view.findings.findings(of: id) {
            guard case .fixed(let fix) = finding.state, !reopened.contains(finding.id) else {
                continue
            }
            guard seen[finding.id] == fix.commit else {
                throw ReviewError.fixMissing(finding.id, fix: fix.commit, commit: material.commit)
            }
        }
        try change.record(event.fact, on: Subject(.review, id.text))
        var again: [Finding] = []
        for reopening in reopened {
            var finding = try finding(reopening)
            guard finding.review == id else {
                throw FindingError.otherReview(reopening, finding.review)
            }
            try change.record(try finding.reopen().fact, on: Subject(.finding, reopening.text))
            again.append(finding)
        }
        try tell(review, again)
        return review
    }

    /// Ends a review in which nothing is left open.
    package func close(_ id: ReviewID, note: String?) throws -> Review {
        var review = try change.view.review(id)
        try requireReviewer(of: review.slice)
        let findings = try change.view.findings.findings(of: id)
        let event = try review.close(by: change.actor.id, with: findings, note: note)
        try change.record(event.fact, on: Subject(.review, id.text))
        return review
    }

    /// Gives a review up, and tells whose findings are left, and who was to look at them.
    package func abandon(_ id: ReviewID, because reason: String) throws -> Review {
        var review = try change.view.review(id)
        try requireReviewer(of: review.slice)
        let event = try review.abandon(by: change.actor.id, because: reason)
        try change.record(event.fact, on: Subject(.review, id.text))
        let left = try change.view.findings.findings(of: id).filter(\.state.isUnresolved)
        for agent in Set(left.map(\.owner) + [review.reviewer]).sorted() {
            let own = left.filter { $0.owner == agent }.map(\.id.text)
            let stands = own.isEmpty ? "" : "\n\nWhat stands: \(own.joined(separator: ", "))"
            try tell(agent, review, "\(id) is abandoned: \(reason)", stands, .note)
        }
        return review
    }

    /// A finding that is to be added.
    package struct Draft: Sendable {
        package let severity: Severity
        package let text: String
        package let anchor: LineAnchor?
        package let origin: Finding.Origin?

        package init(
            severity: Severity,
            text: String,
            anchor: LineAnchor?,
            origin: Finding.Origin? = nil
        ) {
            self.severity = severity
            self.text = text
            self.anchor = anchor
            self.origin = origin
        }
    }

    /// Adds findings and tells their owner, in one message.
    ///
    /// What was reported before under the same fingerprint is left out.
    ///
    /// - Parameter owner: By default the only author.
    package func add(
        _ drafts: [Draft],
        to id: ReviewID,
        owner: AgentID?
    ) throws -> [Finding] {
        let review = try change.view.review(id)
        try requireReviewer(of: review.slice)
        let round = try review.openRound()
        try review.requireOther(change.actor.id)
        let owner = try owner.map(known) ?? worker(of: review)
        var reported = Set(try change.view.findings.findings(of: id).map(\.fingerprint))
        var added: [Finding] = []
        for draft in drafts {
            if let origin = draft.origin {
                guard reported.insert(origin.fingerprint).inserted else { continue }
            }
            let finding = Finding(
                id: FindingID(trusted: try change.view.counters.next(.finding)),
                review: id,
                round: round.number,
                severity: draft.severity,
                text: draft.text,
                anchor: draft.anchor,
                owner: owner,
                origin: draft.origin
            )
            let event = FindingEvent.added(finding)
            try change.record(event.fact, on: Subject(.finding, finding.id.text))
            added.append(finding)
        }
        try tell(review, added)
        return added
    }

    /// Says which commit mends a finding, and tells the reviewer.
    package func fix(_ id: FindingID, with commit: String) throws -> Finding {
        try change.actor.require(.work)
        var finding = try finding(id)
        let review = try change.view.review(finding.review)
        let round = try review.openRound().number
        let event = try finding.fix(by: change.actor.id, with: commit, in: round)
        try change.record(event.fact, on: Subject(.finding, id.text))
        try tell(
            review.reviewer,
            review,
            "\(id) is mended in \(commit.prefix(12))",
            finding,
            .status
        )
        return finding
    }

    /// Says that a finding is none, and tells the reviewer.
    package func dispute(_ id: FindingID, because reason: String) throws -> Finding {
        var finding = try finding(id)
        let review = try change.view.review(finding.review)
        _ = try review.openRound()
        let event = try finding.dispute(by: change.actor.id, because: reason)
        try change.record(event.fact, on: Subject(.finding, id.text))
        try tell(review.reviewer, review, "\(id) is disputed: \(reason)", finding, .question)
        return finding
    }

    /// Lets a finding stand, and tells who looks after it.
    ///
    /// - Parameter owner: By default the finding's owner.
    package func accept(
        _ id: FindingID,
        owner: AgentID?,
        task: TaskKey?,
        because reason: String?
    ) throws -> Finding {
        var finding = try finding(id)
        let review = try change.view.review(finding.review)
        try requireReviewer(of: review.slice)
        _ = try review.openRound()
        try review.requireOther(change.actor.id)
        let followUp: Disposition.FollowUp
        switch (task, reason) {
        case (let task?, nil): followUp = .task(try change.view.task(task).key)
        case (nil, let reason?): followUp = .reason(reason)
        case (nil, nil), (_?, _?): throw FindingError.needsFollowUp(id)
        }
        let disposition = Disposition(
            owner: try owner.map(known) ?? finding.owner,
            followUp: followUp
        )
        let event = try finding.accept(by: change.actor.id, as: disposition)
        try change.record(event.fact, on: Subject(.finding, id.text))
        let words = "\(id) is let stand: \(disposition.text)"
        try tell(disposition.owner, review, words, finding, .note)
        return finding
    }

    private func finding(_ id: FindingID) throws -> Finding {
        guard let finding = try change.view.findings.finding(id) else {
            throw FindingError.unknown(id)
        }
        return finding
    }

    private func known(_ agent: AgentID) throws -> AgentID {
        guard try change.view.agents.agent(agent) != nil else { throw AgentError.unknown(agent) }
        return agent
    }

    /// Whoever handed in last what is reviewed, or its only author that works here.
    private func worker(of review: Review) throws -> AgentID {
        if let delivery = review.round.delivery,
            let stored = try change.view.deliveries.delivery(delivery)
        {
            return stored.delivery.handover.agent
        }
        let authors = try review.authors.filter { try change.view.agents.agent($0) != nil }
        guard let only = authors.first, authors.count == 1 else {
            throw FindingError.needsOwner(review.id)
        }
        return only
    }
}

// The messages of reviews, in the transaction of what they are about.
extension ReviewEngine {
    /// The most findings that one message lists.
    private static let listedMax = 50

    private func tell(_ review: Review, _ findings: [Finding]) throws {
        let byOwner = Dictionary(grouping: findings, by: \.owner)
        for (owner, findings) in byOwner.sorted(by: { $0.key < $1.key })
        where owner != change.actor.id {
            let lines = findings.prefix(Self.listedMax).map { finding in
                let words = finding.sentence.printable(limit: 400)
                return "- \(finding.id) \(finding.severity.rawValue): \(words)"
            }
            let rest = findings.count - lines.count
            let more = rest > 0 ? ["- and \(rest) more: `worklead review show \(review.id)`"] : []
            let worst = findings.map(\.severity).max() ?? .low
            _ = try change.messages.send(
                MessageDraft(
                    recipients: [owner],
                    kind: worst == .blocking ? .blocker : .guidance,
                    subject: "\(review.id): \(findings.count) to mend, \(worst.rawValue) the worst",
                    body: (lines + more).joined(separator: "\n"),
                    thread: ThreadID(trusted: review.task?.text ?? review.id.text),
                    task: review.task
                )
            )
        }
    }

    private func tell(
        _ agent: AgentID,
        _ review: Review,
        _ subject: String,
        _ finding: Finding,
        _ kind: Message.Kind
    ) throws {
        try tell(agent, review, subject, "\n\n\(finding.sentence)", kind)
    }

    private func tell(
        _ agent: AgentID,
        _ review: Review,
        _ subject: String,
        _ more: String,
        _ kind: Message.Kind
    ) throws {
        guard agent != change.actor.id, try change.view.agents.agent(agent)?.isActive == true else {
            return
        }
        _ = try change.messages.send(
            MessageDraft(
                recipients: [agent],
                kind: kind,
                subject: String(subject.prefix(120)),
                body: subject + more,
                thread: ThreadID(trusted: review.task?.text ?? review.id.text),
                task: review.task
            )
        )
    }
}

extension View {
    /// The review, or an error that says where to look.
    package func review(_ id: ReviewID) throws -> Review {
        guard let stored = try reviews.review(id) else { throw ReviewError.unknown(id) }
        return stored.review
    }
}
