// Swift compares texts by characters: `é` equals its decomposed form, and `/` before a combining
// mark is not `/`. Files and branches are bytes to Linux and git, so names are compared as bytes
// here.
extension String {
    /// Whether both are the same bytes.
    func isSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// What follows the prefix, or `nil` when the text does not start with it.
    func dropping(prefix: String) -> String? {
        guard utf8.starts(with: prefix.utf8) else { return nil }
        return String(self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...])
    }

    /// Whether the bytes of the other text occur in this one.
    func utf8Contains(_ other: String) -> Bool {
        let bytes = Array(utf8)
        let wanted = Array(other.utf8)
        guard bytes.count >= wanted.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { start in
            bytes[start...].starts(with: wanted)
        }
    }

    /// Whether the text comes before the other one by its bytes.
    func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
