import Model
import Operations

/// The gateway that a process is, as the operations about it see it.
package protocol GatewayControl: Sendable {
    var record: GatewayRecord { get }
    /// Ends the gateway after the answers that are under way.
    func stop()
    /// Lets those look again who wait for something new, though the ledger has not grown.
    func wake()
    /// Makes the code of a link that logs one browser in as that agent.
    func invite(_ agent: AgentID, isReadOnly: Bool, until: Timestamp) -> String
}

extension LocalCaller {
    /// How long a link waits for its browser.
    private static let linkLasts = Duration.seconds(120)

    /// The state of the gateway, in a word or two.
    var gatewayState: String { gateway == nil ? "no gateway" : "running" }

    func provideGateway(_ provider: inout OperationProvider) {
        provider.provide(ShowGateway.self) { [unowned self] _, _ in
            guard let gateway else { throw GatewayAbsentError() }
            let head = try open().engine.read { try $0.ledger.head() }
            return Reply(GatewayLine(gateway.record), revision: head)
        }
        provider.provide(StopGateway.self) { [unowned self] input, context in
            guard let gateway else { throw GatewayAbsentError() }
            let record = gateway.record
            let asker = try self.caller(context.options)
            // Whom nobody in particular started, anybody may stop, also without a name.
            if case .nobody = asker, record.owner == nil, !context.options.dryRun {
                gateway.stop()
                return Reply(GatewayLine(record))
            }
            let reply = try await change(StopGateway.self, input, context, right: nil) { change in
                if let owner = record.owner, owner != change.actor.id, input.reason == nil {
                    throw GatewayOwnedError(owner: owner)
                }
                try change.record(
                    GatewayEvent.stopped(owner: record.owner, reason: input.reason).fact,
                    on: Subject(.workspace, "gateway")
                )
                return GatewayLine(record)
            }
            // One that is told of again was another gateway's end.
            if !reply.isDryRun, !reply.already { gateway.stop() }
            return reply
        }
        provider.provide(OpenDashboard.self) { [unowned self] input, context in
            guard let gateway else { throw GatewayAbsentError() }
            let asking = try request(OpenDashboard.self, input, context, right: nil)
            let asker = try open().engine.read(as: asking.caller, expecting: asking.expected) {
                try $0.requireAsker()
            }
            var link = DashboardLink()
            link.agent = asker.id
            link.isReadOnly = input.isReadOnly
            link.expiresAt = time.now() + Self.linkLasts
            link.path = "/login"
            link.published = gateway.record.published
            guard !context.options.dryRun else { return Reply(link, isDryRun: true) }
            let code = gateway.invite(
                asker.id,
                isReadOnly: input.isReadOnly,
                until: link.expiresAt
            )
            link.path += "?code=" + code
            return Reply(link)
        }
    }
}

extension GatewayLine {
    package init(_ record: GatewayRecord) {
        self.init()
        process = record.process
        socket = record.socket
        listen(on: record.port)
        published = record.published
        owner = record.owner
        startedAt = record.startedAt
        version = record.version
    }
}

/// A gateway that somebody else has started.
struct GatewayOwnedError: Reportable {
    let owner: AgentID

    var code: String { "gateway.owned" }
    var category: ErrorCategory { .notAllowed }
    var message: String { "\(owner) has started the gateway." }
    var hint: String? { "With `--reason TEXT` it is stopped all the same, and that is recorded." }
}
