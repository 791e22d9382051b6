import CommandLineKit
import Digests
import Model
import Operations
import QRKit

/// Starts and finds the gateway's process, which no operation can do.
package protocol GatewayStarting: Sendable {
    /// Starts the gateway in the background and waits until it answers.
    ///
    /// - Returns: The gateway, and whether it ran before.
    func start(_ wish: GatewayWish) throws -> (GatewayLine, already: Bool)

    /// Becomes the gateway, in this process.
    func become(_ wish: GatewayWish) throws -> Never

    /// The gateway that answers now; `nil` where none does.
    func show() throws -> GatewayLine?

    /// Refuses a start that can't be made from here, before something is stopped for it.
    func checkStart() throws

    /// Shows a page to whoever sits at this machine.
    ///
    /// - Returns: Whether a browser was asked to; where there is no display there is none.
    func browse(_ address: String) throws -> Bool

    /// Whether that gateway has given its last answer and let go of the store.
    func hasEnded(_ line: GatewayLine) throws -> Bool
}

/// The commands about the gateway.
enum GatewayCommands {
    static let all: [Command] = [run, status]

    static let up = Command(
        CommandSpecification(
            "up",
            summary: "Start the gateway",
            discussion: """
                One gateway serves a workspace: its Unix socket and its port on 127.0.0.1. While \
                it runs, commands use it. Where one runs already, nothing happens. Browsers that a \
                tunnel or a reverse proxy brings to the port are let in by the name that \
                `--published` says, now and at each later start.
                """,
            section: "Start",
            options: [port, published],
            flags: [noPort, unpublished],
            examples: [
                CommandExample("worklead up", "Serve this workspace."),
                CommandExample(
                    "worklead up --published https://box.example",
                    "Serve it also to who comes by that name."
                ),
            ],
            seeAlso: ["down", "gateway status"]
        )
    ) { parsed, context in
        let (line, already) = try context.gateway.start(try wish(parsed))
        var envelope = Envelope(schema: "gateway.up/1", data: line.json)
        envelope.already = already
        return CommandOutput(envelope) { line.describe(in: &$0) }
    }

