import Digests
import Model
import Store

/// What came of reports that were taken in.
package struct TakenReports: Sendable {
    package let review: Review
    package let findings: [Finding]
    /// How many were in the review already.
    package let known: Int
    /// How many have no place in the commit that is reviewed.
    package let unplaced: Int
}

extension WorkspaceEngine {
    /// Adds a finding at a place of the commit that is reviewed.
    ///
    /// - Throws: ``FindingError/noFile(_:commit:)`` or ``FindingError/noLine(_:lines:)`` where the
    ///   place is not there.
    package func addFinding(
        _ reported: ReportedFinding,
        to id: ReviewID,
        owner: AgentID?,
        _ request: ChangeRequest,
        history: any LineHistory,
        encode: @escaping @Sendable (Finding) -> JSONValue
    ) async throws -> Changed<Finding> {
        let (review, repository) = try reviewed(id, request)
        let commit = review.round.commit
        var anchor: LineAnchor?
        if let place = reported.place {
            let files = try history.files([place.path], at: commit, in: repository.path)
            guard let file = files[place.path] else {
                throw FindingError.noFile(place.path, commit: commit)
            }
            if let lines = place.lines, !file.has(lines) {
                throw FindingError.noLine(place, lines: file.lines.count)
            }
            anchor = LineAnchor(place, commit: commit, blob: file.blob)
        }
        let draft = ReviewEngine.Draft(
            severity: reported.severity,
            text: reported.text,
            anchor: anchor
        )
        return try await change(request, encode: encode) { change in
            try Self.requireRound(review, change)
            guard let finding = try change.reviews.add([draft], to: id, owner: owner).first else {
                preconditionFailure("A finding without a fingerprint was taken for a repeat.")
            }
            return finding
        }
    }

    /// Takes in what programs report; what was taken in before is not added again.
    package func takeReports(
        _ reports: [ReportedFinding],
        into id: ReviewID,
        owner: AgentID?,
        _ request: ChangeRequest,
        history: any LineHistory,
        encode: @escaping @Sendable (TakenReports) -> JSONValue
    ) async throws -> Changed<TakenReports> {
        let (review, repository) = try reviewed(id, request)
        let files = try history.files(
            Set(reports.compactMap(\.place?.path)),
            at: review.round.commit,
            in: repository.path
        )
        var seen: [Digest: Int] = [:]
        let drafts = reports.map { report in
            Self.draft(report, files, at: review.round.commit, counting: &seen)
        }
        let unplaced = drafts.count { $0.anchor == nil }
        return try await change(request, encode: encode) { change in
            try Self.requireRound(review, change)
            let findings = try change.reviews.add(drafts, to: id, owner: owner)
            return TakenReports(
                review: try change.view.review(id),
                findings: findings,
                known: drafts.count - findings.count,
                unplaced: unplaced
            )
        }
    }

    private func reviewed(
        _ id: ReviewID,
        _ request: ChangeRequest
    ) throws -> (Review, Repository) {
        try read(as: request.caller, expecting: request.expected) { view in
            let review = try view.review(id)
            return (review, try view.repository(named: review.repository))
        }
    }

    /// The round must be the one whose commit was looked into.
    private static func requireRound(_ seen: Review, _ change: Change) throws {
        let now = try change.view.review(seen.id).openRound()
        guard now == seen.round else {
            throw StaleBasisError(
                basis: ChangeBasis(revision: change.revision, subject: seen.id.text),
                sequence: change.revision,
                by: try change.view.review(seen.id).reviewer
            )
        }
    }

    private static func draft(
        _ report: ReportedFinding,
        _ files: [String: ReviewedFile],
        at commit: String,
        counting seen: inout [Digest: Int]
    ) -> ReviewEngine.Draft {
        var anchor: LineAnchor?
        var line = ""
        if let place = report.place, let file = files[place.path],
            place.lines.map(file.has) ?? true
        {
            anchor = LineAnchor(place, commit: commit, blob: file.blob)
            if let lines = place.lines {
                line = String(decoding: file.lines[lines.first - 1], as: UTF8.self)
            }
        }
        let text =
            anchor == nil
            ? report.place.map { "\($0): \(report.text)" } ?? report.text : report.text
        // By what the line says and not by its number, so that it is the same after it has moved.
        let content: JSONValue = .array(
            [report.tool, report.rule ?? "", report.place?.path ?? "", report.text, line]
                .map(JSONValue.string)
        )
        let digest = Digest(of: content.canonicalBytes)
        let count = seen[digest, default: 0]
        seen[digest] = count + 1
        let own = count == 0 ? digest.hex : "\(digest.hex)/\(count)"
        return ReviewEngine.Draft(
            severity: report.severity,
            text: text,
            anchor: anchor,
            origin: Finding.Origin(
                tool: report.tool,
                rule: report.rule,
                fingerprint: report.fingerprint ?? own
            )
        )
    }
}

extension View {
    /// What a run of gates refuses of a commit, as reports.
    ///
    /// A run that looked at no commit has no places that could be another's.
    package func reports(of run: GateRunID, on commit: String) throws -> [ReportedFinding] {
        let answers = try gates.answers(in: run)
        guard let first = answers.first else { throw FindingError.noRun(run) }
        if let other = first.commit, other != commit {
            throw FindingError.otherCommit(run, other, reviewed: commit)
        }
        return answers.flatMap { ReportedFinding.all(in: $0.result) }
    }
}

/// A review with where its findings are in a commit.
package struct FollowedReview: Sendable {
    package let stored: ReviewStore.Stored
    package let repository: Repository
    /// The commit that the places are told for.
    package let commit: String
    package let findings: [(finding: Finding, fate: AnchorFate?)]
}

extension WorkspaceEngine {
    /// A review, with where its findings are now.
    ///
    /// - Parameter revision: The commit to tell the places for, in the review's repository; `nil`
    ///   for the one that is reviewed.
    package func followedReview(
        _ id: ReviewID,
        at revision: String?,
        history: any LineHistory
    ) throws -> FollowedReview {
        let (stored, repository, findings) = try read { view in
            guard let stored = try view.reviews.review(id) else { throw ReviewError.unknown(id) }
            return (
                stored, try view.repository(named: stored.review.repository),
                try view.findings.findings(of: id)
            )
        }
        let commit =
            try revision.map { try checkouts.commit($0, in: repository.path) }
            ?? stored.review.round.commit
        let fates = try history.fates(
            of: findings.compactMap(\.anchor),
            at: commit,
            in: repository.path
        )
        var rest = fates[...]
        return FollowedReview(
            stored: stored,
            repository: repository,
            commit: commit,
            findings: findings.map { finding in
                (finding, finding.anchor == nil ? nil : rest.removeFirst())
            }
        )
    }
}
