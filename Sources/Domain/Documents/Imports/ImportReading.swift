import Digests
import Model

/// All that was read from a tree: what there is to take in, and what is odd about it.
package struct ImportReading: Sendable {
    package let layout: ImportLayout
    /// Every file of the tree, in the order of their paths.
    package internal(set) var files: [ImportedFile]
    /// In the order of their files and lines.
    package internal(set) var records: [ImportedRecord]
    package internal(set) var agents: [ImportedAgent]
    package internal(set) var lanes: [ImportedLane]
    package internal(set) var tasks: [ImportedTask]
    package internal(set) var plans: [ImportedPlan]
    /// In the order in which they say that they were sent.
    package internal(set) var messages: [ImportedMessage]
    /// In the order of their files and lines.
    package internal(set) var anomalies: [ImportAnomaly]
}

/// A file of the tree, and what it was read as.
package struct ImportedFile: Hashable, Sendable {
    package let path: String
    /// `nil` for one that was not understood or not read; an anomaly says why.
    package let kind: ImportedRecord.Kind?
    /// How many records came of it.
    package internal(set) var records: Int
    /// Whether this workspace has written it, and nobody has changed it since.
    package internal(set) var isOwn = false
}

/// An agent that is named, and how it is known.
package struct ImportedAgent: Hashable, Sendable {
    package let id: AgentID
    package internal(set) var capabilities: [String]
    /// Whether it introduced itself.
    package internal(set) var isKnown: Bool
    package let file: String
    package let line: Int?
}

/// A stream of work that is named.
package struct ImportedLane: Hashable, Sendable {
    package let key: LaneKey
    package let function: String
    package let owner: AgentID?
    package let file: String
}

/// A task as others tell of it.
package struct ImportedTask: Hashable, Sendable {
    /// Where it is said to stand.
    package enum Standing: Hashable, Sendable {
        case open
        /// Said to be done: without a replay here it is not accepted.
        case claimedDone
        case blocked(reason: String)
        /// Not to be done for now, or ever, as it was said there.
        case putAside(reason: String)
    }

    package let key: TaskKey
    package internal(set) var title: String
    package internal(set) var standing: Standing
    /// Who works on it, while it is open.
    package internal(set) var assignee: AgentID?
    package internal(set) var lane: LaneKey?
    package internal(set) var phase: String?
    package internal(set) var priority: Int64
    package internal(set) var dependencies: [TaskKey]
    package let file: String
    package let line: Int?

    /// What is kept of it, by which a later import sees whether it has changed.
    package var content: JSONValue {
        var members: [String: JSONValue] = [
            "title": .string(title), "priority": .integer(priority),
        ]
        switch standing {
        case .open: members["standing"] = "open"
        case .claimedDone: members["standing"] = "claimed_done"
        case .blocked(let reason):
            members["standing"] = "blocked"
            members["reason"] = .string(reason)
        case .putAside(let reason):
            members["standing"] = "put_aside"
            members["reason"] = .string(reason)
        }
        if let assignee { members["assignee"] = .string(assignee.text) }
        if let lane { members["lane"] = .string(lane.text) }
        if let phase { members["phase"] = .string(phase) }
        if !dependencies.isEmpty {
            members["depends_on"] = .array(dependencies.map { .string($0.text) })
        }
        return .object(members)
    }
}

/// A plan as its file has it.
package struct ImportedPlan: Hashable, Sendable {
    package let name: PlanName
    /// Of the record that it is.
    package let digest: Digest
    package let content: PlanFile.Content
    package let file: String
}

/// A message that was sent elsewhere.
package struct ImportedMessage: Hashable, Sendable {
    /// The name of the record that it is.
    package let name: String
    package let thread: ThreadID
    package let sender: AgentID
    package let kind: Message.Kind
    package let subject: String
    package let body: String
    package let task: TaskKey?
    package let saidAt: Timestamp?
}
