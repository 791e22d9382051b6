/// How large a difference is.
package struct DiffStatistics: Hashable, Sendable {
    /// How many files differ, binary ones included.
    package var files = 0
    package var insertedLines = 0
    package var deletedLines = 0
    /// Files without lines to count.
    package var binaryFiles = 0

    package init() {}

    /// Reads what `--numstat -z` prints.
    init(numstat output: [UInt8]) throws(GitError) {
        var fields = NULFields(output, of: "git diff")
        while let field = try fields.next() {
            let parts = field.split(
                separator: UInt8(ascii: "\t"),
                maxSplits: 2,
                omittingEmptySubsequences: false
            )
            guard parts.count == 3 else { throw fields.malformed(field) }
            files += 1
            if parts[0].asText == "-", parts[1].asText == "-" {
                binaryFiles += 1
            } else if let inserted = Int(parts[0].asText), let deleted = Int(parts[1].asText) {
                insertedLines += inserted
                deletedLines += deleted
            } else {
                throw fields.malformed(field)
            }
            // A renamed file has its two names in fields of their own.
            if parts[2].isEmpty {
                _ = try fields.required()
                _ = try fields.required()
            }
        }
    }
}
