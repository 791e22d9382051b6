import Digests
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "Bytes are written as RFC 4648 has it, and read back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func standard(_ text: String, _ code: String) {
        #expect(Base64.text(Array(text.utf8)) == code)
        #expect(Base64.bytes(code) == Array(text.utf8))
    }

    @Test("Every byte survives")
    func everyByte() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.bytes(Base64.text(bytes)) == bytes)
    }

    @Test(
        "A code that would be written otherwise is refused",
        arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Zm 9", "====", "Z===", "Zg==Zg=="]
    )
    func refuses(_ code: String) {
        #expect(Base64.bytes(code) == nil)
    }
}
