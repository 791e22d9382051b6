import Model

/// Makes a link that logs one browser in.
package enum OpenDashboard: Operation {
    package typealias Output = DashboardLink
    package static let name = "dashboard.open"
    package static let summary = "Makes a link that logs one browser in, once."
    package static let effect = Effect.changes
    package static let needsGateway = true
    package static let errors: [String] = ["gateway.absent", "session.absent"]
    package static let example = Input()

    /// What is asked of `dashboard.open`.
    package struct Input: Record {
        package static let name = "dashboard.open.input"
        package static let fields: [Field<Self>] = [
            Field(
                "read_only",
                \.isReadOnly,
                "Whether the browser may look and do nothing.",
                .hasDefault
            )
        ]

        package var isReadOnly = false

        package init() {}
    }
}

/// A link that logs a browser in.
package struct DashboardLink: Record {
    package static let name = "dashboard.link"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "What follows the gateway's address; worth one login."),
        Field("published", \.published, "What the gateway's address is for browsers elsewhere."),
        Field("expires_at", \.expiresAt, "Until when."),
        Field("agent", \.agent, "Who the browser is then."),
        Field("read_only", \.isReadOnly, "Whether it may look and do nothing."),
    ]

    package var path = ""
    package var published: PublishedAddress?
    package var expiresAt: Timestamp = .unset
    package var agent: AgentID = .unset
    package var isReadOnly = false

    package init() {}
}
