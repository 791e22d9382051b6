import Digests

/// The name and key by which signed notes are checked (C2SP signed-note, Ed25519).
///
/// Its text is that of Go's `note` package: the name, the key's id, and type and key in Base64.
package struct NoteVerifier: Hashable, Sendable, CustomStringConvertible {
    /// The type of Ed25519 signatures.
    private static let ed25519: UInt8 = 1

    package let name: String
    package let key: VerifyingKey

    /// - Parameter name: Without spaces and plus signs, else there is none.
    package init?(name: String, key: VerifyingKey) {
        guard Self.isName(name) else { return nil }
        self.name = name
        self.key = key
    }

    /// Reads the text of a key, and checks that its id is right.
    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.bytes(String(parts[2])),
            bytes.first == Self.ed25519, let key = VerifyingKey(bytes: Array(bytes.dropFirst()))
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard description == text else { return nil }
    }

    /// `SHA-256(name || 0x0A || type || key)[:4]`.
    package var id: [UInt8] {
        let material = Array(name.utf8) + [0x0A, Self.ed25519] + key.bytes
        return Array(Digest(of: material).bytes.prefix(4))
    }

    package var description: String {
        "\(name)+\(id.hex)+\(Base64.text([Self.ed25519] + key.bytes))"
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F
            }
    }
}

/// The name and key by which notes are signed.
package struct NoteSigner: Sendable {
    package let verifier: NoteVerifier
    private let key: SigningKey

    /// - Parameter name: Without spaces and plus signs, else there is none.
    package init?(name: String, key: SigningKey) {
        guard let verifier = NoteVerifier(name: name, key: key.verifying) else { return nil }
        self.verifier = verifier
        self.key = key
    }

    func signature(of text: String) -> NoteSignature {
        NoteSignature(
            name: verifier.name,
            id: verifier.id,
            signature: key.sign(Array(text.utf8))
        )
    }
}

extension [UInt8] {
    /// Two lower-case hexadecimal digits a byte.
    var hex: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
