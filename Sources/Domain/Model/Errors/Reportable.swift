/// An error that a person or an agent can meet.
///
/// Every surface shows the same four things: the code for programs, the category that decides exit
/// code and HTTP status, the message with the values, and the hint with the next step.
package protocol Reportable: Error {
    /// A stable, dotted name such as `task.held`; never changed once released.
    var code: String { get }
    /// What kind of wrong this is.
    var category: ErrorCategory { get }
    /// A sentence about the user's nouns. Holds no file contents and no bound values of SQL.
    var message: String { get }
    /// What to do next, or `nil` where nothing useful can be said. Never a destructive command.
    var hint: String? { get }
}

extension Reportable {
    package var hint: String? { nil }
}

/// The kinds of wrong that callers tell apart, and the exit code of each.
package enum ErrorCategory: String, Sendable, CaseIterable {
    case failure
    case usage
    case notFound = "not_found"
    case conflict
    case checkFailed = "check_failed"
    case notAllowed = "not_allowed"
    case needsDecision = "needs_decision"
    case unreachable
    case timedOut = "timed_out"
    case wouldChange = "would_change"
    case interrupted

    /// The process's exit code: a promise to scripts, only ever added to.
    package var exitCode: Int32 {
        switch self {
        case .failure: 1
        case .usage: 2
        case .notFound: 3
        case .conflict: 4
        case .checkFailed: 5
        case .notAllowed: 6
        case .needsDecision: 7
        case .unreachable: 8
        case .timedOut: 9
        case .wouldChange: 10
        case .interrupted: 130
        }
    }
}
