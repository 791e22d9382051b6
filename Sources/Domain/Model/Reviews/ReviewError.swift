/// Why something can't be done with a review.
package enum ReviewError: Reportable, Equatable {
    case unknown(ReviewID)
    case closed(ReviewID)
    case ownWork(AgentID)
    case noMoreRounds(ReviewID)
    case open(ReviewID, [FindingID])
    case undecided(ReviewID, [FindingID])
    case fixesUnseen(ReviewID, [FindingID])
    case fixMissing(FindingID, fix: String, commit: String)
    case nothingDelivered(TaskKey)
    case emptyRange
    case otherTask(ReviewID)

    package var code: String {
        switch self {
        case .unknown: "review.unknown"
        case .closed: "review.closed"
        case .ownWork: "review.own_work"
        case .noMoreRounds: "review.no_more_rounds"
        case .open: "review.open_findings"
        case .undecided: "review.undecided_findings"
        case .fixesUnseen: "review.fixes_unseen"
        case .fixMissing: "review.fix_missing"
        case .nothingDelivered: "review.nothing_delivered"
        case .emptyRange: "review.empty_range"
        case .otherTask: "review.other_task"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .closed, .fixMissing, .nothingDelivered: .conflict
        case .ownWork: .notAllowed
        case .noMoreRounds: .needsDecision
        case .open, .undecided, .fixesUnseen: .checkFailed
        case .emptyRange, .otherTask: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no review '\(id)'."
        case .closed(let id): "\(id) has ended."
        case .ownWork(let agent):
            "\(agent) did what is reviewed, and nobody reviews their own work."
        case .noMoreRounds(let id):
            "\(id) has had \(Review.roundsMax) rounds, and that is the most."
        case .open(let id, let findings):
            "\(id) has blocking or high findings that are not mended: \(Self.listed(findings))."
        case .undecided(let id, let findings):
            "\(id) has medium findings that nobody has decided on: \(Self.listed(findings))."
        case .fixesUnseen(let id, let findings):
            "\(id) has fixes that no round has looked at: \(Self.listed(findings))."
        case .fixMissing(let id, let fix, let commit):
            "The fix \(fix.prefix(12)) of \(id) is not part of \(commit.prefix(12))."
        case .nothingDelivered(let key):
            "Nothing was delivered for \(key), so there is nothing to review."
        case .emptyRange: "A review looks at a task's delivery or at a commit."
        case .otherTask(let id): "What is to be looked at is not what \(id) is about."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown, .closed, .otherTask: "`worklead review list` shows the reviews."
        case .ownWork: "Another agent reviews it: `worklead agent list` shows who there is."
        case .noMoreRounds: "Decide on what is left, or let the task be done anew."
        case .open(let id, _), .undecided(let id, _): "`worklead review show \(id)` shows them."
        case .fixesUnseen(let id, _):
            "`worklead review rereview \(id)` looks at what was mended."
        case .fixMissing(let id, _, _):
            "Look at a later commit, or name the one that mends it: `review finding fix \(id)`."
        case .nothingDelivered(let key): "`worklead deliver \(key)` hands it in."
        case .emptyRange: "Name a task, or a commit with `--commit REVISION`."
        }
    }

    private static func listed(_ findings: [FindingID]) -> String {
        let shown = findings.prefix(5).map(\.text).joined(separator: ", ")
        return findings.count > 5 ? "\(shown) and \(findings.count - 5) more" : shown
    }
}
