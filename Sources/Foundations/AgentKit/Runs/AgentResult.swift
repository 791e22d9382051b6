import AgentProtocols
import SubprocessKit

/// What came of an agent's program.
package struct AgentResult: Sendable, Hashable {
    /// What it said of its end; `nil` where it said nothing.
    package let ending: AgentEnding?
    /// Why it was ended from here; `nil` where it was not.
    package let stop: AgentStop?
    package let process: ProcessEnding
    package let duration: Duration
    package let usage: ProcessUsage
    /// What it used of its model, by its own count.
    package let tokens: AgentUsage
    package let session: AgentSession?
    package let tally: HappeningTally
    package let outputBytes: Int
    /// The last that it wrote to its error output, at most a few thousand bytes.
    package let lastErrors: String
    /// How many processes it had left behind, all of them ended by now.
    package let leftovers: Int
    /// Whether nothing of it runs any more.
    package let isGone: Bool
    /// Events that nobody read in time; they are in the stream.
    package let eventsDropped: Int

    /// In one word, for records and messages: `completed`, `cancelled`, `wall`, `died` and others.
    package var word: String { stop?.word ?? ending?.word ?? "died" }
}

/// Why an agent's program was ended from here.
package enum AgentStop: Sendable, Hashable {
    case cancelled
    case wallLimit
    case quietLimit
    case outputLimit
    /// It could not be driven any more: the disk is full, or the system refuses something.
    case driverFailed(String)

    /// For records.
    package var word: String {
        switch self {
        case .cancelled: "cancelled"
        case .wallLimit: "wall"
        case .quietLimit: "quiet"
        case .outputLimit: "output"
        case .driverFailed: "driver-failed"
        }
    }
}
