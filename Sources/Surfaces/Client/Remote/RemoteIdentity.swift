import Model
import Operations

/// Who asks of a workspace elsewhere: the session of a token, with its secret.
package struct RemoteIdentity: Sendable {
    package let session: SessionID
    package let credential: Credential
    /// The agent that is expected to be asking; another one's token is refused.
    package let expected: AgentID?

    /// Reads a token: a session's id and its secret, joined by a point.
    ///
    /// - Returns: `nil` for a text that is none.
    package init?(token: String, expecting expected: AgentID? = nil) {
        let parts = token.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        do {
            session = try SessionID(parts[0])
        } catch {
            return nil
        }
        credential = Credential(secret: parts[1])
        self.expected = expected
    }

    /// The options of a call, with who asks.
    func sign(_ options: CallOptions) -> CallOptions {
        var options = options
        options.session = session
        options.credential = credential
        options.asAgent = options.asAgent ?? expected
        return options
    }
}
