import CSignatures

/// An Ed25519 key that signs (RFC 8032).
///
/// It does not describe itself, so that it is not printed by accident.
package struct SigningKey: Sendable, CustomStringConvertible {
    /// The 32 bytes from which everything else of the key follows: a secret.
    package let seed: [UInt8]
    /// What others check signatures with.
    package let verifying: VerifyingKey

    /// - Parameter seed: 32 bytes from a good random source; `nil` for any other number.
    package init?(seed: [UInt8]) {
        guard seed.count == 32 else { return nil }
        var key = [UInt8](repeating: 0, count: 32)
        guard csignatures_ed25519_public(seed, &key) == 1 else { return nil }
        self.seed = seed
        verifying = VerifyingKey(trusted: key)
    }

    /// The signature of the bytes, 64 bytes: the same each time.
    package func sign(_ bytes: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        guard csignatures_ed25519_sign(seed, bytes, bytes.count, &signature) == 1 else {
            preconditionFailure("libcrypto does not sign with a key that it has made")
        }
        return signature
    }

    package var description: String { "a signing key" }
}
