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

    /// How long the ledger may stand still before that counts as a failure.
    private static let patience = Duration.seconds(60)

    init(stage: DemoStage, tell: @escaping @Sendable (String) -> Void) {
        self.stage = stage
        self.tell = tell
    }

    /// Runs all agents to their ends, and notes what only processes can tell.
    mutating func perform(_ report: inout DemoReport) async throws {
        let troupe = DemoTroupe(in: stage.directory)
        var ledger = try DemoLedger(at: stage.directory.workspace)
        defer { ledger.close() }
        do {
            try start(troupe)
            try await follow(&ledger, troupe)
        } catch {
            try troupe.endAll()
            throw error
        }
        report.killed = troupe.killedCount
        report.lostRaces = lostRaces
    }

    private func start(_ troupe: DemoTroupe) throws {
        for (agent, _) in stage.cast.agents {
            let own = stage.cast.environment(of: agent, in: stage.directory)
            try troupe.start(
                agent,
                environment: stage.environment.merging(own) { _, new in new },
                clock: stage.clock
            )
        }
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
        let third = stage.cast.third
        guard event["type"]?.stringValue == "session.beaten",
            event["actor"]?.stringValue == third
        else { return }
        let held = story.holds(of: third).joined(separator: ", ")
        guard try troupe.kill(third) else { return }
        tell("\(third) is killed at work on \(held) (kill -9), a part of it uncommitted")
    }

    /// What an agent's log tells and the ledger does not: that a claim was refused, and how the
    /// tests of all that was landed went.
    private mutating func hear(_ line: String, of agent: String) {
        if line.hasPrefix("exit 4: claim ") {
            lostRaces += 1
            let task = line.dropFirst("exit 4: claim ".count).prefix { $0 != ":" }
            let winner = story.holder(of: String(task)) ?? "another"
            tell("\(agent) loses the race for \(task): \(winner) has it (exit 4)")
        } else if line.hasPrefix("landed in ") {
            tell("all that was \(line)")
        }
    }
}
