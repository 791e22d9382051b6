import Model
import Store

extension Change {
    /// Refuses a text with a secret in it: what is sent or kept can't be taken back.
    ///
    /// A live waiver for each of the tasks that it is about lets it through.
    ///
    /// - Parameters:
    ///   - tasks: What it is about.
    ///   - phase: That of a task that is not there yet.
    /// - Returns: What there is to advise.
    /// - Throws: ``RuleError`` at level `block`.
    func refuseSecret(
        in text: String,
        called name: String,
        about tasks: [TaskKey],
        in phase: String? = nil,
        at moment: GateMoment
    ) throws -> [String] {
        let bound = try tasks.first { try view.level(of: .secrets, for: $0, in: phase) == .block }
        let task = bound ?? tasks.first
        return try enforce(
            .secrets,
            about: task,
            in: phase,
            at: moment,
            remedy: remedy(task, in: phase)
        ) {
            SecretsGate.fault(in: text, called: name)
        }
    }

    /// What the asker can do about a secret that is none.
    private func remedy(_ key: TaskKey?, in phase: String?) throws -> String {
        let task = try key.flatMap { try view.tasks.task($0)?.task }
        let stage = try phase.flatMap { try view.phases.phase(PhaseName(trusted: $0)) }
        let scope =
            task.map { "--task \($0.key) --until 1h" } ?? stage.map { "--phase \($0.phase.name)" }
        guard let scope else {
            return
                "Take it out. What is no secret can be waived for a task: say with `--task` which "
                + "it is about."
        }
        let grant = "`worklead waiver grant secrets \(scope) --reason TEXT`"
        if actor.agent.role.has(.plan), task?.worker != actor.id {
            return "Take it out. If it is no secret, \(grant) lets it through."
        }
        let planners = try view.agents.active(in: [.lead, .founder]).map(\.id)
        let planner = planners.first { $0 != actor.id && $0 != task?.worker }
        let about = task.map { " --task \($0.key)" } ?? ""
        return "Take it out. If it is no secret, ask for \(grant): "
            + "`worklead message send \(planner?.text ?? "AGENT") TEXT\(about)`."
    }
}
