import Model
import Store

extension View {
    /// The level of a gate for what is done about a task: a live waiver lets what would block be
    /// said only.
    ///
    /// - Parameter phase: That of a task that is not there yet.
    package func level(
        of gate: GateDescription,
        for task: TaskKey?,
        in phase: String? = nil
    ) throws -> RuleLevel {
        let level = try workspace.level(of: gate)
        guard level == .block, task != nil || phase != nil else { return level }
        let phase = try task.flatMap { try tasks.task($0)?.task.phase } ?? phase
        let waiver = try waivers.live(gate.name.text, for: task, in: phase, at: now)
        return waiver == nil ? level : .advise
    }

    /// The gates that a live waiver keeps from blocking, for a task.
    func waivedGates(for task: TaskKey) throws -> Set<GateName> {
        let phase = try tasks.task(task)?.task.phase
        let rules = Set(try waivers.waivers().map(\.waiver.grant.rule))
        return Set(
            try rules.filter { try waivers.live($0, for: task, in: phase, at: now) != nil }
                .map(GateName.init(trusted:))
        )
    }
}
