/// Why an agent's work is over, as its program told.
package enum AgentEnding: Hashable, Sendable {
    /// It ended its turn by itself. Whether the work is any good is not for it to say.
    case completed
    case refused
    case tooManyTokens
    case tooManyTurns
    case overBudget
    /// It was asked to stop, and did.
    case interrupted
    /// It could not go on.
    case failed(ClippedText)

    package static func failed(_ reason: String) -> AgentEnding { .failed(ClippedText(reason)) }

    /// The word for it in records.
    package var word: String {
        switch self {
        case .completed: "completed"
        case .refused: "refused"
        case .tooManyTokens: "too-many-tokens"
        case .tooManyTurns: "too-many-turns"
        case .overBudget: "over-budget"
        case .interrupted: "interrupted"
        case .failed: "failed"
        }
    }
}
