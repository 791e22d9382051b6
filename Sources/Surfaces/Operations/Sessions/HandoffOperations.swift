import Model

/// Lists what was found uncommitted where sessions started, and is still to be seen to.
package enum ListHandoffs: Operation {
    package typealias Output = Page<HandoffFoundLine>
    package static let name = "session.handoffs"
    package static let summary =
        "Lists what was found uncommitted where sessions started, and is still to be seen to."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `session.handoffs`.
    package struct Input: Record {
        package static let name = "session.handoffs.input"
        package static let fields: [Field<Self>] = [
            Field("all", \.all, "Whether to list what was seen to as well.", .hasDefault)
        ]

        package var all: Bool = false

        package init() {}
    }
}

/// Says that somebody has seen to what a session found uncommitted.
package enum SettleHandoff: Operation {
    package typealias Output = HandoffFoundLine
    package static let name = "session.settle"
    package static let summary = "Says that what a session found uncommitted was seen to."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "session.no_handoff", "session.handoff_settled", "session.handoff_anothers",
    ]
    package static let example = Input { $0.session = SessionID(trusted: "S-12") }

    /// What is asked of `session.settle`.
    package struct Input: Record {
        package static let name = "session.settle.input"
        package static let fields: [Field<Self>] = [
            Field("session", \.session, "The session that found it."),
            Field("note", \.note, "What was done about it.", .line(500)),
        ]

        package var session: SessionID = .unset
        package var note: String?

        package init() {}
    }
}

/// What was found uncommitted where a session started.
package struct HandoffFoundLine: Record {
    package static let name = "session.handoff.line"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "The session that found it."),
        Field("finder", \.finder, "Whose session that was."),
        Field("owner", \.owner, "Whose work it is."),
        Field("worktree", \.worktree, "Where it lies."),
        Field("branch", \.branch, "The branch that was checked out there."),
        Field("head", \.head, "The commit that was checked out there."),
        Field("paths", \.paths, "The paths that were not committed, the first hundred."),
        Field("count", \.count, "How many paths there were."),
        Field("found_at", \.foundAt, "When it was found."),
        Field("settled_by", \.settledBy, "Who has seen to it."),
        Field("settled_at", \.settledAt, "When."),
        Field("note", \.note, "What was done about it."),
    ]

    package var session: SessionID = .unset
    package var finder: AgentID = .unset
    package var owner: AgentID = .unset
    package var worktree: String = ""
    package var branch: String?
    package var head: String?
    package var paths: [String] = []
    package var count: Int64 = 0
    package var foundAt: Timestamp = .unset
    package var settledBy: AgentID?
    package var settledAt: Timestamp?
    package var note: String?

    package init() {}
}
