import Digests
import Testing

@Suite("Digests")
struct DigestTests {
    // FIPS 180-4's examples, as NIST publishes them.
    static let known = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test("A digest is that of FIPS 180-4, from text, bytes, or pieces", arguments: known)
    func knownDigests(text: String, hex: String) {
        #expect(Digest(of: text).hex == hex)
        #expect(Digest(of: Array(text.utf8)).hex == hex)

        var stream = DigestStream()
        for byte in text.utf8 { stream.update([byte]) }
        #expect(stream.finish().hex == hex)
        #expect(stream.finish().hex == hex, "asking does not end the stream")
    }

    @Test("A digest survives being written and read, in text and in bytes")
    func roundTrips() {
        let digest = Digest(of: "abc")
        #expect(Digest(digest.hex) == digest)
        #expect(Digest(digest.description) == digest)
        #expect(Digest(digest.hex.uppercased()) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(digest.short == "ba7816bf8f01")
    }

    @Test(
        "Text that is no digest is refused",
        arguments: ["", "ba78", "sha256:", String(repeating: "g", count: 64), "sha1:ba7816bf8f01"]
    )
    func malformed(text: String) {
        #expect(Digest(text) == nil)
    }
}

@Suite("Digests of files")
struct FileDigestTests {
    @Test("A file of any size has the digest of its bytes")
    func files() throws {
        let folder = try temporaryFolder()
        defer { remove(folder) }
        for size in [0, 1, 63, 64, 131_071, 131_072, 131_073, 300_000] {
            let text = String(repeating: "x", count: size)
            try write(text, to: folder + "/file")
            #expect(try Digest(ofFileAt: folder + "/file") == Digest(of: text))
        }
    }

    @Test("A file that cannot be read is named, with the system's reason")
    func unreadable() throws {
        let folder = try temporaryFolder()
        defer { remove(folder) }
        let missing = #expect(throws: FileDigestError.self) {
            try Digest(ofFileAt: folder + "/none")
        }
        #expect(missing?.code == "file.unreadable")
        #expect(missing?.message == "Cannot read '\(folder)/none': No such file or directory.")
        let error = #expect(throws: FileDigestError.self) { try Digest(ofFileAt: folder) }
        #expect(error?.message == "Cannot read '\(folder)': Is a directory.")
    }
}
