import Model
import TOMLKit

/// Reads the rules for secrets, and what is allowed in spite of them.
///
/// ```toml
/// [[rules]]
/// name = "acme"
/// about = "a key of Acme"
/// shape = "token"
/// literals = ["acme_"]
/// alphabet = "alnum"
/// length = [32, 32]
/// entropy = "3.5"
/// refuses = ["key: acme_<alnum:32>"]
/// passes = ["key: acme_YOUR_KEY"]
///
/// [[allow]]
/// rule = "acme"
/// path = "tests/fixtures/**"
/// reason = "keys of a service that the tests make"
/// ```
package enum SecretRulesDocument {
    /// Reads rules alone.
    package static func rules(_ text: String) throws(DocumentError) -> [SecretRule] {
        let fields = try TOMLFields(parsing: text)
        try fields.allowOnly(["rules"])
        return try rules(in: fields)
    }

    static func rules(in fields: TOMLFields) throws(DocumentError) -> [SecretRule] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("rules") }
        var rules: [SecretRule] = []
        for table in try fields.read(read) ?? [] { rules.append(try rule(table)) }
        return rules
    }

    static func allowances(in fields: TOMLFields) throws(DocumentError) -> [SecretAllowance] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("allow") }
        var allowances: [SecretAllowance] = []
        for table in try fields.read(read) ?? [] {
            try table.allowOnly(["rule", "path", "reason"])
            let reason = try table.requiredText("reason")
            guard reason.utf8.count >= 10 else {
                throw table.bad("reason", "must say why, in some words")
            }
            let path = try table.pattern("path")
            let rule = try table.text("rule")
            guard path != nil || rule != nil else {
                throw table.bad("reason", "must stand beside a 'rule', a 'path' or both")
            }
            allowances.append(SecretAllowance(rule: rule, path: path, reason: reason))
        }
        return allowances
    }

    private static func rule(_ table: TOMLFields) throws(DocumentError) -> SecretRule {
        try table.allowOnly([
            "name", "about", "shape", "literals", "alphabet", "length", "entropy", "parts",
            "refuses", "passes",
        ])
        let literals = try table.stringList("literals")
        guard !literals.isEmpty, literals.allSatisfy({ $0.utf8.count >= 3 }) else {
            throw table.bad("literals", "must have texts of at least three bytes")
        }
        let refuses = try table.stringList("refuses").map(SecretSample.init)
        let passes = try table.stringList("passes").map(SecretSample.init)
        // A rule that nobody has seen to find something finds nothing.
        guard !refuses.isEmpty, !passes.isEmpty else {
            throw table.bad("refuses", "must have a case, and so must 'passes'")
        }
        return SecretRule(
            name: try table.requiredText("name"),
            about: try table.requiredText("about"),
            shape: try table.choice("shape") ?? .token,
            literals: literals,
            alphabet: try table.choice("alphabet") ?? .alnum,
            length: try length(in: table),
            entropyMin: try entropy(in: table),
            parts: Int(try table.positive("parts") ?? 1),
            refuses: refuses,
            passes: passes
        )
    }

    private static func length(in table: TOMLFields) throws(DocumentError) -> ClosedRange<Int> {
        guard let value = table.table["length"] else { return 8...512 }
        guard case .array(let ends) = value.kind, ends.count == 2,
            case .integer(let least) = ends[0].kind, case .integer(let most) = ends[1].kind,
            least > 0, most >= least, most <= 65_536
        else { throw table.bad("length", "must be the least and the most, such as [20, 40]") }
        return Int(least)...Int(most)
    }

    private static func entropy(in table: TOMLFields) throws(DocumentError) -> Double {
        guard let text = try table.text("entropy") else { return 0 }
        guard let bits = Double(text), (0...8).contains(bits) else {
            throw table.bad("entropy", "must be a number of bits, such as \"3.5\"")
        }
        return bits
    }
}

/// Where a secret is no secret, and why.
package struct SecretAllowance: Hashable, Sendable {
    /// The rule; `nil` for all.
    package let rule: String?
    /// The paths; `nil` for all.
    package let path: PathPattern?
    package let reason: String

    package init(rule: String?, path: PathPattern?, reason: String) {
        self.rule = rule
        self.path = path
        self.reason = reason
    }

    func covers(_ rule: String, in path: String?) -> Bool {
        if let own = self.rule, own != rule { return false }
        guard let pattern = self.path else { return true }
        return path.map(pattern.matches) ?? false
    }
}

extension TOMLFields {
    /// A text that must be there, on one line and not empty.
    func requiredText(_ key: String) throws(DocumentError) -> String {
        let text = try text(key)
        let found = try read { fields throws(TOMLError) in try fields.required(key, text) }
        guard found.contains(where: { !$0.isWhitespace }), found.printable() == found else {
            throw bad(key, "must be one line that says something")
        }
        return found
    }

    /// A path with wildcards.
    func pattern(_ key: String) throws(DocumentError) -> PathPattern? {
        guard let text = try text(key) else { return nil }
        do { return try PathPattern(text) } catch { throw bad(key, "must be a path") }
    }

    /// Paths with wildcards; none where the key is absent.
    func patterns(_ key: String) throws(DocumentError) -> [PathPattern] {
        var patterns: [PathPattern] = []
        for (index, text) in try stringList(key).enumerated() {
            do {
                patterns.append(try PathPattern(text))
            } catch {
                throw bad(key, element: index, "must be a path")
            }
        }
        return patterns
    }
}
