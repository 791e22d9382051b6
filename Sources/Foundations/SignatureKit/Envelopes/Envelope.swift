import Digests

/// A payload with its type and signatures (DSSE 1.0).
///
/// What is signed is the pre-authentication encoding, so that a payload of one type can't be passed
/// off as one of another.
package struct Envelope: Hashable, Sendable {
    /// A signature, and a hint at whose it is.
    package struct Signature: Hashable, Sendable {
        package let keyID: String
        package let bytes: [UInt8]
    }

    package let payloadType: String
    package let payload: [UInt8]
    package let signatures: [Signature]

    /// The type of in-toto statements.
    package static let inToto = "application/vnd.in-toto+json"

    /// Signs a payload.
    package init(_ payload: [UInt8], type: String, by key: SigningKey) {
        self.payload = payload
        payloadType = type
        signatures = [
            Signature(
                keyID: key.verifying.fingerprint,
                bytes: key.sign(Self.encoding(of: payload, type: type))
            )
        ]
    }

    /// Reads an envelope; whether its signatures are right is another question.
    package init?(_ json: JSONValue) {
        guard let type = json["payloadType"]?.stringValue,
            let payload = json["payload"]?.stringValue.flatMap({ Base64.bytes($0) }),
            let entries = json["signatures"]?.arrayValue
        else { return nil }
        var signatures: [Signature] = []
        for entry in entries {
            guard let bytes = entry["sig"]?.stringValue.flatMap({ Base64.bytes($0) }) else {
                return nil
            }
            signatures.append(Signature(keyID: entry["keyid"]?.stringValue ?? "", bytes: bytes))
        }
        payloadType = type
        self.payload = payload
        self.signatures = signatures
    }

    /// The envelope as one JSON object.
    package var json: JSONValue {
        [
            "payloadType": .string(payloadType),
            "payload": .string(Base64.text(payload)),
            "signatures": .array(
                signatures.map {
                    ["keyid": .string($0.keyID), "sig": .string(Base64.text($0.bytes))]
                }
            ),
        ]
    }

    /// Whether the key has signed it; the hints are not believed.
    package func isSigned(by key: VerifyingKey) -> Bool {
        let signed = Self.encoding(of: payload, type: payloadType)
        return signatures.contains { key.verifies($0.bytes, of: signed) }
    }

    /// The pre-authentication encoding: `DSSEv1 len(type) type len(payload) payload`.
    package static func encoding(of payload: [UInt8], type: String) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }
}
