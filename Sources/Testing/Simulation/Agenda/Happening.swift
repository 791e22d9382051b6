/// What can happen in a simulated month.
///
/// Indirect, since the agenda moves what it holds about.
package indirect enum Happening {
    /// An agent looks what to do next, unless it was set to wake at another time since, or has
    /// crashed.
    case wakes(agent: Int, life: Int, alarm: Int)
    case crashes(agent: Int)
    case restarts(agent: Int)
    /// A copy of a call reaches the gateway.
    case arrives(Call)
    /// A copy of an answer reaches who has called.
    case isAnswered(Call, CallOutcome)
    /// Who has called has waited long enough.
    case isMissed(Call)
    case gatewayLeaves
    case gatewayReturns
    /// Everything is compared with everything.
    case isLookedAt
}
