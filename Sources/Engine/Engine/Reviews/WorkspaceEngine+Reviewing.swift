import Digests
import Model
import Store

/// What is to be reviewed: a task's newest delivery, or a range of commits.
package struct ReviewOrder: Sendable {
    package let task: TaskKey?
    package let repository: RepositoryName?
    /// The commit, as a revision in ``path``; `nil` for what was delivered last.
    package let revision: String?
    /// Where a range starts; `nil` for where it left the default branch.
    package let base: String?
    /// Where revisions are meant.
    package let path: String
    /// The review slice of a run that it is a part of.
    package let slice: TaskKey?

    package init(
        task: TaskKey?,
        repository: RepositoryName?,
        revision: String?,
        base: String?,
        path: String,
        slice: TaskKey? = nil
    ) {
        self.task = task
        self.repository = repository
        self.revision = revision
        self.base = base
        self.path = path
        self.slice = slice
    }
}

extension WorkspaceEngine {
    /// Starts a review of a delivery or of a range of commits.
    package func startReview(
        _ order: ReviewOrder,
        focus: String?,
        _ request: ChangeRequest,
        history: any LineHistory,
        encode: @escaping @Sendable (Review) -> JSONValue
    ) async throws -> Changed<Review> {
        let material = try material(order, request, history)
        return try await change(request, encode: encode) { change in
            try change.reviews.start(material, focus: focus, slice: order.slice)
        }
    }

    /// Looks again: at the commit that is named, else at what was delivered last.
    package func takeUpReview(
        _ id: ReviewID,
        revision: String?,
        path: String,
        reopening: [FindingID],
        _ request: ChangeRequest,
        history: any LineHistory,
        encode: @escaping @Sendable (Review) -> JSONValue
    ) async throws -> Changed<Review> {
        let (review, findings) = try read(as: request.caller, expecting: request.expected) { view in
            (try view.review(id), try view.findings.findings(of: id))
        }
        let order = ReviewOrder(
            task: review.task,
            repository: review.repository,
            revision: revision ?? (review.task == nil ? "HEAD" : nil),
            base: review.base,
            path: path
        )
        let material = try material(order, request, history)
        let repository = try read { try $0.repository(named: review.repository) }
        var seen: [FindingID: String] = [:]
        for finding in findings where !reopening.contains(finding.id) {
            guard case .fixed(let fix) = finding.state else { continue }
            if try history.isPart(fix.commit, of: material.commit, in: repository.path) {
                seen[finding.id] = fix.commit
            }
        }
        let fixes = seen
        return try await change(request, encode: encode) { change in
            try change.reviews.takeUpAgain(id, at: material, reopening: reopening, seen: fixes)
        }
    }

    /// Says which commit mends a finding; one that was there when it was made can't.
    package func fixFinding(
        _ id: FindingID,
        revision: String,
        path: String,
        _ request: ChangeRequest,
        history: any LineHistory,
        encode: @escaping @Sendable (Finding) -> JSONValue
    ) async throws -> Changed<Finding> {
        let commit = try checkouts.commit(revision, in: path)
        let (review, repository) = try read(as: request.caller, expecting: request.expected) {
            view in
            guard let finding = try view.findings.finding(id) else {
                throw FindingError.unknown(id)
            }
            let review = try view.review(finding.review)
            return (review, try view.repository(named: review.repository))
        }
        guard try checkouts.exists(commit, in: repository.path) else {
            throw ReviewElsewhereError(commit: commit, repository: repository.name)
        }
        let reviewed = review.round.commit
        guard try !history.isPart(commit, of: reviewed, in: repository.path) else {
            throw FindingError.notNew(id, commit)
        }
        return try await change(request, encode: encode) { change in
            try change.reviews.fix(id, with: commit)
        }
    }

    private func material(
        _ order: ReviewOrder,
        _ request: ChangeRequest,
        _ history: any LineHistory
    ) throws -> ReviewEngine.Material {
        let known = try read(as: request.caller, expecting: request.expected) { view in
            _ = try view.requireAsker()
            let stored = try order.task.map(view.task)
            return (
                repository: try view.repository(
                    named: stored?.task.repository ?? order.repository
                ),
                deliveries: try order.task.map(view.deliveries.deliveries) ?? []
            )
        }
        let place = known.repository.path
        let last = known.deliveries.last?.delivery
        if let task = order.task, last == nil { throw ReviewError.nothingDelivered(task) }
        let commit: String
        if let revision = order.revision {
            commit = try checkouts.commit(revision, in: order.path)
            guard try checkouts.exists(commit, in: place) else {
                throw ReviewElsewhereError(commit: commit, repository: known.repository.name)
            }
        } else if let last {
            commit = last.commit
        } else {
            throw ReviewError.emptyRange
        }
        let base =
            try order.base.map { try checkouts.commit($0, in: place) }
            ?? known.deliveries.first?.delivery.base
            ?? checkouts.base(of: commit, and: known.repository.defaultBranch, in: place)
        // Of what is on the default branch already, the last commit is meant.
        let commits = try history.commits(from: base == commit ? nil : base, to: commit, in: place)
        let reviewed = base == commit ? Array(commits.prefix(1)) : commits
        let workers = try read { view in
            try view.deliveries.workers(of: reviewed.map(\.commit))
        }
        let named = reviewed.flatMap(\.agents).compactMap { name in
            IdentifierRule.agent(name)
        }
        let authors = known.deliveries.map(\.delivery.handover.agent) + workers + named
        return ReviewEngine.Material(
            repository: known.repository.name,
            task: order.task,
            delivery: order.task == nil ? nil : last?.id,
            base: base == commit ? nil : base,
            commit: commit,
            authors: Set(authors).sorted()
        )
    }
}

extension IdentifierRule {
    /// The agent that a commit names, if it is a well-formed name at all.
    fileprivate static func agent(_ name: String) -> AgentID? {
        AgentID.rule.fault(in: name) == nil ? AgentID(trusted: name) : nil
    }
}

/// A commit that is not in the repository that is reviewed.
package struct ReviewElsewhereError: Reportable, Equatable {
    package let commit: String
    package let repository: RepositoryName

    package var code: String { "review.elsewhere" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        "The commit \(commit.prefix(12)) is not in the repository \(repository)."
    }
    package var hint: String? { "Run it in a worktree of that repository." }
}
