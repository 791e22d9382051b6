import Model

/// Where an agent stood, in its own words.
package struct SessionNoteLine: Record {
    package static let name = "session.note"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Whose it is."),
        Field("session", \.session, "The session it was written in."),
        Field("label", \.label, "A few words to find it by."),
        Field("done", \.done, "What was done."),
        Field("next", \.next, "What comes next."),
        Field("branch", \.branch, "The branch that was checked out."),
        Field("commit", \.commit, "The commit that was checked out."),
        Field("saved_at", \.savedAt, "When it was written."),
    ]

    package var agent: AgentID = .unset
    package var session: SessionID = .unset
    package var label: String?
    package var done: String = ""
    package var next: String?
    package var branch: String?
    package var commit: String?
    package var savedAt: Timestamp = .unset

    package init() {}
}

/// Another agent's uncommitted work where a session started; it was left as it is.
package struct LeftoverLine: Record {
    package static let name = "session.leftover"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Whose work it is."),
        Field("worktree", \.worktree, "Where it lies."),
        Field("branch", \.branch, "The branch that is checked out there."),
        Field("head", \.head, "The commit that is checked out there."),
        Field("paths", \.paths, "The paths that are not committed, the first hundred."),
        Field("count", \.count, "How many paths there are."),
        Field("message", \.message, "What was sent about it."),
    ]

    package var agent: AgentID = .unset
    package var worktree: String = ""
    package var branch: String?
    package var head: String?
    package var paths: [String] = []
    package var count: Int64 = 0
    package var message: MessageID?

    package init() {}
}

/// What an agent needs to know when it goes on after a while.
package struct BriefReport: Record {
    package static let name = "session.brief.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who is told."),
        Field("role", \.role, "Its role."),
        Field("since", \.since, "The revision that it is told from."),
        Field("note", \.note, "Where it stood, in its own words."),
        Field("in_hand", \.inHand, "What it holds, has delivered or is to mend."),
        Field("followups", \.followUps, "What it was asked to do beside its tasks."),
        Field("unread", \.unread, "How many messages it has not read."),
        Field("messages", \.messages, "Its oldest unread messages."),
        Field("held_messages", \.heldMessages, "How many messages windows hold for it."),
        Field("to_acknowledge", \.toAcknowledge, "What it was asked to acknowledge."),
        Field("next", \.next, "What it could take up."),
        Field("news", \.news, "What others have done since, counted."),
    ]

    package var agent: AgentID = .unset
    package var role: Role = .worker
    package var since: Int64 = 0
    package var note: SessionNoteLine?
    package var inHand: [TaskLine] = []
    package var followUps: [FollowUpLine] = []
    package var unread: Int = 0
    package var heldMessages: Int = 0
    package var messages: [MessageLine] = []
    package var toAcknowledge: [MessageLine] = []
    package var next: [NextLine] = []
    package var news: [EventCount] = []

    package init() {}
}

/// How many events of a type there were.
package struct EventCount: Record {
    package static let name = "event.count"
    package static let fields: [Field<Self>] = [
        Field("type", \.type, "The type."),
        Field("count", \.count, "How many."),
    ]

    package var type: String = ""
    package var count: Int = 0

    package init() {}
}
