import Model

/// An input by which a task may be handed out to an agent.
package protocol HandOutInput: Record {
    /// Whether to leave the claim to the agent.
    var staged: Bool { get set }
    /// How long the claim that is made for the agent lasts.
    var lease: Duration? { get set }
    /// How long the agent has to acknowledge it.
    var acknowledge: Duration { get set }
}

extension HandOutInput {
    /// How it is handed out, for each of these operations.
    static var handOutFields: [Field<Self>] {
        [
            Field(
                "staged",
                \.staged,
                "Whether to leave the claim to the agent; else it is made for it.",
                .hasDefault
            ),
            Field(
                "lease_seconds",
                \.lease,
                "How long the lease lasts; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
            Field(
                "acknowledge_seconds",
                \.acknowledge,
                "How long the agent has to acknowledge it; 0 asks for nothing.",
                .hasDefault,
                .minimum(0),
                .maximum(604800)
            ),
        ]
    }
}
