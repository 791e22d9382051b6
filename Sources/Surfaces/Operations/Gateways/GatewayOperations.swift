import Model

/// Shows the gateway that answers.
package enum ShowGateway: Operation {
    package typealias Input = NoInput
    package typealias Output = GatewayLine
    package static let name = "gateway.show"
    package static let summary = "Shows the gateway that answers."
    package static let effect = Effect.reads
    package static let needsGateway = true
    package static let errors: [String] = ["gateway.absent"]
    package static let example = NoInput()
}

/// Stops the gateway; who did not start it says why.
package enum StopGateway: Operation {
    package typealias Output = GatewayLine
    package static let name = "gateway.stop"
    package static let summary = "Stops the gateway; who did not start it says why."
    package static let effect = Effect.changes
    package static let needsGateway = true
    package static let errors: [String] = ["gateway.absent", "gateway.owned", "session.absent"]
    package static let example = Input()

    /// What is asked of `gateway.stop`.
    package struct Input: Record {
        package static let name = "gateway.stop.input"
        package static let fields: [Field<Self>] = [
            Field("reason", \.reason, "Why it is stopped.", .line(500))
        ]

        package var reason: String?

        package init() {}
    }
}

/// A gateway that runs.
package struct GatewayLine: Record {
    package static let name = "gateway.line"
    package static let fields: [Field<Self>] = [
        Field("pid", \.process, "Its process."),
        Field("socket", \.socket, "The path of its Unix socket."),
        Field("port", \.port, "Its port on 127.0.0.1."),
        Field("address", \.address, "Where that port is, for programs and browsers."),
        Field(
            "published",
            \.published,
            "Where a tunnel or a reverse proxy publishes it, for browsers elsewhere."
        ),
        Field("owner", \.owner, "The agent who started it."),
        Field("started_at", \.startedAt, "Since when it runs."),
        Field("version", \.version, "The program's version."),
    ]

    package var process = 0
    package var socket = ""
    package private(set) var port: Int?
    package private(set) var address: String?
    package var published: PublishedAddress?
    package var owner: AgentID?
    package var startedAt: Timestamp?
    package var version = ""

    package init() {}

    /// Takes the port that it has, if it has one, and where that is.
    package mutating func listen(on port: Int?) {
        self.port = port
        address = port.map { "http://127.0.0.1:\($0)" }
    }
}

/// A question to the gateway of a workspace that has none.
package struct GatewayAbsentError: Reportable {
    package init() {}
    package var code: String { "gateway.absent" }
    package var category: ErrorCategory { .unreachable }
    package var message: String { "No gateway runs for this workspace." }
    package var hint: String? { "`worklead up` starts one." }
}
