import AgentProtocols

/// What a reader of a driven agent is told, in order.
package enum AgentEvent: Sendable, Hashable {
    /// The agent told something.
    case heard(AgentHappening)
    /// A request for leave that the policy leaves to somebody: see ``AgentRun/answer(_:with:)``.
    case awaitsAnswer(PermissionRequest)
    /// A request was answered.
    case answered(PermissionID, PermissionAnswer, by: AnswerSource)
}

/// Who answered a request.
package enum AnswerSource: Sendable, Hashable {
    /// This rule of the policy; no rule where none matched.
    case policy(PermissionRule?)
    case caller
    /// Nobody did in time.
    case timeout
    /// The work was being ended.
    case stop
}
