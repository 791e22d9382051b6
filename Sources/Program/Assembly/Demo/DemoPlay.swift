import Commands
import Digests
import Model
import SubprocessKit

/// One performance: the agents' processes from their start to their end, told as it happens.
struct DemoPlay {
    let stage: DemoStage
    let tell: @Sendable (String) -> Void
    private var story = DemoStory()
    private var lostRaces = 0
    private let dashboard: DemoDashboard?
    private var gateway: DemoGateway
    private var mail = DemoMail()
    private var landed = 0

    /// How long the ledger may stand still before that counts as a failure.
    private static let patience = Duration.seconds(60)

    /// - Parameter dashboard: What shows it from the start on; with one the gateway stays.
    init(
        stage: DemoStage,
        dashboard: DemoDashboard?,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.stage = stage
        self.tell = tell
        gateway = DemoGateway(stage: stage)
        self.dashboard = dashboard
    }

    /// Runs all agents to their ends, and notes what only processes can tell.
    mutating func perform(_ report: inout DemoReport) async throws {
        let troupe = DemoTroupe(in: stage.directory)
        try gateway.start()
        tell("a gateway serves them at a Unix socket and \(gateway.address)")
        if let dashboard {
            try dashboard.open(tell)
            // Who looks sees it begin: nobody is there yet.
            try await SystemPauses().pause(for: stage.cast.beginning)
        }
        var ledger = try DemoLedger(at: stage.directory.workspace)
        defer { ledger.close() }
        do {
            try start(troupe)
            try await follow(&ledger, troupe)
        } catch {
            try troupe.endAll()
            throw error
        }
        if dashboard == nil { try gateway.stop() }
        report.gatewayRestarts = gateway.restarts
        report.messagesQueued = mail.queued.count
        report.messagesLost = mail.lost
        report.killed = troupe.killedCount
        report.lostRaces = lostRaces
    }

    private func start(_ troupe: DemoTroupe) throws {
        for (agent, role) in stage.cast.agents {
            try stage.add(agent, role)
            var own = stage.cast.environment(of: agent, in: stage.directory)
            if agent == DemoCast.far { own.merge(try distance()) { _, new in new } }
            try troupe.start(
                agent,
                environment: stage.environment.merging(own) { _, new in new },
                clock: stage.clock
            )
        }
    }

    /// What the far worker needs to come over HTTP.
    private func distance() throws -> [String: String] {
        let token = try stage.answer(["token", "create", DemoCast.far])["data"]?["token"]
        return stage.cast.distance(
            to: gateway.address,
            token: token?.stringValue ?? "",
            in: stage.directory
        )
    }

    private mutating func follow(_ ledger: inout DemoLedger, _ troupe: DemoTroupe) async throws {
        var quietSince = stage.clock()
        while true {
            // Before the news are read: an agent that has ended has written all that it had to.
            let isOver = troupe.running.isEmpty
            try troupe.collect()
            let events = try ledger.news()
            for event in events { try hear(event, troupe) }
            for (agent, line) in try troupe.news() { hear(line, of: agent) }
            try bringGatewayBack()
            if isOver { return }
            if Interrupts.shared.isRaised { throw InterruptedError() }
            if !events.isEmpty { quietSince = stage.clock() }
            guard stage.clock() - quietSince < Self.patience else {
                let running = troupe.running
                let tails = try running.flatMap { agent in
                    try troupe.tail(of: agent).suffix(1).map { "\(agent): \($0)" }
                }
                throw DemoError.standstill(waiting: running, tail: tails)
            }
            try await SystemPauses().pause(for: .milliseconds(30))
        }
    }

    private mutating func hear(_ event: JSONValue, _ troupe: DemoTroupe) throws {
        if let sentence = story.sentence(for: event) { tell(sentence) }
        if mail.hear(event) { tell("what \(DemoCast.far) had queued arrives, in its order") }
        seeToGateway(event)
        let third = stage.cast.third
        guard event["type"]?.stringValue == "session.beaten",
            event["actor"]?.stringValue == third
        else { return }
        let held = story.holds(of: third).joined(separator: ", ")
        guard try troupe.kill(third) else { return }
        tell("\(third) is killed at work on \(held) (kill -9), a part of it uncommitted")
    }

    /// Kills the gateway when the validator has sent its first message.
    ///
    /// At such a moment the validator waits for nothing that can't be asked for twice.
    private mutating func seeToGateway(_ event: JSONValue) {
        guard event["type"]?.stringValue == "message.sent",
            event["actor"]?.stringValue == DemoCast.validator
        else { return }
        landed += 1
        if landed == 1, gateway.kill() {
            tell("the gateway is killed (kill -9); commands go on with the file")
        }
    }

    /// Starts the gateway again when work went on without it, and messages wait for it.
    private mutating func bringGatewayBack() throws {
        guard gateway.isDown, landed >= 3, mail.queued.count >= 2 else { return }
        if try gateway.revive() { tell("the gateway is started again, and commands use it") }
    }

    /// What an agent's log tells and the ledger does not: that a claim was refused, and how the
    /// tests of all that was landed went.
    private mutating func hear(_ line: String, of agent: String) {
        if line.hasPrefix("exit 4: claim ") {
            lostRaces += 1
            let task = line.dropFirst("exit 4: claim ".count).prefix { $0 != ":" }
            let winner = story.holder(of: String(task)) ?? "another"
            tell("\(agent) loses the race for \(task): \(winner) has it (exit 4)")
        } else if line.hasPrefix("sent ") {
            mail.sent.append(String(line.dropFirst("sent ".count)))
        } else if line.hasPrefix("queued ") {
            let text = String(line.dropFirst("queued ".count))
            mail.queued.append(text)
            tell("\(agent) reaches no gateway; “\(text)” waits in its outbox")
        } else if line == "speaks MCP from now on" {
            tell("\(agent) goes on by the Model Context Protocol")
        } else if line.hasPrefix("landed in ") {
            tell("all that was \(line)")
        }
    }
}