    static let down = Command(
        CommandSpecification(
            "down",
            summary: "Stop the gateway",
            discussion: """
                Who started it stops it; anybody else says why, and that is recorded. Answers that \
                are under way are given first. Where none runs, nothing happens.
                """,
            section: "Start",
            options: [reason, .key],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead down", "Stop serving this workspace."),
                CommandExample("worklead down --reason 'it hangs'", "Stop another's gateway."),
            ],
            seeAlso: ["up", "restart"]
        ),
        calls: [StopGateway.name]
    ) { parsed, context in
        guard let line = try context.gateway.show() else {
            var envelope = Envelope(schema: "gateway.stop/1", data: .object([:]))
            envelope.already = true
            return CommandOutput(envelope) { $0.say("No gateway runs.") }
        }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let reply = try await stop(line, because: parsed.text(reason), options, context)
        return CommandOutput(reply, of: StopGateway.self) { text in
            text.say(reply.isDryRun ? "The gateway would be stopped." : "The gateway has stopped.")
        }
    }

    static let restart = Command(
        CommandSpecification(
            "restart",
            summary: "Stop the gateway and start it again",
            section: "Start",
            options: [reason, port, published],
            flags: [noPort, unpublished],
            examples: [CommandExample("worklead restart", "Start the gateway anew.")],
            seeAlso: ["up", "down"]
        ),
        calls: [StopGateway.name]
    ) { parsed, context in
        let wish = try wish(parsed)
        try context.gateway.checkStart()
        if let line = try context.gateway.show() {
            _ = try await stop(line, because: parsed.text(reason), context.options, context)
        }
        let (line, _) = try context.gateway.start(wish)
        return CommandOutput(Envelope(schema: "gateway.up/1", data: line.json)) {
            line.describe(in: &$0)
        }
    }

    static let open = Command(
        CommandSpecification(
            "open",
            summary: "Show the dashboard in a browser",
            discussion: """
                Makes a link that logs one browser in, once and within two minutes, and asks the \
                desktop's browser to show it where there is a display. With `--print address`, \
                `--json` or `--no-browser` it only says it. A gateway is started where none runs. \
                The browser acts as who runs the command; `worklead token list` shows its session, \
                and `worklead token revoke` logs it out. With `--qr` the link is a QR code for the \
                camera of a phone: under the address where the gateway is published, else under \
                that of this machine, which a phone reaches by a forwarded port only.
                """,
            section: "Start",
            flags: [noBrowser, qr, readOnly],
            examples: [
                CommandExample("worklead open", "Look at the dashboard."),
                CommandExample("worklead open --read-only", "Look, and be able to do nothing."),
                CommandExample("worklead open --print address", "Only say the link."),
                CommandExample("worklead open --qr", "Log a phone in by its camera."),
            ],
            seeAlso: ["up", "gateway status"]
        ),
        calls: [OpenDashboard.name]
    ) { parsed, context in
        let gateway = context.gateway
        let line: GatewayLine
        var page = GatewayPage()
        if let running = try gateway.show() {
            line = running
        } else {
            line = try gateway.start(GatewayWish()).0
            page.isStarted = true
        }
        guard let address = line.address else { throw GatewayWithoutPortError() }
        var input = OpenDashboard.Input()
        input.isReadOnly = parsed.isSet(readOnly)
        let link = try await context.caller.call(OpenDashboard.self, input, context.options).output
        page.address = address + link.path
        page.published = link.published.map { $0.text + link.path }
        page.agent = link.agent
        page.expiresAt = link.expiresAt
        let isForPrograms =
            parsed.text(GlobalOptions.field) != nil || parsed.isSet(GlobalOptions.json)
        if !isForPrograms, !parsed.isSet(noBrowser), !parsed.isSet(qr) {
            page.isOpened = try gateway.browse(page.address)
        }
        let code = parsed.isSet(qr) ? try QRCode(page.published ?? page.address) : nil
        return CommandOutput(Envelope(schema: "gateway.open/1", data: page.json)) { text in
            if let code {
                page.describe(as: code, in: &text)
                return
            }
            text.say(page.isStarted ? "The gateway was started." : "The gateway runs.")
            text.field("address", .path(page.address))
            if let published = page.published { text.field("published", .path(published)) }
            text.field("browser", .text(page.isOpened ? "asked to show it" : "not asked"))
            text.field("agent", .name(link.agent))
            text.field("expires", .moment(link.expiresAt))
        }
    }

    private static let readOnly = Flag("read-only", help: "The browser may look and do nothing")
    private static let qr = Flag("qr", help: "Show the link as a QR code, and open nothing")
    private static let noBrowser = Flag("no-browser", help: "Say the address and open nothing")

    private static let run = Command(
        CommandSpecification(
            "run",
            summary: "Be the gateway, in the foreground",
            discussion: """
                For service managers: says when it is ready (`Type=notify`), keeps a watchdog, and \
                takes sockets that are passed to it.
                """,
            options: [port, published],
            flags: [noPort, unpublished],
            examples: [CommandExample("worklead gateway run", "Serve until interrupted.")]
        )
    ) { parsed, context in try context.gateway.become(try wish(parsed)) }

    private static let status = Command(
        CommandSpecification(
            "status",
            summary: "Show whether a gateway answers, and where",
            examples: [
                CommandExample("worklead gateway status", "Find the gateway."),
                CommandExample("worklead gateway status --print address", "Only say where it is."),
            ]
        ),
        calls: [ShowGateway.name]
    ) { _, context in
        guard try context.gateway.show() != nil else { throw GatewayAbsentError() }
        let reply = try await context.caller.call(ShowGateway.self, NoInput(), context.options)
        return CommandOutput(reply, of: ShowGateway.self) { reply.output.describe(in: &$0) }
    }

    private static let port = Option(
        "port",
        value: "PORT",
        help: "The port on 127.0.0.1, 0 for a free one; by default 37888, else 37889"
    )
    private static let noPort = Flag("no-port", help: "Serve the Unix socket only")
    private static let reason = Option("reason", value: "TEXT", help: "Why it is stopped")

    private static let published = Option(
        "published",
        value: "ADDRESS",
        help: "Where a tunnel or a reverse proxy publishes the port, such as https://box.example"
    )
    private static let unpublished = Flag(
        "unpublished",
        help: "Serve this machine's own names only, from now on"
    )

    private static func wish(_ parsed: ParsedCommand) throws -> GatewayWish {
        var wish = GatewayWish()
        wish.ports = try parsed.integer(port, in: 0...65535).map { [$0] }
        if parsed.isSet(noPort) { wish.ports = [] }
        if let text = parsed.text(published) { wish.publication = .at(try PublishedAddress(text)) }
        if parsed.isSet(unpublished) { wish.publication = .nowhere }
        return wish
    }

    /// Asks the gateway to stop, and waits until it has.
    private static func stop(
        _ line: GatewayLine,
        because reason: String?,
        _ options: CallOptions,
        _ context: CommandContext
    ) async throws -> Reply<GatewayLine> {
        let input = StopGateway.Input { $0.reason = reason }
        let reply: Reply<GatewayLine>
        do {
            reply = try await context.caller.call(StopGateway.self, input, options)
        } catch is GatewayAbsentError {
            // It has ended before it could say so.
            reply = Reply(line)
        }
        guard !reply.isDryRun else { return reply }
        while try !context.gateway.hasEnded(reply.output) {
            try await context.pause(.milliseconds(10))
        }
        return reply
    }
}

