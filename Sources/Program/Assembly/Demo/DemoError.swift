import Model

/// Why a demonstration did not come to its end.
enum DemoError: Reportable {
    case stepFailed(step: String, ending: String, tail: [String])
    case agentFailed(agent: String, ending: String, tail: [String])
    case standstill(waiting: [String], tail: [String])
    case noDashboard(String)
    case noneRuns

    var code: String {
        switch self {
        case .stepFailed: "demo.step_failed"
        case .agentFailed: "demo.agent_failed"
        case .standstill: "demo.standstill"
        case .noDashboard: "demo.no_dashboard"
        case .noneRuns: "demo.absent"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .stepFailed, .agentFailed, .noDashboard: .failure
        case .standstill: .timedOut
        case .noneRuns: .notFound
        }
    }

    var message: String {
        switch self {
        case .stepFailed(let step, let ending, let tail):
            "The demonstration's step '\(step)' ended with \(ending)\(Self.shown(tail))"
        case .agentFailed(let agent, let ending, let tail):
            "The process of \(agent) ended with \(ending)\(Self.shown(tail))"
        case .standstill(let waiting, let tail):
            "Nothing happens any more; still running: \(waiting.joined(separator: ", "))"
                + Self.shown(tail)
        case .noDashboard(let link):
            "The dashboard at '\(link.printable(limit: 80))' did not give its report."
        case .noneRuns: "No demonstration's gateway runs."
        }
    }

    var hint: String? {
        switch self {
        case .noneRuns: "`worklead demo --serve` leaves one running."
        default: "`worklead demo --keep` leaves scripts and logs to look at."
        }
    }

    private static func shown(_ tail: [String]) -> String {
        let words = tail.map { $0.printable(limit: 160) }.joined(separator: " / ")
        return words.isEmpty ? "." : "; its last words: \(words)"
    }
}
