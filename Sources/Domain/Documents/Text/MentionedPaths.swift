/// Finds what may be paths of files in a text that somebody wrote.
package enum MentionedPaths {
    /// The longest that is taken for a path.
    private static let bytesMax = 500

    /// Words with a slash in them that could name a file, each once, in order.
    ///
    /// Not a folder such as `src/`, nor an address, nor a pattern. A path with spaces is none here.
    package static func paths(in text: String) -> [String] {
        var found: [String] = []
        var known: Set<String> = []
        for word in text.utf8.split(whereSeparator: { !isPart($0) }) {
            guard let path = path(of: word), known.insert(path).inserted else { continue }
            found.append(path)
        }
        return found
    }

    private static func path(of word: Substring.UTF8View) -> String? {
        var word = word
        // The end of a sentence.
        while word.last == UInt8(ascii: ".") || word.last == UInt8(ascii: ",") {
            word = word.dropLast()
        }
        while word.starts(with: "./".utf8) { word = word.dropFirst(2) }
        guard word.count <= bytesMax, let text = String(word), text.contains("/"),
            !text.hasSuffix("/"), !text.hasPrefix("//")
        else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        // Only an absolute path begins with an empty part.
        guard !parts.dropFirst().contains(""), !parts.contains("."), !parts.contains("..") else {
            return nil
        }
        return text
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "@"),
            UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: "="), UInt8(ascii: ","),
            0x80...0xFF:
            true
        default: false
        }
    }
}
