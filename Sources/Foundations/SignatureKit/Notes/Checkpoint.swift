import Digests

/// The state of a log at one size (C2SP tlog-checkpoint): the text of a signed note.
package struct Checkpoint: Hashable, Sendable {
    /// What the log is called.
    package let origin: String
    /// How many leaves its tree has.
    package let size: Int64
    /// The root of the RFC 6962 tree of that size.
    package let root: Digest

    package init(origin: String, size: Int64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note; lines after the third are extensions, which are not looked at.
    package init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty,
            let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let root = Base64.bytes(String(lines[2])), root.count == 32,
            !lines.dropLast().contains("")
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: Digest(bytes: root))
    }

    /// The text that is signed.
    package var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }

    /// The checkpoint as a note.
    package func signed(by signer: NoteSigner) -> SignedNote { SignedNote(text, by: signer) }
}

/// That a leaf is in the tree of a checkpoint, for whoever has neither (C2SP tlog-proof).
package struct InclusionProof: Hashable, Sendable {
    /// Counted from zero.
    package let index: Int64
    /// From the leaf's sibling up.
    package let path: [Digest]
    /// The signed checkpoint.
    package let note: String

    package init(index: Int64, path: [Digest], note: String) {
        self.index = index
        self.path = path
        self.note = note
    }

    /// The proof as it is written to a file.
    package var text: String {
        "c2sp.org/tlog-proof@v1\nindex \(index)\n"
            + path.map { Base64.text($0.bytes) + "\n" }.joined() + "\n" + note
    }
}
