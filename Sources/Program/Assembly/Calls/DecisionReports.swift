import Engine
import Model
import Operations
import Store

// Decisions as surfaces show them.
extension DecisionLine {
    /// - Parameter now: The moment at which it stands so.
    init(_ stored: DecisionStore.Stored, at now: Timestamp) {
        self.init()
        let decision = stored.decision
        let standing = decision.standing(at: now)
        self.decision = decision.id
        kind = decision.kind
        state = standing.name
        text = decision.text
        asker = decision.asker
        desk = decision.desk
        options = decision.options.map { option in
            OptionLine {
                $0.option = option.name
                $0.text = option.text
            }
        }
        fallback = decision.fallback?.option
        deadline = decision.fallback?.deadline
        tasks = decision.tasks
        thread = decision.thread
        delegate = decision.delegate
        option = standing.option
        outcome = decision.options.first { $0.name == option }?.text
        askedAt = stored.askedAt
        settledAt = stored.settledAt ?? (standing == decision.state ? nil : deadline)
        changedAt = stored.changedAt
        escalatedAt = stored.escalatedAt
        evidence = stored.evidence
        lacksEvidence = stored.lacksEvidence(at: now)
        switch standing {
        case .open, .defaulted: break
        case .answered(_, let agent, let note):
            decider = agent.text
            self.note = note
        case .withdrawn(let reason): note = reason
        case .recorded(let outcome):
            self.outcome = outcome.text
            decider = outcome.decider
            reference = outcome.reference
        }
    }
}

extension View {
    /// What waits for the asker to decide: the first of it, and how many in all.
    func toDecide() throws -> (first: [DecisionLine], total: Int) {
        guard let agent = asker?.agent else { return ([], 0) }
        let waiting = try decisions.waiting(for: agent, at: now, limit: 5)
        guard !waiting.isEmpty else { return ([], 0) }
        return (
            waiting.map { DecisionLine($0, at: now) },
            try decisions.waitingCount(for: agent, at: now)
        )
    }
}

extension DecisionChange {
    init(_ decided: DecisionEngine.Decided, at now: Timestamp) {
        self.init()
        decision = DecisionLine(decided.stored, at: now)
        unlocked = decided.unlocked
        message = decided.message
        advice = decided.advice
    }
}

extension EvidenceLinkLine {
    init(_ link: DecisionStore.Link) {
        self.init()
        kind = link.link.kind.rawValue
        target = link.link.name
        digest = link.link.digest
        note = link.note
        agent = link.agent
        addedAt = link.addedAt
    }
}

extension DecisionDetail {
    init(_ id: DecisionID, _ view: View) throws {
        self.init()
        let stored = try view.decision(id)
        decision = DecisionLine(stored, at: view.now)
        evidence = try view.decisions.links(of: id).map(EvidenceLinkLine.init)
        messages = try view.messages.threadCount(of: stored.decision.thread)
    }
}

extension DecisionBoard {
    init(_ input: ShowDecisionBoard.Input, _ view: View) throws {
        self.init()
        var filter = DecisionFilter()
        filter.since = input.since
        filter.task = input.task
        filter.unfinishedOnly = true
        let all = try view.decisions.decisions(filter, at: view.now, limit: .max)
            .map { DecisionLine($0, at: view.now) }
        open = all.count { $0.state == .open }
        lacking = all.count { $0.lacksEvidence }
        decisions = Array(all.prefix(input.limit))
        total = all.count
    }
}

extension CadenceReport {
    init(_ cadence: DecisionCadence) {
        self.init()
        let end = cadence.until
        func lines(_ all: [DecisionStore.Stored]) -> [DecisionLine] {
            all.map { DecisionLine($0, at: end) }
        }
        period = cadence.period.rawValue
        from = cadence.from
        until = end
        healthy = cadence.isHealthy
        asked = lines(cadence.asked)
        settled = lines(cadence.settled)
        open = lines(cadence.open)
        lacking = lines(cadence.lacking)
    }
}
