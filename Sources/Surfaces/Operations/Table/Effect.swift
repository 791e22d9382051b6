/// What calling an operation does to the workspace.
///
/// Surfaces derive from it whether a call may be repeated, whether it may be suggested to an agent,
/// and what MCP and OpenAPI say about it.
package enum Effect: String, Sendable, CaseIterable {
    /// Changes nothing, and can be repeated freely.
    case reads
    /// Changes something each time it is called.
    case changes
    /// Changes something once for each idempotency key; a repeat answers with the first result.
    case changesOncePerKey = "changes_once_per_key"
    /// Takes away something that cannot be brought back; never suggested to an agent.
    case destroys

    /// Whether calls need an actor, can be tried with ``CallOptions/dryRun``, and write events.
    package var isMutation: Bool { self != .reads }

    /// Whether a call that was lost on the way may be sent again.
    package var isRepeatable: Bool { self == .reads || self == .changesOncePerKey }
}
