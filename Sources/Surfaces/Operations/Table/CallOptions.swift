import Digests
import Model

/// What travels beside the input of a call: who asks, and how the change is to be made.
///
/// As a record it can be the envelope of a request; the credential is not part of that, since each
/// transport has its own place for secrets.
package struct CallOptions: Record {
    package static let name = "call.options"

    package static let fields = [
        Field<Self>(
            "dry_run",
            \.dryRun,
            "Whether to answer with the events that would be written, and write none.",
            .hasDefault
        ),
        Field(
            "idempotency_key",
            \.idempotencyKey,
            "The caller's name for this change; a repeat answers with the first result."
        ),
        Field("as_agent", \.asAgent, "The agent that asks, if it is not the session's."),
        Field("session", \.session, "The session that asks."),
        Field(
            "claimed_time",
            \.claimedTime,
            "When it happened by the caller's clock, kept beside the time of the ledger."
        ),
        Field(
            "unchanged_since",
            \.unchangedSince,
            "The revision that the change was decided on; what has changed since is left alone."
        ),
    ]

    /// Whether to go the whole way and write nothing.
    package var dryRun = false
    /// The caller's name for the change; without one, what changes once per key is known by its
    /// content.
    package var idempotencyKey: String?
    /// The agent that asks, if it is not the session's.
    package var asAgent: AgentID?
    /// The session that asks.
    package var session: SessionID?
    /// When it happened by the caller's clock.
    package var claimedTime: Timestamp?
    /// The revision that the change was decided on.
    ///
    /// Where the task that the input names has changed since, or anything at all where it names
    /// none, the call is refused.
    package var unchangedSince: Int64?
    /// What proves that the caller may speak for the agent.
    package var credential: Credential?
    /// Whether the input was read from a document, which checks it.
    package var inputIsChecked = false

    package init() {}
}

/// A secret that proves who is asking; it does not show itself when it is printed or recorded.
package struct Credential: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The secret itself.
    package let secret: String

    package init(secret: String) {
        self.secret = secret
    }

    package var description: String { "(credential)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
