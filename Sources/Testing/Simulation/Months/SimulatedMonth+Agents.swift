import Engine
import Model
import TestSupport

// What agents do, and what happens to them.
extension SimulatedMonth {
    /// Lets an agent look what to do next after a while; an earlier appointment is off.
    func wake(_ agent: SimulatedAgent, in wait: Duration) {
        agent.alarm += 1
        agenda.add(
            .wakes(agent: agent.number, life: agent.life, alarm: agent.alarm),
            at: now + max(wait, .seconds(1))
        )
    }

    func step(_ agent: SimulatedAgent) throws {
        guard agent.memory.waiting == nil else { return }
        if isAway { return waitForGateway(agent) }
        if let session = agent.session, var call = agent.outbox.first {
            // The same call under the same key; the session may be another by now.
            call.caller = session.caller
            call.life = agent.life
            call.isFromOutbox = true
            call.attempt = 1
            agent.memory.waiting = call
            return transmit(call)
        }
        if let order = try Routine().next(agent, in: self) { return ask(agent, order) }
        switch try agent.role.behaviour.next(agent, in: self) {
        case .ask(let order): ask(agent, order)
        case .sleep(let wait): wake(agent, in: wait)
        }
    }

    /// No gateway answers: nothing can be read, and what is to be said is kept.
    private func waitForGateway(_ agent: SimulatedAgent) {
        if agent.session != nil, chance.oneIn(3) {
            let letter = Letter(to: cast.ids(of: .lead), .status, "no gateway answers")
            keep(call(agent, .send(letter)), of: agent)
        }
        wake(agent, in: chance.duration(.minutes(2), .minutes(15)))
    }

    private func ask(_ agent: SimulatedAgent, _ order: Order) {
        let call = call(agent, order)
        agent.memory.waiting = call
        transmit(call)
    }

    /// A call under a key of its own, which it keeps.
    private func call(_ agent: SimulatedAgent, _ order: Order) -> Call {
        var order = order
        if case .send(var letter) = order {
            let token = agent.nextToken()
            letter.token = token
            witness.post.isWritten(token)
            order = .send(letter)
        }
        agent.calls += 1
        var caller = Caller.joining(agent.id)
        if case .start = order {} else if let session = agent.session { caller = session.caller }
        if agent.skew > .minutes(5) || agent.skew < .minutes(-5) { count("claimed times far off") }
        return Call(
            key: "\(agent.id).\(agent.calls)",
            agent: agent.number,
            life: agent.life,
            order: order,
            claimedTime: now + agent.skew,
            caller: caller
        )
    }

    /// Puts a call behind those that could not be sent before.
    func keep(_ call: Call, of agent: SimulatedAgent) {
        count("queued in an outbox")
        agent.outbox.append(call)
    }

    /// Makes of an answer what the agent makes of it.
    func hear(_ call: Call, _ outcome: CallOutcome) {
        let agent = cast.agents[call.agent]
        guard agent.isUp, agent.life == call.life, agent.memory.waiting?.key == call.key else {
            return
        }
        agent.memory.waiting = nil
        let isStranger = settleIdentity(of: agent, outcome)
        if call.isFromOutbox, !isStranger {
            agent.outbox.removeFirst()
            count("sent from an outbox")
        }
        settle(call, outcome, isStranger: isStranger)
        if !call.isFromOutbox {
            agent.role.behaviour.learn(agent, of: call.order, outcome, in: self)
        }
        wake(agent, in: pause(after: outcome))
    }

    /// - Returns: Whether the agent is not known under the session that it has.
    private func settleIdentity(of agent: SimulatedAgent, _ outcome: CallOutcome) -> Bool {
        guard case .refused(let code) = outcome else { return false }
        count("refused: \(code)")
        guard code.hasPrefix("session.") || code == "agent.retired" else { return false }
        agent.session = nil
        return true
    }

    private func settle(_ call: Call, _ outcome: CallOutcome, isStranger: Bool) {
        let agent = cast.agents[call.agent]
        switch (call.order, outcome) {
        case (.send(let letter), .answered(let answer)):
            if let token = letter.token {
                witness.isConfirmed(token, answer.message)
            }
        case (.send(let letter), .refused):
            if let token = letter.token, !(call.isFromOutbox && isStranger) {
                witness.post.isRefused(token)
            }
        case (.start, .answered(let answer)):
            guard let parts = answer.session else { return }
            agent.session = TestSession(
                id: parts.id,
                agent: agent.id,
                credential: parts.credential
            )
            agent.memory.beatenAt = now
        case (.beat, .answered): agent.memory.beatenAt = now
        default: break
        }
    }

    private func pause(after outcome: CallOutcome) -> Duration {
        switch outcome {
        case .answered: chance.duration(.seconds(1), .seconds(20))
        case .refused("task.nothing_ready"): chance.duration(.minutes(15), .minutes(40))
        case .refused("agent.retired"): chance.duration(.hours(1), .hours(3))
        case .refused, .failed: chance.duration(.minutes(1), .minutes(5))
        }
    }

    // MARK: - Crashes

    func planCrash(of agent: SimulatedAgent) {
        let most: Int64 = size.days < 7 ? 20 : 66
        agenda.add(
            .crashes(agent: agent.number),
            at: now + chance.duration(.hours(1), .hours(most))
        )
    }

    /// Takes away all that the agent has not on its disk, at whatever it was.
    func crash(_ agent: SimulatedAgent) {
        guard agent.isUp, !isCalm else { return }
        count("crashes")
        if let waiting = agent.memory.waiting, !waiting.isFromOutbox {
            count("crashes before an answer")
            if case .send(let letter) = waiting.order, let token = letter.token {
                witness.post.isForgotten(token)
            }
        }
        agent.isUp = false
        agent.life += 1
        agent.memory = SimulatedAgent.Memory()
        if chance.oneIn(5) { agent.session = nil }
        let wait =
            chance.oneIn(6)
            ? chance.duration(.hours(1), .hours(10)) : chance.duration(.minutes(1), .minutes(20))
        agenda.add(.restarts(agent: agent.number), at: now + wait)
    }

    func restart(_ agent: SimulatedAgent) {
        guard !agent.isUp else { return }
        agent.isUp = true
        wake(agent, in: chance.duration(.seconds(1), .minutes(2)))
        planCrash(of: agent)
    }
}
