import Digests
import SignatureKit
import Testing

@Suite("Envelopes")
struct EnvelopeTests {
    @Test("What is signed is the encoding of the standard's example")
    func encodesAsTheStandardDoes() {
        let encoded = Envelope.encoding(
            of: Array("hello world".utf8),
            type: "http://example.com/HelloWorld"
        )
        #expect(
            String(decoding: encoded, as: UTF8.self)
                == "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        )
    }

    @Test("An envelope survives JSON, and another payload, type or key is refused")
    func holdsItsPayload() throws {
        let key = try #require(SigningKey(seed: [UInt8](repeating: 3, count: 32)))
        let other = try #require(SigningKey(seed: [UInt8](repeating: 4, count: 32)))
        let envelope = Envelope(Array("{}".utf8), type: Envelope.inToto, by: key)
        let read = try #require(Envelope(JSONValue(parsing: envelope.json.canonicalBytes)))
        #expect(read == envelope)
        #expect(read.isSigned(by: key.verifying))
        #expect(!read.isSigned(by: other.verifying))
        for (name, value) in [("payload", "e30K"), ("payloadType", "text/plain")] {
            guard case .object(var members) = envelope.json else { return }
            members[name] = .string(value)
            #expect(try !#require(Envelope(.object(members))).isSigned(by: key.verifying))
        }
    }
}
