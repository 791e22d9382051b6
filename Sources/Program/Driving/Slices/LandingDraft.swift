import AgentKit
import AgentProtocols
import Model
import Operations
import SubprocessKit

/// What is known of the end of a launch before it is noted.
struct LandingDraft: Sendable {
    var outcome = LaunchOutcome.unstarted
    var note: String?
    var conversation: String?
    var model: String?
    var usage = AgentUsage()

    init() {}

    /// Reads it off what the program came to; whether the slice was handed in the ledger says.
    init(_ result: AgentResult) {
        conversation = result.session?.id
        model = result.session?.model
        usage = result.tokens
        outcome = Self.outcome(result)
        note = Self.note(result)
    }

    private static func outcome(_ result: AgentResult) -> LaunchOutcome {
        switch result.stop {
        case .cancelled?: return .cancelled
        case .wallLimit?: return .wall
        case .quietLimit?: return .quiet
        case .outputLimit?: return .output
        case .driverFailed?: return .failed
        case nil: break
        }
        switch result.ending {
        case .completed?: return .undelivered
        case .refused?: return .refused
        case .tooManyTokens?, .tooManyTurns?, .overBudget?: return .limited
        case .interrupted?: return .interrupted
        case .failed?: return .failed
        case nil: return .died
        }
    }

    private static func note(_ result: AgentResult) -> String? {
        var parts: [String] = []
        if case .driverFailed(let reason)? = result.stop { parts.append(reason) }
        if case .failed(let reason)? = result.ending { parts.append(reason.text) }
        if result.stop == nil, result.ending == nil {
            parts.append("The program ended: \(result.process).")
        }
        if result.stop != nil, result.process == .signalled(9) {
            parts.append("It did not end when it was told to, and was killed.")
        }
        let errors = telling(result.lastErrors)
        // What was ended by who drives it needs no reason of its own.
        if result.stop != .cancelled, !parts.isEmpty || result.stop != nil {
            parts += errors
        }
        if result.leftovers > 0 {
            let count = result.leftovers.counted("process", "processes")
            parts.append("It left \(count) behind, which were ended.")
        }
        if !result.isGone { parts.append("Something of it still runs.") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Of what a program complained the lines that tell most: what it calls fatal or an error, and
    /// its last ones.
    private static func telling(_ errors: String) -> [String] {
        let lines = errors.split(whereSeparator: \.isNewline)
        let named = lines.indices.filter { index in
            ["fatal:", "error:", "error["].contains { lines[index].hasPrefix($0) }
        }
        let chosen = Set(named.suffix(2)).union(lines.indices.suffix(3))
        return chosen.sorted().map { String(lines[$0]) }
    }

    func input(of launch: RunLaunchLine, _ driver: RunDriver) -> LandLaunch.Input {
        LandLaunch.Input { input in
            (input.run, input.launch) = (launch.run, launch.launch)
            (input.outcome, input.note) = (outcome, note)
            input.conversation = conversation.flatMap(Self.line)
            input.source = driver.dialect.rawValue
            input.model = (model ?? driver.model).flatMap(Self.line)
            (input.input, input.output) = (
                Self.figure(usage.inputTokens), Self.figure(usage.outputTokens)
            )
            (input.cacheRead, input.cacheWrite) = (
                Self.figure(usage.cacheReadTokens), Self.figure(usage.cacheWriteTokens)
            )
            input.cost = Self.figure(usage.costMicrodollars ?? 0)
        }
    }

    /// What a program told, if it is a name on one line.
    private static func line(_ text: String) -> String? {
        let isName =
            (1...200).contains(text.unicodeScalars.count)
            && !text.contains(where: \.isNewline) && text.printable() == text
        return isName ? text : nil
    }

    /// Numbers come from outside.
    private static func figure(_ number: Int64) -> Int64 {
        min(max(0, number), 1_000_000_000_000)
    }
}
