/// The fields of an output in which each ends with a NUL, as `-z` makes them.
struct NULFields {
    private let bytes: [UInt8]
    private var position: Int
    private let command: String

    init(_ bytes: [UInt8], of command: String) {
        self.bytes = bytes
        self.command = command
        position = bytes.startIndex
    }

    /// The next field, or `nil` at the end.
    ///
    /// - Throws: ``GitError/outputMalformed(command:what:)`` when the last field does not end.
    mutating func next() throws(GitError) -> ArraySlice<UInt8>? {
        guard position < bytes.endIndex else { return nil }
        guard let end = bytes[position...].firstIndex(of: 0) else {
            throw malformed(bytes[position...])
        }
        defer { position = end + 1 }
        return bytes[position..<end]
    }

    /// The next field, which must be there.
    mutating func required() throws(GitError) -> ArraySlice<UInt8> {
        guard let field = try next() else { throw malformed(bytes.suffix(80)) }
        return field
    }

    func malformed(_ field: ArraySlice<UInt8>) -> GitError {
        .outputMalformed(command: command, what: String(decoding: field, as: UTF8.self))
    }
}

extension ArraySlice<UInt8> {
    /// Splits at the first spaces; what follows the last of them stays whole, spaces and all.
    func words(_ count: Int) -> [ArraySlice<UInt8>] {
        split(separator: UInt8(ascii: " "), maxSplits: count - 1, omittingEmptySubsequences: false)
    }

    var asText: String { String(decoding: self, as: UTF8.self) }
}
