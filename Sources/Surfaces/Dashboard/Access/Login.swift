import Model
import Operations

/// A browser that somebody has logged in.
package struct Login: Sendable {
    /// What the browser shows; known to it alone.
    package let cookie: String
    package let agent: AgentID
    package let session: SessionID
    package let credential: Credential
    /// Whether it may look and do nothing.
    package let isReadOnly: Bool

    package init(
        cookie: String,
        agent: AgentID,
        session: SessionID,
        credential: Credential,
        isReadOnly: Bool
    ) {
        self.cookie = cookie
        self.agent = agent
        self.session = session
        self.credential = credential
        self.isReadOnly = isReadOnly
    }
}

/// Knows the browsers that are logged in.
package protocol LoginDesk: Sendable {
    /// Takes a link's code, which is worth one login.
    ///
    /// - Returns: `nil` for a code that is unknown, too old, or was taken before.
    func redeem(_ code: String) async throws -> Login?

    /// The login that a cookie is of; `nil` for one that is unknown, or whose session has ended.
    func login(_ cookie: String) throws -> Login?

    /// Ends a login, and the session that it has.
    func end(_ login: Login) async throws
}
