/// The name of a gate: `scope`, `clean_tree`.
package struct GateName: Identifier {
    package static let kind = "the name of a gate"
    package static let rule = IdentifierRule(lengthMax: 48, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a run of gates: `G-12`.
package struct GateRunID: Identifier {
    package static let kind = "the id of a run of gates"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}
