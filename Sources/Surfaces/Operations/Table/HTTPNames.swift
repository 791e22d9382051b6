/// How operations are named over HTTP; the server and its clients read the same lines.
package enum HTTPNames {
    /// `task.claim` is at `/v1/task/claim`.
    package static func path(of operation: String) -> String {
        "/v1/" + operation.split(separator: ".").joined(separator: "/")
    }

    /// Reads are asked for with GET and a query, or posted where that is too long; everything else
    /// is posted.
    package static func isGet(_ effect: Effect) -> Bool { effect == .reads }

    /// The longest target that a gateway takes.
    package static let targetBytesMax = 8 * 1024

    /// The caller's name for a change, in quotation marks.
    package static let idempotencyKey = "Idempotency-Key"
    /// `true` to go the whole way and write nothing.
    package static let dryRun = "Worklead-Dry-Run"
    /// The agent that asks, if it is not the session's.
    package static let asAgent = "Worklead-As"
    /// When it happened by the caller's clock.
    package static let claimedTime = "Worklead-Claimed-Time"
    /// A ``CallPlace`` in JSON; taken from the owner's own processes only.
    package static let place = "Worklead-Place"
    /// The ledger's revision that an answer is true of.
    package static let revision = "Worklead-Revision"
}
