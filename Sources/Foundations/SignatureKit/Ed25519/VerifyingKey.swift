import CSignatures
import Digests

/// An Ed25519 key that checks signatures (RFC 8032).
package struct VerifyingKey: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// - Returns: `nil` unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether it is the key's signature of the bytes.
    package func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        signature.count == 64
            && csignatures_ed25519_verify(self.bytes, bytes, bytes.count, signature) == 1
    }

    /// The digest of the raw key, by which envelopes name it.
    package var fingerprint: String { Digest(of: bytes).hex }

    /// The key as SubjectPublicKeyInfo in PEM (RFC 8410), which OpenSSL and others read.
    package var pem: String {
        let header: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0]
        return """
            -----BEGIN PUBLIC KEY-----
            \(Base64.text(header + bytes))
            -----END PUBLIC KEY-----

            """
    }
}
