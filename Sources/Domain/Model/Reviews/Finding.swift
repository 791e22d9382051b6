import Digests

/// Something that a review found, with its place, its owner and where it stands.
package struct Finding: Hashable, Sendable {
    package let id: FindingID
    package let review: ReviewID
    /// The round that found it, from 1.
    package let round: Int64
    package let severity: Severity
    package let text: String
    /// `nil` where it has no place in a file.
    package let anchor: LineAnchor?
    /// Who is to mend it.
    package let owner: AgentID
    /// Where a program reported it.
    package let origin: Origin?
    package private(set) var state: FindingState

    /// The program that reported a finding, and how it names it.
    package struct Origin: Hashable, Sendable {
        package let tool: String
        package let rule: String?
        /// The same for the same finding, wherever it has moved to.
        package let fingerprint: String

        package init(tool: String, rule: String?, fingerprint: String) {
            self.tool = tool
            self.rule = rule
            self.fingerprint = fingerprint
        }
    }

    package init(
        id: FindingID,
        review: ReviewID,
        round: Int64,
        severity: Severity,
        text: String,
        anchor: LineAnchor?,
        owner: AgentID,
        origin: Origin? = nil,
        state: FindingState = .open
    ) {
        self.id = id
        self.review = review
        self.round = round
        self.severity = severity
        self.text = text
        self.anchor = anchor
        self.owner = owner
        self.origin = origin
        self.state = state
    }

    /// Place and text together, as they are told to whoever mends it.
    package var sentence: String {
        anchor.map { "\($0.place): \(text)" } ?? text
    }

    /// What stays the same when it is written for others and read back.
    package var fingerprint: String {
        origin?.fingerprint ?? Digest(of: "\(review) \(id)").hex
    }

    /// Says which commit mends it.
    ///
    /// A later commit may take the place of an earlier one, after a rebase for instance.
    package mutating func fix(
        by agent: AgentID,
        with commit: String,
        in round: Int64
    ) throws(FindingError) -> FindingEvent {
        switch state {
        case .open, .disputed, .fixed:
            state = .fixed(FindingState.Fix(commit: commit, agent: agent, round: round))
            return .fixed(commit: commit, round: round)
        case .accepted: throw .settled(id, state.name)
        }
    }

    /// Says that it is none; only its owner may.
    package mutating func dispute(
        by agent: AgentID,
        because reason: String
    ) throws(FindingError) -> FindingEvent {
        guard agent == owner else { throw .notOwner(id, agent, owner: owner) }
        switch state {
        case .open:
            state = .disputed(reason: reason, by: agent)
            return .disputed(reason: reason)
        case .disputed, .fixed, .accepted: throw .settled(id, state.name)
        }
    }

    /// Lets it stand, with who looks after it and how.
    ///
    /// A blocking or high one only where it was disputed: then this grants the dispute.
    package mutating func accept(
        by agent: AgentID,
        as disposition: Disposition
    ) throws(FindingError) -> FindingEvent {
        switch state {
        case .open where severity.mustBeFixed: throw .mustBeFixed(id, severity)
        case .open, .disputed:
            state = .accepted(disposition, by: agent)
            return .accepted(disposition)
        case .fixed, .accepted: throw .settled(id, state.name)
        }
    }

    /// Says that it was not mended, or that the dispute is not granted.
    package mutating func reopen() throws(FindingError) -> FindingEvent {
        switch state {
        case .fixed, .disputed:
            state = .open
            return .reopened
        case .open, .accepted: throw .settled(id, state.name)
        }
    }
}

/// Why something can't be done with a finding.
package enum FindingError: Reportable, Equatable {
    case unknown(FindingID)
    case settled(FindingID, FindingState.Name)
    case mustBeFixed(FindingID, Severity)
    case notOwner(FindingID, AgentID, owner: AgentID)
    case notNew(FindingID, String)
    case otherReview(FindingID, ReviewID)
    case needsOwner(ReviewID)
    case needsFollowUp(FindingID)
    case noFile(String, commit: String)
    case noLine(AnchorPlace, lines: Int)
    case noRun(GateRunID)
    case otherCommit(GateRunID, String, reviewed: String)
    case noReports

    package var code: String {
        switch self {
        case .unknown: "finding.unknown"
        case .settled: "finding.settled"
        case .mustBeFixed: "finding.must_be_fixed"
        case .notOwner: "finding.not_owner"
        case .notNew: "finding.fix_not_new"
        case .otherReview: "finding.other_review"
        case .needsOwner: "finding.needs_owner"
        case .needsFollowUp: "finding.needs_follow_up"
        case .noFile: "finding.no_file"
        case .noLine: "finding.no_line"
        case .noRun: "finding.no_run"
        case .otherCommit: "finding.other_commit"
        case .noReports: "finding.no_reports"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown, .noFile, .noRun: .notFound
        case .settled, .mustBeFixed, .notNew, .otherCommit: .conflict
        case .notOwner: .notAllowed
        case .otherReview, .needsOwner, .needsFollowUp, .noLine, .noReports: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no finding '\(id)'."
        case .settled(let id, let state):
            "\(id) is \(state.rawValue), so this can't be done with it."
        case .mustBeFixed(let id, let severity):
            "\(id) is \(severity.rawValue): it is mended or disputed, not let stand."
        case .notOwner(let id, let agent, let owner): "\(id) is \(owner)'s to mend, not \(agent)'s."
        case .notNew(let id, let commit):
            "The commit \(commit.prefix(12)) is part of what was reviewed, so it can't mend \(id)."
        case .otherReview(let id, let review): "\(id) belongs to \(review)."
        case .needsOwner(let review):
            "\(review) covers commits of nobody or of several, so the finding needs an owner."
        case .needsFollowUp(let id): "To let \(id) stand takes a task that follows up, or a reason."
        case .noFile(let path, let commit):
            "There is no file '\(path.printable(limit: 200))' in \(commit.prefix(12))."
        case .noLine(let place, let lines): "\(place) is not there: the file has \(lines) lines."
        case .noRun(let run): "There is no run '\(run)' of gates."
        case .otherCommit(let run, let commit, let reviewed):
            "\(run) looked at \(commit.prefix(12)), and the review looks at \(reviewed.prefix(12))."
        case .noReports: "Findings are taken in from a log or from a run of gates."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown, .settled, .otherReview: "`worklead review list` shows the reviews."
        case .noRun: "`worklead gate history GATE` shows the runs."
        case .otherCommit: "`worklead gate run` looks at the delivery as it is now."
        case .noReports: "Name a file, or a run with `--gates RUN`."
        case .mustBeFixed(let id, _):
            "`worklead review finding fix \(id) --commit REVISION` names the commit that mends it."
        case .notOwner(let id, _, _): "`worklead review finding fix \(id)` is open to its owner."
        case .notNew: "Commit what mends it first, then name that commit."
        case .needsOwner: "Name the owner with `--owner AGENT`."
        case .needsFollowUp: "Give `--task KEY` or `--reason TEXT`."
        case .noFile, .noLine: "Paths are told from the repository's top, lines from 1."
        }
    }
}
