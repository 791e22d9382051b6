/// The name of a request within one conversation.
package struct PermissionID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }
}

/// An agent's question whether it may use a tool.
package struct PermissionRequest: Hashable, Sendable {
    package let id: PermissionID
    /// What it wants to do.
    package let tool: ToolUse
    /// The answers that it offers, in its order; empty where it takes yes and no.
    package let options: [PermissionOption]

    package init(id: PermissionID, tool: ToolUse, options: [PermissionOption] = []) {
        self.id = id
        self.tool = tool
        self.options = options
    }
}

/// An answer that an agent offers.
package struct PermissionOption: Hashable, Sendable {
    /// What choosing it means; the kinds are those of the Agent Client Protocol.
    package enum Kind: String, Hashable, Sendable {
        case allowOnce = "allow_once"
        case allowAlways = "allow_always"
        case rejectOnce = "reject_once"
        case rejectAlways = "reject_always"
        case other
    }

    package let id: String
    package let name: String
    package let kind: Kind

    package init(id: String, name: String, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

/// What an agent is answered.
package enum PermissionAnswer: Hashable, Sendable {
    /// Yes, this once.
    case allow
    /// No; the reason is told where the protocol has a place for it.
    case deny(reason: String)
    /// One of the options that were offered, by its id.
    case choose(option: String)
    /// No, and the whole turn is to end.
    case cancel
}
