import SubprocessKit

/// Why an agent's program was not started, or its record can't be read.
package enum AgentKitError: Error, Hashable, Sendable {
    case notStarted(code: String, message: String, hint: String?)
    case recordUnusable(path: String, reason: String)
    /// Another order was started with that directory, and may run still.
    case recordInUse(path: String)
    case malformed(what: String)

    init(_ error: SubprocessError) {
        self = .notStarted(code: error.code, message: error.message, hint: error.hint)
    }

    /// Stable, for programs.
    package var code: String {
        switch self {
        case .notStarted(let code, _, _): code
        case .recordUnusable: "agent.record_unusable"
        case .recordInUse: "agent.record_in_use"
        case .malformed: "agent.malformed"
        }
    }

    package var message: String {
        switch self {
        case .notStarted(_, let message, _): message
        case .recordUnusable(let path, let reason):
            "The record '\(path)' of an agent's process can't be used: \(reason)."
        case .recordInUse(let path):
            "An agent was started with the record '\(path)' before."
        case .malformed(let what): "An agent can't be started with \(what)."
        }
    }

    package var hint: String? {
        if case .notStarted(_, _, let hint) = self { hint } else { nil }
    }
}