/// The page that a gateway shows to people.
package struct GatewayPage: Record {
    package static let name = "gateway.page"
    package static let fields: [Field<Self>] = [
        Field("address", \.address, "The link; it logs one browser in.", .hasDefault),
        Field("published", \.published, "The same link where the gateway is published."),
        Field("opened", \.isOpened, "Whether a browser was asked to show it.", .hasDefault),
        Field("started", \.isStarted, "Whether the gateway was started for it.", .hasDefault),
        Field("agent", \.agent, "Who the browser is then."),
        Field("expires_at", \.expiresAt, "Until when the link is good."),
    ]

    package var address = ""
    package var published: String?
    package var isOpened = false
    package var isStarted = false
    package var agent: AgentID?
    package var expiresAt: Timestamp?

    package init() {}

    /// Shows the link to a camera, and beneath it to people.
    fileprivate func describe(as code: QRCode, in text: inout TextDocument) {
        text.draw(code)
        text.field("link", .path(published ?? address))
        text.field("agent", .maybe(agent, Cell.name))
        text.field("expires", .maybe(expiresAt, Cell.moment))
        guard published == nil else { return }
        text.say(
            "The link works on this machine only; `worklead restart --published ADDRESS` says "
                + "where a tunnel or a reverse proxy leads here."
        )
    }
}

/// A page is asked for of a gateway that no browser reaches.
struct GatewayWithoutPortError: Reportable {
    var code: String { "gateway.no_port" }
    var category: ErrorCategory { .unreachable }
    var message: String { "The gateway serves its Unix socket only, which no browser reaches." }
    var hint: String? { "`worklead restart` gives it a port." }
}

extension GatewayLine {
    fileprivate func describe(in text: inout TextDocument) {
        text.field("socket", .text(socket))
        text.field("address", .text(address ?? "no port"))
        if let published { text.field("published", .text(published.text)) }
        text.field("process", .text("\(process)"))
        if let owner { text.field("owner", .text(owner.text)) }
        if let startedAt { text.field("since", .moment(startedAt)) }
    }
}
