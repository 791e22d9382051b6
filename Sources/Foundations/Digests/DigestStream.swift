import CDigests

/// A SHA-256 digest in the making, for bytes that arrive in pieces.
///
/// ```swift
/// var stream = DigestStream()
/// stream.update(header)
/// stream.update(body)
/// let digest = stream.finish()
/// ```
package struct DigestStream: Sendable {
    private var state = cdigests_sha256_state()

    package init() {
        cdigests_sha256_begin(&state)
    }

    /// Adds `bytes` to what has been seen.
    package mutating func update(_ bytes: [UInt8]) {
        cdigests_sha256_add(&state, bytes, bytes.count)
    }

    /// Adds `bytes` to what has been seen.
    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds `bytes` to what has been seen.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        cdigests_sha256_add(&state, bytes.baseAddress, bytes.count)
    }

    /// The digest of what has been seen so far; more may follow.
    package func finish() -> Digest {
        // libcrypto pads inside its state, so a copy is finished and this one can go on.
        var final = state
        return Digest { cdigests_sha256_end(&final, $0.baseAddress) }
    }
}
