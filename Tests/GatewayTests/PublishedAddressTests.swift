import Operations
import Testing

@Suite("Where a gateway is published")
struct PublishedAddressTests {
    @Test("It is https at a host, or http at this machine, and is read in one form")
    func forms() throws {
        for (text, form, names) in [
            ("https://box.example", "https://box.example", ["box.example", "box.example:443"]),
            (
                "HTTPS://Box.Example:443/", "https://box.example",
                ["box.example", "box.example:443"]
            ),
            ("https://box.example:8443", "https://box.example:8443", ["box.example:8443"]),
            (
                "https://[2001:DB8::1]", "https://[2001:db8::1]",
                ["[2001:db8::1]", "[2001:db8::1]:443"]
            ),
            ("http://localhost:9000", "http://localhost:9000", ["localhost:9000"]),
            ("http://[::1]:9000", "http://[::1]:9000", ["[::1]:9000"]),
        ] {
            let address = try PublishedAddress(text)
            #expect(address.text == form && address.authorities == Set(names), "\(address)")
            #expect(try PublishedAddress(address.text) == address)
            #expect(address.isSecure == form.hasPrefix("https"))
            #expect(address.isLocal == form.hasPrefix("http:"))
        }
    }

    @Test("Anything else is refused, so that it can name nothing but a host")
    func refused() {
        for text in [
            "", "box.example", "http://box.example", "ftp://box.example", "https://", "https:///",
            "https://box.example/path", "https://ada@box.example", "https://box.example:0",
            "https://box.example:65536", "https://box.example:", "https://box.example:80:80",
            "https://*.example", "https://box..example", "https://-box.example", "https://bo x",
            "https://b\u{f6}x.example", "https://[::1", "https://[zz]", "https://[]",
            "https://box.example?x", "https://box.example\r\nHost: evil", "http://127.0.0.1.evil",
            "https://" + String(repeating: "a", count: 64),
        ] {
            #expect(throws: PublishedAddressError.self, "\(text)") { try PublishedAddress(text) }
        }
    }
}
