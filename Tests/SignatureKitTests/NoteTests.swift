import Digests
import SignatureKit
import Testing

@Suite("Signed notes and checkpoints")
struct NoteTests {
    /// The key and the note of the documentation of Go's package golang.org/x/mod/sumdb/note.
    private let known = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private let knownNote = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuG\
        UgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    private var signer: NoteSigner {
        get throws {
            let key = try #require(SigningKey(seed: [UInt8](repeating: 9, count: 32)))
            return try #require(NoteSigner(name: "example.com/log", key: key))
        }
    }

    @Test("A note that another program signed is read and verified")
    func readsAnothersNote() throws {
        let verifier = try #require(NoteVerifier(known))
        let note = try #require(SignedNote(parsing: knownNote))
        #expect(note.isSigned(by: verifier))
        #expect(note.written == knownNote)
        #expect(verifier.description == known)
    }

    @Test("A changed text, a changed signature and another key are refused")
    func refusesTampering() throws {
        let verifier = try #require(NoteVerifier(known))
        let text = knownNote.replacing("answer", with: "question")
        #expect(try !#require(SignedNote(parsing: text)).isSigned(by: verifier))
        let signature = knownNote.replacing("x08go/ZJ", with: "x08go/ZK")
        #expect(try !#require(SignedNote(parsing: signature)).isSigned(by: verifier))
        #expect(try !#require(SignedNote(parsing: knownNote)).isSigned(by: signer.verifier))
    }

    @Test("A broken signature that names the key spoils a note with a good one")
    func oneBadSpoils() throws {
        let note = SignedNote("text\n", by: try signer)
        let line = try #require(note.written.split(separator: "\n").last)
        let code = try #require(line.split(separator: " ").last)
        var raw = try #require(Base64.bytes(String(code)))
        raw[20] ^= 1
        let spoilt = note.written + "\u{2014} example.com/log \(Base64.text(raw))\n"
        #expect(try #require(SignedNote(parsing: note.written)).isSigned(by: signer.verifier))
        #expect(try !#require(SignedNote(parsing: spoilt)).isSigned(by: signer.verifier))
    }

    @Test(
        "What is no note is not read as one",
        arguments: [
            "", "\n", "text\n", "text\n\n", "text\n\nno signature\n", "text\n\n\u{2014} a b\n",
            "text\r\n\n\u{2014} a AAAAAAAA\n", "text\n\n\u{2014} a AAAAAAAA",
            "text\n\n\u{2014}  AAAAAAAA\n", "text\n\n- a AAAAAAAA\n",
        ]
    )
    func refusesOtherTexts(_ text: String) {
        #expect(SignedNote(parsing: text) == nil)
    }

    @Test(
        "A key's text is read only as it is written",
        arguments: [
            "", "a+b", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ]
    )
    func refusesOtherKeys(_ text: String) {
        #expect(NoteVerifier(text) == nil)
    }

    @Test("A name with a space or a plus sign is none", arguments: ["", "a b", "a+b", "a\nb"])
    func refusesNames(_ name: String) throws {
        let key = try #require(SigningKey(seed: [UInt8](repeating: 9, count: 32)))
        #expect(NoteSigner(name: name, key: key) == nil)
    }

    @Test("A checkpoint is read as it was written, and nothing else is")
    func readsCheckpoints() throws {
        let checkpoint = Checkpoint(origin: "a/b", size: 12, root: Digest(of: "root"))
        #expect(Checkpoint(parsing: checkpoint.text) == checkpoint)
        #expect(Checkpoint(parsing: checkpoint.text + "extension\n") == checkpoint)
        for text in [
            "", "a\n1\n", "a\n01\n\(Base64.text(checkpoint.root.bytes))\n", "a\n1\nAAAA\n",
        ] {
            #expect(Checkpoint(parsing: text) == nil)
        }
        let note = try checkpoint.signed(by: signer)
        #expect(Checkpoint(parsing: note.text) == checkpoint)
    }
}
