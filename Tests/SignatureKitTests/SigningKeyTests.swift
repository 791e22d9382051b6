import Digests
import SignatureKit
import Testing

@Suite("Ed25519 keys")
struct SigningKeyTests {
    /// RFC 8032, 7.1, TEST 2.
    private let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    private let publicKey = bytes(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    )
    private let signature = bytes(
        """
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
        """
    )

    @Test("A key signs as the standard's example has it")
    func signsAsTheStandardDoes() throws {
        let key = try #require(SigningKey(seed: seed))
        #expect(key.verifying.bytes == publicKey)
        #expect(key.sign([0x72]) == signature)
        #expect(key.verifying.verifies(signature, of: [0x72]))
    }

    @Test("A signature of other bytes, by another key, or of another length is none")
    func refusesOthers() throws {
        let key = try #require(SigningKey(seed: seed)).verifying
        #expect(!key.verifies(signature, of: [0x73]))
        #expect(!key.verifies(Array(signature.dropLast()), of: [0x72]))
        #expect(!key.verifies([UInt8](repeating: 0, count: 64), of: [0x72]))
        let other = try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
        #expect(!other.verifying.verifies(signature, of: [0x72]))
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.verifies(changed, of: [0x72]))
        }
    }

    @Test("A key is not made of another number of bytes")
    func refusesOtherLengths() {
        #expect(SigningKey(seed: [1, 2, 3]) == nil)
        #expect(VerifyingKey(bytes: []) == nil)
    }

    @Test("A secret key does not print itself")
    func hidesItself() throws {
        let key = try #require(SigningKey(seed: seed))
        #expect("\(key)" == "a signing key")
    }
}

/// The bytes of hexadecimal digits.
func bytes(_ hex: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = hex[...]
    while let byte = UInt8(rest.prefix(2), radix: 16) {
        result.append(byte)
        rest = rest.dropFirst(2)
    }
    return result
}
