import Model
import TOMLKit

/// Paths that a repository must not have, and texts that its files must not.
///
/// ```toml
/// [[paths]]
/// forbidden = ["**/*.pem", ".env"]
/// reason = "Keys stay out of the repository."
///
/// [[paths]]
/// files = ["src/**"]
/// texts = ["import legacy"]
/// reason = "The old package is gone."
/// ```
package struct PathRule: Hashable, Sendable {
    package let forbidden: [PathPattern]
    package let files: [PathPattern]
    package let texts: [String]
    package let reason: String
    private let search: LiteralSearch

    package init(
        forbidden: [PathPattern] = [],
        files: [PathPattern] = [],
        texts: [String] = [],
        reason: String
    ) {
        self.forbidden = forbidden
        self.files = files
        self.texts = texts
        self.reason = reason
        search = LiteralSearch(texts)
    }

    /// What is wrong with a path by itself.
    package func finding(for path: String) -> GateFinding? {
        guard forbidden.contains(where: { $0.matches(path) }) else { return nil }
        return GateFinding("The path must not be here. \(reason)", path: path, rule: "path")
    }

    /// Whether the rule has something to say about the content of a file.
    package func covers(_ path: String) -> Bool { files.contains { $0.matches(path) } }

    /// The texts in a file that must not be there.
    package func findings(in bytes: [UInt8], of path: String) -> [GateFinding] {
        var found: [(literal: Int, offset: Int)] = []
        search.each(in: bytes) { literal, offset in
            let text = texts[literal]
            guard bytes[offset..<offset + text.utf8.count].elementsEqual(text.utf8) else { return }
            found.append((literal, offset))
        }
        var line = 1
        var place = 0
        return found.map { literal, offset in
            line += bytes[place..<offset].count { $0 == UInt8(ascii: "\n") }
            place = offset
            return GateFinding(
                "'\(texts[literal].printable(limit: 80))' must not be here. \(reason)",
                path: path,
                line: line,
                rule: "text"
            )
        }
    }

    static func list(in fields: TOMLFields) throws(DocumentError) -> [PathRule] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("paths") }
        var rules: [PathRule] = []
        for table in try fields.read(read) ?? [] {
            try table.allowOnly(["forbidden", "files", "texts", "reason"])
            let texts = try table.stringList("texts")
            guard texts.allSatisfy({ $0.utf8.count >= 3 }) else {
                throw table.bad("texts", "must have texts of at least three bytes")
            }
            let rule = PathRule(
                forbidden: try table.patterns("forbidden"),
                files: try table.patterns("files"),
                texts: texts,
                reason: try table.requiredText("reason")
            )
            guard !rule.forbidden.isEmpty || !rule.files.isEmpty && !texts.isEmpty else {
                throw table.bad("reason", "must stand beside 'forbidden', or 'files' and 'texts'")
            }
            rules.append(rule)
        }
        return rules
    }
}
