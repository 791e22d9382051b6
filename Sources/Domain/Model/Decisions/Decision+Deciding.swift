extension Decision {
    /// The most options that one person looks at.
    package static let optionsMax = 9
    /// How long a decision may be without evidence of what came of it.
    package static let evidenceWithin = Duration.seconds(24 * 60 * 60)

    /// Asks.
    ///
    /// - Parameter now: The deadline of a default comes after it.
    package func ask(at now: Timestamp) throws(DecisionError) -> DecisionEvent {
        guard (2...Self.optionsMax).contains(options.count) else {
            throw .optionCount(options.count)
        }
        for (index, option) in options.enumerated()
        where options[..<index].contains(where: { $0.name.folded == option.name.folded }) {
            throw .repeatedOption(option.name)
        }
        if let fallback {
            try requireOption(fallback.option)
            guard fallback.deadline > now else { throw .deadlinePast(fallback.deadline) }
        }
        return .asked(self)
    }

    /// What has been taken by a moment because nobody answered.
    ///
    /// A comparison, not the work of a sweep: nothing has to run for it.
    package func taken(at now: Timestamp) -> OptionName? {
        switch state {
        case .open:
            guard let fallback, fallback.deadline <= now else { return nil }
            return fallback.option
        case .answered, .defaulted, .withdrawn, .recorded: return nil
        }
    }

    /// Where it stands at a moment; a default whose deadline has come is taken.
    package func standing(at now: Timestamp) -> DecisionState {
        taken(at: now).map(DecisionState.defaulted) ?? state
    }

    /// Whether an agent may answer, delegate or withdraw in the place of whose desk it lies on.
    package func isFor(_ agent: Agent) -> Bool {
        if agent.role == .founder || agent.id == delegate { return true }
        return desk == .lead && agent.role == .lead && agent.id != asker
    }

    /// Chooses an option.
    package mutating func answer(
        _ option: OptionName,
        by agent: Agent,
        note: String?,
        at now: Timestamp
    ) throws(DecisionError) -> DecisionEvent {
        try requireOpen(at: now)
        guard isFor(agent) else { throw .notYours(id, agent.id) }
        try requireOption(option)
        settle(.answered(option, by: agent.id, note: note))
        return .answered(option, note: note)
    }

    /// Lets another agent answer.
    package mutating func delegate(
        to other: AgentID,
        by agent: Agent,
        at now: Timestamp
    ) throws(DecisionError) -> DecisionEvent {
        try requireOpen(at: now)
        guard isFor(agent) else { throw .notYours(id, agent.id) }
        hand(to: other)
        return .delegated(to: other)
    }

    /// Takes the question back: its asker, or who could answer it.
    package mutating func withdraw(
        because reason: String,
        by agent: Agent,
        at now: Timestamp
    ) throws(DecisionError) -> DecisionEvent {
        try requireOpen(at: now)
        guard agent.id == asker || isFor(agent) else { throw .notYours(id, agent.id) }
        settle(.withdrawn(reason: reason))
        return .withdrawn(reason: reason)
    }

    /// Writes down that the default was taken; `nil` where it was not, or is written down already.
    package mutating func takeDefault(at now: Timestamp) -> DecisionEvent? {
        guard let option = taken(at: now) else { return nil }
        settle(.defaulted(option))
        return .defaulted(option)
    }

    private func requireOpen(at now: Timestamp) throws(DecisionError) {
        switch standing(at: now) {
        case .open: return
        case .answered(let option, let agent, _): throw .answered(id, option, by: agent)
        case .defaulted(let option): throw .defaulted(id, option, at: fallback?.deadline ?? now)
        case .withdrawn(let reason): throw .withdrawn(id, reason: reason)
        case .recorded: throw .decidedElsewhere(id)
        }
    }

    private func requireOption(_ option: OptionName) throws(DecisionError) {
        guard options.contains(where: { $0.name == option }) else {
            throw .unknownOption(option, known: options.map(\.name))
        }
    }
}
