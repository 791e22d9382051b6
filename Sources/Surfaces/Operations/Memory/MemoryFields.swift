import Model

/// The fields that questions about memory have in common.
enum MemoryFields {
    static func filters<Input: Record>(
        kind: any WritableKeyPath<Input, MemoryKind?> & Sendable,
        task: any WritableKeyPath<Input, TaskKey?> & Sendable,
        lane: any WritableKeyPath<Input, LaneKey?> & Sendable,
        agent: any WritableKeyPath<Input, AgentID?> & Sendable,
        tag: any WritableKeyPath<Input, MemoryTag?> & Sendable,
        all: any WritableKeyPath<Input, Bool> & Sendable
    ) -> [Field<Input>] {
        [
            Field("kind", kind, "Only those of a kind."),
            Field("task", task, "Only what is about a task."),
            Field("lane", lane, "Only what is about a lane."),
            Field("agent", agent, "Only what an agent kept."),
            Field("tag", tag, "Only what has a tag."),
            Field(
                "all",
                all,
                "Whether what was superseded or retired counts too.",
                .hasDefault
            ),
        ]
    }

    static func limit<Input: Record>(
        _ path: any WritableKeyPath<Input, Int> & Sendable
    ) -> Field<Input> {
        Field("limit", path, "The most that are shown.", .hasDefault, .minimum(1), .maximum(1000))
    }
}
