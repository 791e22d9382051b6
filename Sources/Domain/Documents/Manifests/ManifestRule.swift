import Model
import TOMLKit

/// Which keys manifests must have, and must not.
///
/// ```toml
/// [[keys]]
/// files = ["plugins/*/package.json"]
/// forbidden = ["rawr.channel", "**.publishTier"]
/// required = ["rawr.capability"]
/// reason = "The channel is a command's, not the plugin's."
/// ```
package struct ManifestRule: Hashable, Sendable {
    package let files: [PathPattern]
    package let forbidden: [KeyPattern]
    package let required: [KeyPattern]
    package let reason: String

    package init(
        files: [PathPattern],
        forbidden: [KeyPattern],
        required: [KeyPattern],
        reason: String
    ) {
        self.files = files
        self.forbidden = forbidden
        self.required = required
        self.reason = reason
    }

    /// Whether the rule is about a file.
    package func covers(_ path: String) -> Bool { files.contains { $0.matches(path) } }

    /// What in a manifest breaks the rule; a manifest that can't be read does.
    package func findings(in bytes: [UInt8], of path: String) -> [GateFinding] {
        let keys: [ManifestKeys.Key]
        do {
            keys = try ManifestKeys(bytes, of: path).keys
        } catch {
            return [GateFinding("The manifest \(error.fault).", path: path, line: error.line)]
        }
        let there = forbidden.flatMap { pattern in
            keys.filter { pattern.matches($0.path) }.map { key in
                GateFinding(
                    "The key '\(key.path.joined(separator: "."))' must not be here. \(reason)",
                    path: path,
                    line: key.line,
                    rule: "forbidden"
                )
            }
        }
        let missing = required.filter { pattern in !keys.contains { pattern.matches($0.path) } }
        return there
            + missing.map {
                GateFinding(
                    "The key '\($0.text)' is missing. \(reason)",
                    path: path,
                    line: 1,
                    rule: "required"
                )
            }
    }

    static func list(in fields: TOMLFields) throws(DocumentError) -> [ManifestRule] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("keys") }
        var rules: [ManifestRule] = []
        for table in try fields.read(read) ?? [] {
            try table.allowOnly(["files", "forbidden", "required", "reason"])
            let rule = ManifestRule(
                files: try table.patterns("files"),
                forbidden: try table.stringList("forbidden").map(KeyPattern.init),
                required: try table.stringList("required").map(KeyPattern.init),
                reason: try table.requiredText("reason")
            )
            guard !rule.files.isEmpty, !rule.forbidden.isEmpty || !rule.required.isEmpty else {
                throw table.bad("files", "must name manifests, and some key must be told of them")
            }
            rules.append(rule)
        }
        return rules
    }
}

/// The way to a key: `rawr.channel` from the top, `**.channel` wherever it is, `*` for one step.
package struct KeyPattern: Hashable, Sendable {
    package let text: String
    private let steps: [String]

    package init(_ text: String) {
        self.text = text
        steps = text.split(separator: ".").map(String.init)
    }

    /// Whether the pattern means the key at the end of this way.
    package func matches(_ path: [String]) -> Bool { Self.matches(steps[...], path[...]) }

    private static func matches(
        _ steps: ArraySlice<String>,
        _ path: ArraySlice<String>
    ) -> Bool {
        guard let step = steps.first else { return path.isEmpty }
        if step == "**" {
            return (path.startIndex...path.endIndex).contains {
                matches(steps.dropFirst(), path[$0...])
            }
        }
        guard let key = path.first, step == "*" || step == key else { return false }
        return matches(steps.dropFirst(), path.dropFirst())
    }
}
