/// Where a decision stands, with the data of each state in its case.
package enum DecisionState: Hashable, Sendable {
    case open
    case answered(OptionName, by: AgentID, note: String?)
    /// Nobody answered in time.
    case defaulted(OptionName)
    case withdrawn(reason: String)
    /// It was decided elsewhere.
    case recorded(DecisionOutcome)

    /// The state without its data: what the database stores and people filter by.
    package enum Name: String, Sendable, CaseIterable {
        case open, answered, defaulted, withdrawn, recorded
    }

    /// The state's word, for the database, filters and messages.
    package var name: Name {
        switch self {
        case .open: .open
        case .answered: .answered
        case .defaulted: .defaulted
        case .withdrawn: .withdrawn
        case .recorded: .recorded
        }
    }

    /// The option that was chosen.
    package var option: OptionName? {
        switch self {
        case .answered(let option, _, _), .defaulted(let option): option
        case .open, .withdrawn, .recorded: nil
        }
    }
}

/// What was decided elsewhere.
package struct DecisionOutcome: Hashable, Sendable {
    package let text: String
    /// Who decided, in the words of that place.
    package let decider: String?
    /// When, as it is said there.
    package let at: Timestamp?
    /// What it is called there; no two decisions bear the same.
    package let reference: String?

    package init(text: String, decider: String?, at: Timestamp?, reference: String?) {
        self.text = text
        self.decider = decider
        self.at = at
        self.reference = reference
    }
}
