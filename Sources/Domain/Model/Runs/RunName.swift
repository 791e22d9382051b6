/// The name of a run: `phase-a`.
package struct RunName: Identifier {
    package static let kind = "the name of a run"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The name of a stage of a run: `review`.
package struct StageName: Identifier {
    package static let kind = "the name of a stage"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// What a run calls a document: `spec`.
package struct DocumentName: Identifier {
    package static let kind = "the name of a document"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}
