/// The key of a task: `P07-B4`, `T-142`, `WP-1-Job-Cancel-20251219`.
package struct TaskKey: Identifier {
    package static let kind = "a task key"
    package static let rule = IdentifierRule(lengthMax: 64)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The stable id of an agent: `codex-2`.
package struct AgentID: Identifier {
    package static let kind = "an agent id"
    package static let rule = IdentifierRule(lengthMax: 48, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The key of a lane: `A`, `core`.
package struct LaneKey: Identifier {
    package static let kind = "a lane key"
    package static let rule = IdentifierRule(lengthMax: 48)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The name of a registered repository: `api`.
package struct RepositoryName: Identifier {
    package static let kind = "a repository name"
    package static let rule = IdentifierRule(lengthMax: 48)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The name of a workspace: `acme`.
package struct WorkspaceName: Identifier {
    package static let kind = "a workspace name"
    package static let rule = IdentifierRule(lengthMax: 48)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a session: `S-12`.
package struct SessionID: Identifier {
    package static let kind = "a session id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a delivery: `V-3`.
package struct DeliveryID: Identifier {
    package static let kind = "a delivery id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a replay: `R-3`.
package struct ReplayID: Identifier {
    package static let kind = "a replay id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a message: `M-17`.
package struct MessageID: Identifier {
    package static let kind = "a message id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The name of a thread: that of its first message, or a task's key, or `hub`.
package struct ThreadID: Identifier {
    package static let kind = "a thread id"
    package static let rule = IdentifierRule(lengthMax: 64)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a review: `RV-2`.
package struct ReviewID: Identifier {
    package static let kind = "a review id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a finding: `F-12`.
package struct FindingID: Identifier {
    package static let kind = "a finding id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}
