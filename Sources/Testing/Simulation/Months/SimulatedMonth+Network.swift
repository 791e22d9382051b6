import Engine
import Model
import Store
import TestSupport

// What lies between the agents and the engine: copies are lost, late, doubled, and overtake.
extension SimulatedMonth {
    /// How long an agent waits for an answer before it asks again.
    private static let patience = Duration.seconds(30)
    private static let attemptsMax = 4

    func transmit(_ call: Call) {
        for _ in 0..<copies("requests doubled") {
            guard let delay = delay("requests") else { continue }
            agenda.add(.arrives(call), at: now + delay)
        }
        agenda.add(.isMissed(call), at: now + Self.patience)
    }

    func arrive(_ call: Call) async throws {
        // Nobody is there to take it.
        guard !isAway else { return }
        let head = try workspace.read { try $0.ledger.head() }
        let done = await desk.carryOut(call)
        if case .failed(let error) = done.outcome {
            witness.find("\(call.order.name) of \(cast.agents[call.agent].id) failed: \(error)")
        }
        if done.isRepeated { count("answered again under the same key") }
        var isSilent = false
        if case .refused = done.outcome { isSilent = true }
        try witness.follow(workspace, since: isSilent ? head : nil)
        for _ in 0..<copies("answers doubled") {
            guard let delay = delay("answers") else { continue }
            agenda.add(.isAnswered(call, done.outcome), at: now + delay)
        }
    }

    /// Asks again, or gives up: what may be queued is, and the rest is looked at anew later.
    func miss(_ call: Call) {
        let agent = cast.agents[call.agent]
        guard agent.isUp, agent.life == call.life, let waiting = agent.memory.waiting,
            waiting.key == call.key, waiting.attempt == call.attempt
        else { return }
        var next = call
        next.attempt += 1
        if next.attempt <= Self.attemptsMax {
            count("asked again")
            agent.memory.waiting = next
            return transmit(next)
        }
        agent.memory.waiting = nil
        count("given up")
        if !call.isFromOutbox, call.order.mayQueue { keep(call, of: agent) }
        wake(agent, in: chance.duration(.minutes(2), .minutes(10)))
    }

    private func copies(_ trouble: String) -> Int {
        guard !isCalm, chance.oneIn(30) else { return 1 }
        count(trouble)
        return 2
    }

    /// How long a copy is on its way; `nil` for one that is lost.
    private func delay(_ what: String) -> Duration? {
        guard !isCalm else { return .milliseconds(20) }
        if chance.oneIn(30) {
            count("\(what) lost")
            return nil
        }
        if chance.oneIn(60) {
            count("\(what) late")
            return chance.duration(.seconds(20), .minutes(40))
        }
        return .milliseconds(Int64.random(in: 5...2000, using: &chance))
    }
}
