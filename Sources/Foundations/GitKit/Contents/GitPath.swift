/// The path of a file in a repository, relative to its top: bytes, as git keeps them.
package struct GitPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    package init(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The path as text.
    ///
    /// What is not UTF-8 shows as `U+FFFD`, so the text is for people; compare paths, not texts.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether ``text`` is the whole truth.
    package var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// The first reason why no file of a commit can have the path, as the end of a sentence.
    package var fault: String? {
        if bytes.isEmpty { return "it is empty" }
        if bytes.contains(0) { return "it has a NUL" }
        for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.isEmpty { return "it must not start or end with '/', or have '//'" }
            if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) {
                return "it must not have '.' or '..' as a part"
            }
        }
        return nil
    }

    /// The path as an argument of git.
    func argument() throws(GitError) -> String {
        if let fault {
            throw .refusedName(kind: "a path in a commit", text: text, fault: fault)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .pathNotText(bytes: bytes)
        }
        return text
    }
}
