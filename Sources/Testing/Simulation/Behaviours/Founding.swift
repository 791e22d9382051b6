import Engine
import Model
import Store
import TestSupport

/// The founder: comes by now and then, opens and closes phases, and says who is in service.
struct Founding: Behaviour {
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention {
        if let order = try phases(in: month) { return .ask(order) }
        if let order = try service(in: month) { return .ask(order) }
        return .sleep(month.chance.duration(.minutes(60), .hours(3)))
    }

    /// A quarter of the time has a phase; an older one is closed when it is done.
    private func phases(in month: SimulatedMonth) throws -> Order? {
        let known = try month.workspace.read { try $0.phases.phases().map(\.phase) }
        let current = PhaseName(trusted: "P\(month.quarter)")
        guard known.contains(where: { $0.name == current }) else { return .openPhase(current) }
        let older = known.filter { $0.isOpen && $0.name != current }
        guard !older.isEmpty, month.isCalm || month.chance.oneIn(3) else { return nil }
        return .closePhase(month.chance.pick(older).name)
    }

    /// Retires a worker now and then, for a while; and ends the session of one who is gone.
    private func service(in month: SimulatedMonth) throws -> Order? {
        let retired = try month.workspace.read { try $0.agents.agents().first { !$0.isActive } }
        if let retired, month.isCalm || month.chance.oneIn(3) { return .revive(retired.id) }
        guard !month.isCalm else { return nil }
        if month.chance.oneIn(month.size.odds(60)) {
            return .retire(month.chance.pick(month.cast.ids(of: .worker)))
        }
        guard month.chance.oneIn(month.size.odds(30)) else { return nil }
        let sessions = try month.workspace.read { try $0.sessions.live() }
        let gone = sessions.first { $0.agent.text != "fay" && month.now - $0.seenAt > .hours(4) }
        return gone.map { .revoke($0.id) }
    }

    func learn(
        _ agent: SimulatedAgent,
        of order: Order,
        _ outcome: CallOutcome,
        in month: SimulatedMonth
    ) {}
}
