import Model
import Operations

/// What the gateway's program is told on its standard input: where, for whom, and by whom.
///
/// Not in its arguments, which every user of the machine can read.
package struct GatewayOrder: Record {
    package static let name = "gateway.order"
    package static let fields: [Field<Self>] = [
        Field("state_directory", \.stateDirectory, "The state directory of the workspace."),
        Field("socket", \.socket, "The path of the Unix socket."),
        Field("ports", \.ports, "The ports to try on 127.0.0.1, in order; none for no port."),
        Field("published", \.published, "Where a tunnel or a reverse proxy publishes that port."),
        Field("session", \.session, "The session of who starts it."),
        Field("secret", \.secret, "The credential of that session."),
    ]

    package var stateDirectory = ""
    package var socket = ""
    package var ports: [Int] = []
    package var published: PublishedAddress?
    package var session: SessionID?
    package var secret: String?

    package init() {}
}

/// What the gateway's program answers on its standard output, once.
package struct GatewayAnswer: Record {
    package static let name = "gateway.answer"
    package static let fields: [Field<Self>] = [
        Field("running", \.running, "The gateway that runs now."),
        Field("already", \.already, "Whether it ran before.", .hasDefault),
        Field("error", \.error, "Why none could be started."),
    ]

    package var running: GatewayLine?
    package var already = false
    package var error: ErrorReport?

    package init() {}
}
