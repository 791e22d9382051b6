import Digests

/// Something that an agent's program told, in words that are the same for all of them.
package enum AgentHappening: Hashable, Sendable {
    /// The conversation has a name and, where the program tells it, a model.
    case started(AgentSession)
    case text(AgentText)
    case tool(ToolUse)
    /// The agent waits for leave; see ``AgentConversation/answer(_:with:)``.
    case permissionAsked(PermissionRequest)
    /// The agent does not wait for that answer any more.
    case permissionWithdrawn(PermissionID)
    /// The whole plan as it is now.
    case plan([PlanEntry])
    /// The sum so far; see ``AgentUsage/span``.
    case usage(AgentUsage)
    case notice(AgentNotice)
    /// A sign of life without content that matters here, by the kind that it has on the wire.
    case sign(String)
    /// The work that it was given is over.
    case finished(AgentEnding)
    /// What was not understood.
    case unknown(UnknownPiece)
}

extension AgentHappening {
    /// The word for it in counts.
    package var kind: Kind {
        switch self {
        case .started: .started
        case .text: .text
        case .tool: .tool
        case .permissionAsked: .permissionAsked
        case .permissionWithdrawn: .permissionWithdrawn
        case .plan: .plan
        case .usage: .usage
        case .notice: .notice
        case .sign: .sign
        case .finished: .finished
        case .unknown: .unknown
        }
    }

    /// The kinds of happenings.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case started, text, tool, permissionAsked, permissionWithdrawn, plan, usage, notice, sign
        case finished, unknown
    }

    /// Whether the work came forward.
    ///
    /// A program that only complains that its model can't be
    /// reached, or prints what nobody understands, stands still.
    package var isProgress: Bool {
        switch kind {
        case .started, .text, .tool, .permissionAsked, .permissionWithdrawn, .plan, .usage, .sign,
            .finished:
            true
        case .notice, .unknown: false
        }
    }
}

/// By which name a conversation can be taken up again, and what it runs on.
package struct AgentSession: Hashable, Sendable {
    /// `nil` where the program gives none.
    package var id: String?
    package var model: String?
    /// The program as it names itself, with its version.
    package var program: String?

    package init(id: String?, model: String? = nil, program: String? = nil) {
        self.id = id
        self.model = model
        self.program = program
    }
}

/// What was said.
package struct AgentText: Hashable, Sendable {
    /// Who speaks, and to whom.
    package enum Voice: String, Hashable, Sendable {
        case agent
        /// The agent to itself.
        case thought
        /// What the agent was told, as it repeats it.
        case person
        /// What a program without a protocol prints.
        case output
    }

    package var voice: Voice
    package var text: ClippedText
    /// Whether more of the same text follows without a break.
    package var isPiece: Bool

    package init(_ voice: Voice, _ text: String, isPiece: Bool = false) {
        self.voice = voice
        self.text = ClippedText(text)
        self.isPiece = isPiece
    }
}

/// A step of an agent's plan.
package struct PlanEntry: Hashable, Sendable {
    /// How far it is.
    package enum Progress: String, Hashable, Sendable {
        case pending, inProgress, completed
    }

    package var text: ClippedText
    package var progress: Progress

    package init(_ text: String, _ progress: Progress) {
        self.text = ClippedText(text)
        self.progress = progress
    }
}

/// Something that went otherwise than it should, or that a reader of the stream may want to know.
package struct AgentNotice: Hashable, Sendable {
    /// How bad it is.
    package enum Level: String, Hashable, Sendable {
        case info, warning, error
    }

    package var level: Level
    package var text: ClippedText

    package init(_ level: Level, _ text: String) {
        self.level = level
        self.text = ClippedText(text)
    }
}
