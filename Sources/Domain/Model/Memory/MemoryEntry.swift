/// The id of what is remembered: `N-12`.
package struct MemoryID: Identifier {
    package static let kind = "a memory's id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A word that something remembered is found by: `sqlite`.
package struct MemoryTag: Identifier {
    package static let kind = "a tag"
    package static let rule = IdentifierRule(lengthMax: 40, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }

    /// What was decided once for all questions like it.
    package static let policy = MemoryTag(trusted: "policy")
}

/// What is remembered, in the words of one agent, for all.
///
/// Its words never change: what is no longer so is superseded or retired, and stays to be read.
package struct MemoryEntry: Hashable, Sendable {
    /// What kind of thing is remembered.
    package enum Kind: String, Sendable, CaseIterable {
        /// What others should know.
        case note
        /// What was seen to be so.
        case observation
        /// What is to be learnt from how it went.
        case reflection
    }

    /// Whether it still holds.
    package enum Standing: Hashable, Sendable {
        case live
        case superseded(by: MemoryID)
        case retired(because: String)
    }

    package let id: MemoryID
    package let content: Content
    package let author: AgentID
    package private(set) var standing: Standing

    /// The words, and what they are about.
    package struct Content: Hashable, Sendable {
        package let kind: Kind
        package let title: String
        package let text: String
        package let tags: [MemoryTag]
        package let task: TaskKey?
        package let lane: LaneKey?
        /// Paths as the repository has them.
        package let files: [String]

        package init(
            kind: Kind,
            title: String,
            text: String,
            tags: [MemoryTag] = [],
            task: TaskKey? = nil,
            lane: LaneKey? = nil,
            files: [String] = []
        ) {
            self.kind = kind
            self.title = title
            self.text = text
            self.tags = tags
            self.task = task
            self.lane = lane
            self.files = files
        }
    }

    package init(
        id: MemoryID,
        content: Content,
        author: AgentID,
        standing: Standing = .live
    ) {
        self.id = id
        self.content = content
        self.author = author
        self.standing = standing
    }

    /// Whether it is told in briefs and found by default.
    package var isLive: Bool { standing == .live }

    /// Puts another in its place.
    package mutating func supersede(by other: MemoryID) throws(MemoryError) -> MemoryEvent {
        guard other != id else { throw .ownSuccessor(id) }
        try requireLive()
        standing = .superseded(by: other)
        return .superseded(by: other)
    }

    /// Takes it out of what is told.
    package mutating func retire(because reason: String) throws(MemoryError) -> MemoryEvent {
        try requireLive()
        standing = .retired(because: reason)
        return .retired(reason: reason)
    }

    private func requireLive() throws(MemoryError) {
        switch standing {
        case .live: return
        case .superseded(let other): throw .superseded(id, by: other)
        case .retired: throw .retired(id)
        }
    }
}
