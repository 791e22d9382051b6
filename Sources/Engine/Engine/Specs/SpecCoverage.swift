import Model
import Store

/// How far the clauses of a locked spec are carried out, and shown to be.
package struct SpecCoverage: Hashable, Sendable {
    /// A clause with what it is tied to.
    package struct Entry: Hashable, Sendable {
        package let clause: SpecClause
        package var tasks: [Carrier] = []
        package var evidence: [SpecEvidence]
        /// Evidence that was taken away.
        package var lost: [SpecEvidence]

        init(clause: SpecClause, evidence: [SpecEvidence] = [], lost: [SpecEvidence] = []) {
            self.clause = clause
            self.evidence = evidence
            self.lost = lost
        }

        /// Evidence counts for more than a plan.
        package var state: State {
            if !evidence.isEmpty { return .covered }
            if !lost.isEmpty { return .lost }
            return tasks.isEmpty ? .open : .planned
        }
    }

    /// A task that carries a clause out.
    package struct Carrier: Hashable, Sendable {
        package let task: TaskKey
        package let state: TaskState.Name
    }

    /// How far a clause has come.
    package enum State: String, Sendable, CaseIterable {
        /// Evidence shows that it is kept.
        case covered
        /// A task is to carry it out.
        case planned
        /// It had evidence, and has none.
        case lost
        /// Nothing is tied to it.
        case open
    }

    package let spec: Spec
    package private(set) var entries: [Entry]
    /// Ties to clauses that the locked version does not have any more.
    package private(set) var stray: [SpecStore.Tie] = []

    /// A coverage as it is given.
    init(spec: Spec, entries: [Entry]) {
        self.spec = spec
        self.entries = entries
    }

    /// Gathers what the clauses of the version that holds are tied to.
    ///
    /// - Throws: ``SpecError/notLocked(_:)`` where no version does.
    package init(of name: SpecName, in view: View) throws {
        spec = try view.spec(name)
        guard let version = spec.version else { throw SpecError.notLocked(name) }
        entries = version.clauses.map { Entry(clause: $0) }
        for tie in try view.specs.ties(of: name) {
            guard let clause = tie.anchor.resolve(in: version.clauses),
                let place = entries.firstIndex(where: { $0.clause == clause })
            else {
                stray.append(tie)
                continue
            }
            switch tie.tie {
            case .task(let key):
                let state = try view.task(key).task.state.name
                entries[place].tasks.append(Carrier(task: key, state: state))
            case .evidence(let evidence) where tie.isLost: entries[place].lost.append(evidence)
            case .evidence(let evidence): entries[place].evidence.append(evidence)
            }
        }
    }
}
