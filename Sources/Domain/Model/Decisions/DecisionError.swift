/// What can be wrong with what is asked of a decision.
package enum DecisionError: Reportable, Equatable {
    case unknown(DecisionID)
    case optionCount(Int)
    case repeatedOption(OptionName)
    case unknownOption(OptionName, known: [OptionName])
    case defaultIncomplete
    case deadlinePast(Timestamp)
    case notYours(DecisionID, AgentID)
    case answered(DecisionID, OptionName, by: AgentID)
    case defaulted(DecisionID, OptionName, at: Timestamp)
    case withdrawn(DecisionID, reason: String)
    case decidedElsewhere(DecisionID)
    case knownReference(String, DecisionID)
    case tooLong(bytes: Int, limit: Int)
    case empty
    case noEvidence

    package var code: String {
        switch self {
        case .unknown: "decision.unknown"
        case .optionCount: "decision.option_count"
        case .repeatedOption: "decision.repeated_option"
        case .unknownOption: "decision.unknown_option"
        case .defaultIncomplete: "decision.default_incomplete"
        case .deadlinePast: "decision.deadline_past"
        case .notYours: "decision.not_yours"
        case .answered: "decision.answered"
        case .defaulted: "decision.defaulted"
        case .withdrawn: "decision.withdrawn"
        case .decidedElsewhere: "decision.decided_elsewhere"
        case .knownReference: "decision.known_reference"
        case .tooLong: "decision.too_long"
        case .empty: "decision.empty"
        case .noEvidence: "decision.no_evidence"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .optionCount, .repeatedOption, .unknownOption, .defaultIncomplete, .deadlinePast,
            .tooLong, .empty, .noEvidence:
            .usage
        case .notYours: .notAllowed
        case .answered, .defaulted, .withdrawn, .decidedElsewhere, .knownReference: .conflict
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no decision '\(id)'."
        case .optionCount(let count):
            "A question has 2 to \(Decision.optionsMax) options, not \(count)."
        case .repeatedOption(let option): "The option '\(option)' is there twice."
        case .unknownOption(let option, let known):
            "'\(option)' is none of the options: \(known.map(\.text).joined(separator: ", "))."
        case .defaultIncomplete: "A default needs a deadline, and a deadline a default."
        case .deadlinePast(let deadline): "The deadline \(deadline.text) has passed already."
        case .notYours(let id, let agent): "\(id) is not for \(agent) to decide."
        case .answered(let id, let option, let agent):
            "\(id) is decided: \(agent) chose '\(option)'."
        case .defaulted(let id, let option, let deadline):
            "Nobody answered \(id) before \(deadline.text), so '\(option)' was taken."
        case .withdrawn(let id, let reason):
            "\(id) was withdrawn: \(reason.printable(limit: 200))."
        case .decidedElsewhere(let id): "\(id) was decided elsewhere."
        case .knownReference(let reference, let id):
            "'\(reference.printable(limit: 80))' is written down already, as \(id)."
        case .tooLong(let bytes, let limit): "The text has \(bytes) bytes; \(limit) is the most."
        case .empty: "A decision needs words."
        case .noEvidence: "No file and no bundle is named."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead decision list` shows those that are open."
        case .optionCount, .repeatedOption: "Give each with `--option NAME=TEXT`."
        case .unknownOption: "Choose one of them, or ask anew with other options."
        case .defaultIncomplete: "Give `--default NAME --deadline DURATION`, or neither."
        case .deadlinePast: "Give people time to answer."
        case .notYours: "A founder answers, or whom a founder lets: `worklead decision delegate`."
        case .answered(let id, _, _), .defaulted(let id, _, _):
            "`worklead decision show \(id)` shows it; to change course, ask anew."
        case .withdrawn, .decidedElsewhere: "`worklead decision ask` asks anew."
        case .knownReference(_, let id): "`worklead decision show \(id)` shows it."
        case .tooLong: "Commit the text as a file, and name it."
        case .empty: "Say what is to be decided, and why."
        case .noEvidence: "Name a file, or a bundle with `--bundle`."
        }
    }
}
