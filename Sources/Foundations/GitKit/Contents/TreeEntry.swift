/// One entry of a commit's content.
package struct TreeEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file
        case executable
        case symbolicLink
        case directory
        /// A commit of another repository.
        case submodule
    }

    package let path: GitPath
    package let kind: Kind
    /// The id of git's object: equal ids are equal contents.
    package let object: String
    /// The size as git keeps it; directories and submodules have none.
    package let sizeBytes: Int?

    /// Reads what `ls-tree -z --long` prints.
    static func list(longTree output: [UInt8]) throws(GitError) -> [TreeEntry] {
        var fields = NULFields(output, of: "git ls-tree")
        var entries: [TreeEntry] = []
        while let field = try fields.next() {
            // "<mode> <type> <object> <size, padded>\t<path>"
            guard let tab = field.firstIndex(of: UInt8(ascii: "\t")) else {
                throw fields.malformed(field)
            }
            let words = field[..<tab].split(separator: UInt8(ascii: " "))
            guard words.count == 4, let kind = kind(mode: words[0].asText) else {
                throw fields.malformed(field)
            }
            entries.append(
                TreeEntry(
                    path: GitPath(bytes: field[(tab + 1)...]),
                    kind: kind,
                    object: words[2].asText,
                    sizeBytes: Int(words[3].asText)
                )
            )
        }
        return entries
    }

    private static func kind(mode: String) -> Kind? {
        switch mode {
        // Early versions of git also wrote 100664.
        case "100644", "100664": .file
        case "100755": .executable
        case "120000": .symbolicLink
        case "040000": .directory
        case "160000": .submodule
        default: nil
        }
    }
}
