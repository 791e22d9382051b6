import Model
import Operations

/// What the gateway stands on: the workspace, as far as HTTP has to know it.
package protocol Backend: Sendable {
    /// What carries out the calls of somebody who stands at that place.
    ///
    /// - Parameter place: `nil` for callers that are not on this machine, or not the owner.
    func caller(at place: CallPlace?) -> any OperationCaller

    /// What carries out the calls that the pages of a site make.
    func callerOfPages() -> any OperationCaller

    /// Whether the operation does nothing but one transaction for who stands nowhere.
    func isOneTransaction(_ operation: String) -> Bool

    /// Whether the session lives and the secret is its credential.
    ///
    /// - Parameter alsoEnded: Whether the session may have ended.
    func isValid(
        _ session: SessionID,
        _ credential: Credential,
        alsoEnded: Bool
    ) throws -> Bool

    /// Whether the workspace was deleted; the gateway then ends by itself.
    func isGone() -> Bool

    /// The name of the workspace.
    func name() throws -> String

    /// The revision of the ledger.
    func head() throws -> Int64

    /// What is checked before the gateway calls itself healthy; looked at now, never remembered.
    func healthChecks() -> [HealthCheck]
}

/// One thing that has to be well.
package struct HealthCheck: Sendable, Equatable {
    package let name: String
    /// Why it is not well; `nil` where it is.
    package let fault: String?

    package init(_ name: String, fault: String? = nil) {
        self.name = name
        self.fault = fault
    }
}
