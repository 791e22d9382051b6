import Model
import Store

/// What happens to phases.
package struct PhaseEngine {
    let change: Change

    /// Opens a phase.
    ///
    /// - Parameter specs: The specs that do not change while it is open; each was locked.
    package func open(_ name: PhaseName, title: String?, specs: [SpecName]) throws {
        let phases = try change.view.phases.phases().map(\.phase.name)
        guard !phases.contains(name) else { throw PhaseError.taken(name) }
        if let twin = phases.first(where: { $0.folded == name.folded }) {
            throw PhaseError.lookAlike(name, existing: twin)
        }
        for spec in specs where try change.view.spec(spec).version == nil {
            throw SpecError.notLocked(spec)
        }
        try record(.opened(title: title, specs: specs), on: name)
    }

    /// Closes a phase from which nothing is missing.
    ///
    /// - Parameter specs: What was found of its specs, which this transaction can't look at.
    package func close(_ name: PhaseName, _ specs: [SpecFound]) throws {
        var phase = try change.view.phase(name)
        let status = try PhaseStatus(of: phase, specs: specs, in: change.view)
        let closure = PhaseClosure(
            accepted: Int64(status.accepted.count),
            specs: specs.map(\.description)
        )
        try record(try phase.close(closure, lacking: status.lacks), on: name)
    }

    private func record(_ event: PhaseEvent, on name: PhaseName) throws {
        try change.record(event.fact, on: Subject(.phase, name.text))
    }
}

extension View {
    /// The phase, or an error that says that there is none.
    package func phase(_ name: PhaseName) throws -> Phase {
        guard let stored = try phases.phase(name) else { throw PhaseError.unknown(name) }
        return stored.phase
    }

    /// Refuses a task in a phase that is closed; a name that was never opened is free.
    func requireOpenPhase(_ name: String?) throws {
        guard let name else { return }
        let phase = PhaseName(trusted: name)
        if let known = try phases.phase(phase)?.phase, !known.isOpen {
            throw PhaseError.closed(phase)
        }
    }
}
