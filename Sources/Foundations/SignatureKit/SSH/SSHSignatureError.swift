/// Why there is no signature, or none that counts.
package enum SSHSignatureError: Error, Hashable, Sendable {
    case notSigned(key: String, reason: String)
    case notVerified(principal: String, reason: String)
    case unavailable(reason: String)

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .notSigned: "signature.not_made"
        case .notVerified: "signature.not_valid"
        case .unavailable: "signature.no_program"
        }
    }

    /// A sentence with the values.
    package var message: String {
        switch self {
        case .notSigned(let key, let reason): "The key '\(key)' did not sign: \(reason)."
        case .notVerified(let principal, let reason):
            "It is not signed by '\(principal)' as the policy wants it: \(reason)."
        case .unavailable(let reason): "ssh-keygen can't be asked: \(reason)"
        }
    }

    /// What to do next, where something useful can be said.
    package var hint: String? {
        switch self {
        case .notSigned:
            "Name a key with `--signing-key FILE`, or add it to the agent with: ssh-add"
        case .notVerified: "The policy is a file of allowed signers: man ssh-keygen"
        case .unavailable: "Install OpenSSH's client programs."
        }
    }
}
