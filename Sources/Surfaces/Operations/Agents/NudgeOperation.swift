import Model

/// Asks an agent for a sign.
package enum NudgeAgent: Operation {
    package typealias Output = MessageLine
    package static let name = "agent.nudge"
    package static let summary = "Asks an agent for a sign, with the reason; not again at once."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "agent.unknown", "agent.retired", "agent.nudged", "message.empty", "message.too_long",
        "rule.secrets",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "ada")
        input.reason = "T-7 waits for you."
    }

    /// What is asked of `agent.nudge`.
    package struct Input: Record {
        package static let name = "agent.nudge.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent."),
            Field("reason", \.reason, "Why."),
        ]

        package var agent: AgentID = .unset
        package var reason: String = ""

        package init() {}
    }
}
