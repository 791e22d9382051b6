import Model

/// What an agent does when it has nothing to wait for.
enum Intention {
    case ask(Order)
    case sleep(Duration)
}

/// How agents of a role go about their work.
protocol Behaviour {
    /// What the agent does next; asked each time that it wakes.
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention

    /// What the agent makes of what came of its call.
    func learn(
        _ agent: SimulatedAgent,
        of order: Order,
        _ outcome: CallOutcome,
        in month: SimulatedMonth
    )
}

extension Role {
    var behaviour: any Behaviour {
        switch self {
        case .worker: Working()
        case .validator, .auditor: Judging()
        case .lead: Leading()
        case .founder: Founding()
        }
    }
}
