import Digests

/// One line of a note's signatures.
package struct NoteSignature: Hashable, Sendable {
    package let name: String
    /// The four bytes that say which key of that name.
    package let id: [UInt8]
    package let signature: [UInt8]

    fileprivate var line: String { "\u{2014} \(name) \(Base64.text(id + signature))\n" }

    fileprivate init?(line: Substring) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty,
            let bytes = Base64.bytes(String(parts[2])), bytes.count > 4
        else { return nil }
        name = String(parts[1])
        id = Array(bytes.prefix(4))
        signature = Array(bytes.dropFirst(4))
    }

    init(name: String, id: [UInt8], signature: [UInt8]) {
        self.name = name
        self.id = id
        self.signature = signature
    }
}

/// A text with signatures under it (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
    /// The text that is signed; it ends with a line end.
    package let text: String
    package let signatures: [NoteSignature]

    /// As many signatures as a note may have; a verifier must accept at least 16.
    private static let signaturesMax = 64

    /// Signs a text that ends with a line end.
    package init(_ text: String, by signer: NoteSigner) {
        precondition(text.hasSuffix("\n"), "the text of a note ends with a line end")
        self.text = text
        signatures = [signer.signature(of: text)]
    }

    /// Reads a note; whether its signatures are right is another question.
    package init?(parsing note: String) {
        guard
            note.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }),
            let border = note.lastBlankLine
        else { return nil }
        text = String(note[..<border.text])
        var signatures: [NoteSignature] = []
        let lines = note[border.signatures...]
        guard lines.hasSuffix("\n") else { return nil }
        for line in lines.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            guard let signature = NoteSignature(line: line),
                signatures.count < Self.signaturesMax
            else { return nil }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// The note as it is written.
    package var written: String { text + "\n" + signatures.map(\.line).joined() }

    /// Whether the key has signed it.
    ///
    /// Signatures by other keys count for nothing; one that names the key and is wrong spoils the
    /// note.
    package func isSigned(by verifier: NoteVerifier) -> Bool {
        let own = signatures.filter { $0.name == verifier.name && $0.id == verifier.id }
        return !own.isEmpty
            && own.allSatisfy { verifier.key.verifies($0.signature, of: Array(text.utf8)) }
    }
}

extension String {
    /// Where the text before the last empty line ends, and where what follows it starts.
    fileprivate var lastBlankLine: (text: Index, signatures: Index)? {
        var position = utf8.endIndex
        var last: UInt8 = 0
        while position > utf8.startIndex {
            let before = utf8.index(before: position)
            if utf8[before] == 0x0A, last == 0x0A {
                return (position, utf8.index(after: position))
            }
            last = utf8[before]
            position = before
        }
        return nil
    }
}
