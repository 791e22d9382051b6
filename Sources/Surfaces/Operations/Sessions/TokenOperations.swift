import Model

/// Makes a token: a session of an agent that is bound to no worktree, for who comes over HTTP.
package enum CreateToken: Operation {
    package typealias Output = TokenReport
    package static let name = "token.create"
    package static let summary = "Makes a token for an agent that comes over HTTP."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "agent.unknown", "agent.retired", "agent.lacks_right", "session.absent", "token.shown",
    ]
    package static let example = Input { $0.agent = AgentID(trusted: "ada") }

    /// What is asked of `token.create`.
    package struct Input: Record {
        package static let name = "token.create.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "Whose token it is; it may do what their role may."),
            Field("note", \.note, "What it is for.", .line(200)),
        ]

        package var agent: AgentID = .unset
        package var note: String?

        package init() {}
    }
}

/// A token that was made.
///
/// The ledger keeps its digest only, so this is the one time it is shown.
package struct TokenReport: Record {
    package static let name = "token.report"
    package static let fields: [Field<Self>] = [
        Field("token", \.token, "The token, to be shown as 'Authorization: Bearer'."),
        Field("session", \.session, "The session that it is the credential of."),
        Field("agent", \.agent, "Whose it is."),
    ]

    package var token = ""
    package var session: SessionID = .unset
    package var agent: AgentID = .unset

    package init() {}
}

/// Lists the tokens that are valid.
package enum ListTokens: Operation {
    package typealias Input = NoInput
    package typealias Output = Page<TokenLine>
    package static let name = "token.list"
    package static let summary = "Lists the tokens that are valid."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = NoInput()
}

/// A token that is valid; the secret is not kept.
package struct TokenLine: Record {
    package static let name = "token.line"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "The session that it is the credential of."),
        Field("agent", \.agent, "Whose it is."),
        Field("created_at", \.createdAt, "When it was made."),
        Field("seen_at", \.seenAt, "When its session was last heard of."),
    ]

    package var session: SessionID = .unset
    package var agent: AgentID = .unset
    package var createdAt: Timestamp?
    package var seenAt: Timestamp?

    package init() {}
}

/// Ends a token; what its session holds goes back.
package enum RevokeToken: Operation {
    package typealias Output = TokenLine
    package static let name = "token.revoke"
    package static let summary = "Ends a token; what its session holds goes back."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "session.unknown", "session.ended", "session.absent", "agent.lacks_right",
    ]
    package static let example = Input { $0.session = SessionID(trusted: "S-9") }

    /// What is asked of `token.revoke`.
    package struct Input: Record {
        package static let name = "token.revoke.input"
        package static let fields: [Field<Self>] = [
            Field("session", \.session, "The token's session."),
            Field("reason", \.reason, "Why it is ended.", .line(500)),
        ]

        package var session: SessionID = .unset
        package var reason: String?

        package init() {}
    }
}
