import Model

/// The address under which agents that are driven commit and move branches, so that what they did
/// is told from what others did.
package enum AgentAddress {
    /// How each of them ends; no mail ever gets there.
    package static let ending = "@worklead.invalid"

    package static func of(_ agent: AgentID) -> String { agent.text + ending }
}
