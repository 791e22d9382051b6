/// What can be wrong with what is asked of a follow-up.
package enum FollowUpError: Reportable, Equatable {
    case unknown(FollowUpID)
    case closed(FollowUpID, FollowUp.State.Name)
    case notYours(FollowUpID, AgentID)
    case noEvidence(FollowUpID)

    package var code: String {
        switch self {
        case .unknown: "followup.unknown"
        case .closed: "followup.closed"
        case .notYours: "followup.not_yours"
        case .noEvidence: "followup.no_evidence"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .closed: .conflict
        case .notYours: .notAllowed
        case .noEvidence: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no follow-up '\(id)'."
        case .closed(let id, let state): "\(id) is \(state.rawValue) already."
        case .notYours(let id, let agent): "\(id) is not for \(agent) to close."
        case .noEvidence(let id): "Nothing shows that \(id) was done."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead followup list` shows those that are open."
        case .closed: "`worklead followup open` asks anew."
        case .notYours: "Whom it was asked of says that it was done, or somebody who plans."
        case .noEvidence(let id): "Name a file or a bundle: `worklead followup resolve \(id) FILE`"
        }
    }
}
