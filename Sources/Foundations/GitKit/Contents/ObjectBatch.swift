/// The answer of `git cat-file --batch`.
enum ObjectBatch {
    /// The contents by object id.
    ///
    /// A missing object is left out.
    static func contents(_ output: [UInt8]) throws(GitError) -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var rest = output[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            // "<id> <type> <size>\n<content>\n", or "<id> missing\n"
            let words = rest[..<end].split(separator: UInt8(ascii: " "))
            rest = rest[(end + 1)...]
            guard words.count == 3 else { continue }
            guard let size = Int(words[2].asText), size >= 0, rest.count > size else {
                throw .outputMalformed(command: "git cat-file", what: "an object's size")
            }
            contents[words[0].asText] = Array(rest.prefix(size))
            rest = rest.dropFirst(size + 1)
        }
        return contents
    }
}
