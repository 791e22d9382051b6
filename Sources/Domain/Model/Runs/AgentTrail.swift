import Digests

/// What is known of an agent of a run when it is decided whether it goes on or starts afresh.
package struct AgentTrail: Hashable, Sendable {
    /// Whether it is in the workspace, and not retired.
    package var isActive: Bool
    /// The slice of the run that it has in hand.
    package var working: TaskKey?
    /// A task beside the run that it has in hand, or that it worked on since.
    package var elsewhere: TaskKey?
    /// What it worked on last for the run.
    package var last: Work?
    /// The rules as they are now.
    package var rules: Digest

    package init(
        isActive: Bool,
        working: TaskKey? = nil,
        elsewhere: TaskKey? = nil,
        last: Work? = nil,
        rules: Digest
    ) {
        self.isActive = isActive
        self.working = working
        self.elsewhere = elsewhere
        self.last = last
        self.rules = rules
    }

    /// A slice that an agent has worked on.
    package struct Work: Hashable, Sendable {
        package var task: TaskKey
        package var stage: StageName
        /// The launch; `nil` where somebody else started the agent.
        package var launch: Int64?
        /// How that ended.
        package var outcome: LaunchOutcome?
        package var memory: Memory
        /// Whether the slice's packet was revised since.
        package var isRevised: Bool
        /// The rules as they were then; `nil` where nobody noted them.
        package var rules: Digest?

        package init(
            task: TaskKey,
            stage: StageName,
            launch: Int64? = nil,
            outcome: LaunchOutcome? = nil,
            memory: Memory,
            isRevised: Bool = false,
            rules: Digest? = nil
        ) {
            self.task = task
            self.stage = stage
            self.launch = launch
            self.outcome = outcome
            self.memory = memory
            self.isRevised = isRevised
            self.rules = rules
        }
    }

    /// What is left of an agent's conversation.
    package enum Memory: Hashable, Sendable {
        /// Nothing: its program can't take it up again, or its session is over.
        case gone
        /// It can be gone on with, but its program can't be told to compact it.
        case whole
        /// It can be compacted, and gone on with.
        case compactable
    }
}

extension RuleLevel {
    /// The digest of the levels that somebody has chosen: what an agent was told to hold to.
    package static func digest(of levels: [GateName: RuleLevel]) -> Digest {
        let lines = levels.map { "\($0.key)=\($0.value.rawValue)\n" }
        return Digest(of: lines.sorted().joined())
    }
}

extension RunDriver.Dialect {
    /// Dialects by agent, as one JSON object; `nil` for none.
    package static func json(_ dialects: [AgentID: Self]) -> JSONValue? {
        guard !dialects.isEmpty else { return nil }
        let words = dialects.map { ($0.key.text, JSONValue.string($0.value.rawValue)) }
        return .object(Dictionary(words, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads them back; words that nobody knows are left out.
    package static func list(_ value: JSONValue?) -> [AgentID: Self] {
        guard case .object(let words)? = value else { return [:] }
        let dialects = words.compactMap { agent, word in
            word.stringValue.flatMap(Self.init(rawValue:)).map { (AgentID(trusted: agent), $0) }
        }
        return Dictionary(dialects, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a conversation can be gone on with in another process.
    package var canResume: Bool {
        switch self {
        case .claudeCode, .codex, .codexServer, .agentClient: true
        case .vibe, .command: false
        }
    }

    /// What an agent is told so that it compacts what it remembers; `nil` where it can't be told.
    package var compaction: String? {
        switch self {
        case .claudeCode: "/compact"
        case .codex, .codexServer, .agentClient, .vibe, .command: nil
        }
    }

    /// What is left of a conversation once its process is over.
    package var memory: AgentTrail.Memory {
        guard canResume else { return .gone }
        return compaction == nil ? .whole : .compactable
    }
}
