/// What can be wrong with what is asked of a run.
package enum RunError: Reportable, Equatable {
    case refused(file: String, [FieldFinding])
    case unknown(RunName, near: String?)
    case lookAlike(RunName, existing: RunName)
    case begun(RunName, Run.State.Name)
    case already(RunName, Run.State.Name)
    case asked(RunName, DecisionID)
    case notApproved(RunName, asked: DecisionID?)
    case notRunning(RunName, Run.State.Name)
    /// A slice of it can't be claimed while it is paused.
    case held(TaskKey, RunName, reason: String)
    /// A slice of it can't be claimed since the budget is used up.
    case spent(TaskKey, RunName)
    /// A slice of it can't be claimed since as many are in hand as may be.
    case full(TaskKey, RunName, max: Int64)
    /// A slice can't be accepted before its gates have passed.
    case gatesOpen(TaskKey, RunName, [GateName])
    /// An agent works on the slice, started by another launch.
    case launched(TaskKey, RunName, by: Int64)
    /// The agent works on another slice.
    case busy(AgentID, TaskKey)
    /// As many agents have been started in the workspace as may be.
    case crowded(max: Int64)
    /// A slice can't be launched: the state of its task.
    case notOpen(TaskKey, RunName)
    /// The launches of a slice are used up.
    case exhausted(TaskKey, RunName, DecisionID)
    case unknownLaunch(RunName, Int64)
    case landed(RunName, Int64, LaunchOutcome)
    /// The manifest of a clean-up has faults, or something is gone that it does not name.
    case cleanupRefused(file: String, [GateFinding])
    case noManifest(RunName, path: String)
    /// Files that a clean-up is to move or delete have changes that are nowhere else.
    case uncommitted(RunName, [String])
    /// A link on the way to a file leads out of the working directory.
    case outside(RunName, path: String)
    /// An agent that no slice of the run names.
    case notOfRun(RunName, AgentID)
    /// A review slice has had as many rounds as there can be.
    case noMoreRounds(RunName, TaskKey)
    /// A review slice can't be accepted before its reviews are closed.
    case reviewsOpen(TaskKey, RunName, [ReviewID])
    /// A review slice can't be accepted before something was reviewed.
    case nothingReviewed(TaskKey, RunName)
    /// What was added to mend findings can't be accepted while one of them is open.
    case findingsOpen(TaskKey, RunName, [FindingID])
    /// A review can't be bound to what is no review slice of a run that goes on.
    case noReviewSlice(TaskKey)
    /// What was accepted for two slices can't be put together.
    case conflict(branch: String, commit: String, paths: [String])
    case reasonTooLong(bytes: Int, limit: Int)
    case noReason

    package var code: String {
        switch self {
        case .refused: "run.refused"
        case .unknown: "run.unknown"
        case .lookAlike: "run.look_alike"
        case .begun: "run.begun"
        case .already: "run.already"
        case .asked: "run.asked"
        case .notApproved: "run.not_approved"
        case .notRunning: "run.not_running"
        case .held: "run.held"
        case .spent: "run.spent"
        case .full: "run.full"
        case .gatesOpen: "run.gates_open"
        case .launched: "run.launched"
        case .busy: "run.busy"
        case .crowded: "run.crowded"
        case .notOpen: "run.not_open"
        case .exhausted: "run.exhausted"
        case .unknownLaunch: "run.unknown_launch"
        case .landed: "run.landed"
        case .cleanupRefused: "run.cleanup_refused"
        case .noManifest: "run.no_manifest"
        case .uncommitted: "run.uncommitted"
        case .outside: "run.outside"
        case .notOfRun: "run.not_of_run"
        case .noMoreRounds: "run.no_more_rounds"
        case .reviewsOpen: "run.reviews_open"
        case .nothingReviewed: "run.nothing_reviewed"
        case .findingsOpen: "run.findings_open"
        case .noReviewSlice: "run.no_review_slice"
        case .conflict: "run.conflict"
        case .reasonTooLong: "run.reason_too_long"
        case .noReason: "run.no_reason"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .refused, .gatesOpen, .cleanupRefused, .reviewsOpen, .nothingReviewed, .findingsOpen,
            .conflict:
            .checkFailed
        case .unknown, .unknownLaunch, .noManifest, .notOfRun: .notFound
        case .lookAlike, .begun, .already, .asked, .notRunning, .held, .spent, .full, .launched,
            .busy, .crowded, .notOpen, .landed, .uncommitted, .outside, .noReviewSlice:
            .conflict
        case .notApproved, .exhausted, .noMoreRounds: .needsDecision
        case .reasonTooLong, .noReason: .usage
        }
    }

    package var message: String {
        switch self {
        case .refused(let file, let findings):
            "\(file.printable(limit: 200)) has \(findings.count.counted("fault")): "
                + findings.prefix(100).map(\.text).joined(separator: " ")
        case .unknown(let name, _): "There is no run \(name)."
        case .lookAlike(let name, let existing): "\(name) looks like the run \(existing)."
        case .begun(let name, let state), .already(let name, let state):
            "\(name) is \(state.rawValue)."
        case .asked(let name, let decision): "\(name) waits for the answer to \(decision)."
        case .notApproved(let name, let asked?):
            "\(name) starts only when a founder has said go, and \(asked) is open."
        case .notApproved(let name, nil):
            "\(name) starts only when a founder has said go, and nobody has asked."
        case .notRunning(let name, let state): "\(name) is \(state.rawValue), not running."
        case .held(let key, let name, let reason):
            "\(key) belongs to the run \(name), which is paused: \(reason.printable(limit: 200))"
        case .spent(let key, let name):
            "\(key) belongs to the run \(name), whose budget is used up."
        case .full(let key, let name, let max):
            "\(key) belongs to the run \(name), of which \(max) slices are in hand: the most."
        case .gatesOpen(let key, let name, let gates):
            "The run \(name) wants gates to pass on what was delivered for \(key): "
                + gates.map(\.text).joined(separator: ", ") + "."
        case .launched(let key, let name, let number):
            "An agent works on \(key): launch \(number) of \(name) is not over."
        case .busy(let agent, let key): "\(agent) has been started for \(key)."
        case .crowded(let max):
            "\(max) agents have been started in this workspace: the most."
        case .notOpen(let key, let name):
            "No agent can be started for \(key) of \(name) as it stands."
        case .exhausted(let key, let name, let decision):
            "\(key) of \(name) has used its attempts, and \(decision) asks what comes now."
        case .unknownLaunch(let name, let number): "\(name) has no launch \(number)."
        case .landed(let name, let number, let outcome):
            "Launch \(number) of \(name) is over: \(outcome.rawValue)."
        case .cleanupRefused(let file, let findings):
            "\(file.printable(limit: 200)) can't be used: "
                + findings.prefix(100).map(\.sentence).joined(separator: " ")
        case .noManifest(let name, let path):
            "There is no manifest of the clean-up of \(name) at '\(path.printable(limit: 200))'."
        case .uncommitted(_, let paths):
            "These have changes that are not committed: "
                + paths.prefix(20).map { $0.printable(limit: 200) }.joined(separator: ", ") + "."
        case .outside(_, let path):
            "'\(path.printable(limit: 200))' lies outside of the working directory."
        case .notOfRun(let name, let agent): "No slice of \(name) names \(agent)."
        case .noMoreRounds(let name, let key):
            "\(key) of the run \(name) has had \(RunRound.limit) rounds, and that is the most."
        case .reviewsOpen(let key, let name, let reviews):
            "The run \(name) wants the reviews of \(key) closed: "
                + reviews.map(\.text).joined(separator: ", ") + "."
        case .nothingReviewed(let key, let name):
            "\(key) is a review of the run \(name), and no review was closed for it."
        case .findingsOpen(let key, let name, let findings):
            "\(key) is to mend what a review of the run \(name) found, and this is open: "
                + findings.map(\.text).joined(separator: ", ") + "."
        case .noReviewSlice(let key):
            "\(key) is no review slice of a run that goes on, so no review is a part of it."
        case .conflict(let branch, let commit, let paths):
            "\(branch) can't take \(commit.prefix(12)), since both have changed "
                + paths.prefix(10).map { $0.printable(limit: 200) }.joined(separator: ", ") + "."
        case .reasonTooLong(let bytes, let limit):
            "The reason has \(bytes) bytes; \(limit) is the most."
        case .noReason: "A reason needs words."
        }
    }

    package var hint: String? {
        switch self {
        case .refused: "Mend the lines that are named; `worklead run lint FILE` lists them."
        case .unknown(_, let near?): "Did you mean '\(near)'?"
        case .unknown, .lookAlike: "`worklead run list` shows all."
        case .begun(let name, _), .already(let name, _), .notRunning(let name, _):
            "`worklead run status \(name)` shows where it stands."
        case .asked(_, let decision), .notApproved(_, let decision?):
            "A founder answers: `worklead decision answer \(decision)=go`."
        case .notApproved(let name, nil): "`worklead run approve \(name)` asks."
        case .held(_, let name, _): "`worklead run resume \(name)` lets it go on."
        case .spent(_, let name):
            "`worklead run status \(name)` shows what was used; a founder decides what comes now."
        case .full: "Wait until one of them is handed in."
        case .gatesOpen(let key, _, let gates):
            "`worklead gate run \(gates.map(\.text).joined(separator: " ")) --task \(key)`"
        case .launched(_, let name, _), .notOpen(_, let name), .unknownLaunch(let name, _),
            .landed(let name, _, _):
            "`worklead run launches \(name)` shows all."
        case .busy, .crowded: "Wait until one of them is over."
        case .exhausted(_, _, let decision): "`worklead decision show \(decision)`"
        case .cleanupRefused: "Name in it what is to go and what stays; nothing was touched."
        case .noManifest: "Write it, or name another file with `--manifest`."
        case .uncommitted: "Commit them first."
        case .outside: "A link leads out of it: take the link away, or name another path."
        case .notOfRun(let name, _): "`worklead run show \(name)` names its agents."
        case .noMoreRounds(let name, _):
            "`worklead run status \(name)` shows what is open; a person takes it from here."
        case .reviewsOpen(_, _, let reviews):
            reviews.first.map {
                "`worklead review show \($0)` shows what is left; `worklead review close \($0)`"
            }
        case .nothingReviewed(let key, _):
            "`worklead review start TASK --slice \(key)` starts one."
        case .findingsOpen(_, _, let findings):
            findings.first.map {
                "`worklead review finding fix \($0) --commit REVISION` names what mends it."
            }
        case .noReviewSlice: "`worklead run list --open` shows the runs that go on."
        case .conflict(let branch, let commit, _):
            "Merge it by hand into \(branch): `git merge \(commit.prefix(12))`; then it goes on."
        case .reasonTooLong: "Say it shorter; a message can say the rest."
        case .noReason: "Say why with `--reason`."
        }
    }
}
