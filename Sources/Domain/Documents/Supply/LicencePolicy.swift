import Model
import TOMLKit

/// Which licences a repository takes, as its committed file says.
///
/// ```toml
/// [licences]
/// allowed = ["MIT", "Apache-2.0", "BSD-*"]
/// forbidden = ["AGPL-*"]
/// ```
package struct LicencePolicy: Hashable, Sendable {
    /// Nothing else is taken; where it is empty, everything is that is not forbidden.
    package let allowed: [String]
    /// Not taken even where it is allowed.
    package let forbidden: [String]

    package init(allowed: [String] = [], forbidden: [String] = []) {
        self.allowed = allowed
        self.forbidden = forbidden
    }

    static func read(in fields: TOMLFields) throws(DocumentError) -> LicencePolicy? {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("licences") }
        guard let table = try fields.read(read) else { return nil }
        try table.allowOnly(["allowed", "forbidden"])
        let policy = LicencePolicy(
            allowed: try names(under: "allowed", in: table),
            forbidden: try names(under: "forbidden", in: table)
        )
        guard !policy.allowed.isEmpty || !policy.forbidden.isEmpty else {
            throw fields.bad("licences", "must name licences under 'allowed' or 'forbidden'")
        }
        return policy
    }

    private static func names(
        under key: String,
        in table: TOMLFields
    ) throws(DocumentError) -> [String] {
        let names = try table.stringList(key)
        for (index, name) in names.enumerated() {
            let text = name.hasSuffix("*") ? String(name.dropLast()) : name
            guard !text.isEmpty, LicenceExpression.isName(text) else {
                throw table.bad(
                    key,
                    element: index,
                    "must be the name of a licence, with '*' at its end for all that begin so"
                )
            }
        }
        return names
    }

    /// What is wrong with using something under a licence, as the end of a sentence; `nil` where
    /// nothing is.
    ///
    /// Of licences to choose from one has to be taken; of those that all hold, each.
    package func fault(in licence: String) -> String? {
        guard let expression = LicenceExpression(licence) else {
            return "is under '\(licence.printable(limit: 80))', which is no SPDX expression"
        }
        guard !expression.holds(where: takes) else { return nil }
        let names = expression.names
        let shown = licence.printable(limit: 80)
        if let named = names.first(where: { name in Self.contains(name, forbidden) }) {
            return names.count == 1
                ? "is under \(shown), which is forbidden"
                : "is under \(shown), and \(named) is forbidden"
        }
        return "is under \(shown), which is not allowed"
    }

    private func takes(_ name: String) -> Bool {
        !Self.contains(name, forbidden) && (allowed.isEmpty || Self.contains(name, allowed))
    }

    /// SPDX compares names without case.
    private static func contains(_ name: String, _ patterns: [String]) -> Bool {
        let name = name.lowercased()
        return patterns.contains { pattern in
            let pattern = pattern.lowercased()
            return pattern.hasSuffix("*")
                ? name.hasPrefix(String(pattern.dropLast())) : name == pattern
        }
    }
}
