import Digests

/// That gates were run, on what, and what each of them said.
package struct GateEvent: Hashable, Sendable {
    package let target: GateTarget
    package let task: TaskKey?
    /// The phase, where one was looked at.
    package let phase: String?
    package let commit: String?
    /// The moment that asked them; `nil` where somebody ran them.
    package let moment: GateMoment?
    package let results: [GateResult]

    package init(
        target: GateTarget,
        task: TaskKey?,
        phase: String? = nil,
        commit: String?,
        moment: GateMoment?,
        results: [GateResult]
    ) {
        self.target = target
        self.task = task
        self.phase = phase
        self.commit = commit
        self.moment = moment
        self.results = results
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("target", target.rawValue).with("task", task).with("phase", phase)
            .with("commit", commit).with("moment", moment?.rawValue)
            .with("results", JSONValue.array(results.map(\.json))).fact("gate.ran")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "gate.ran" else { return nil }
        let reader = try FactReader(fact)
        guard case .array(let values)? = reader.value("results") else {
            throw reader.missing("results", "a list")
        }
        var results: [GateResult] = []
        for value in values { results.append(try GateResult(value)) }
        target = try reader.choice("target")
        task = try reader.optionalName("task")
        phase = try reader.optionalText("phase")
        commit = try reader.optionalText("commit")
        moment = try reader.optionalText("moment") == nil ? nil : try reader.choice("moment")
        self.results = results
    }
}
