import Digests
import Model
import Store

/// What happens to specs.
package struct SpecEngine {
    let change: Change

    /// Registers a file of a repository as a spec; the same again changes nothing.
    package func register(_ name: SpecName, _ path: String, in repository: RepositoryName) throws {
        guard try change.view.repositories.repository(repository) != nil else {
            throw RepositoryError.unknown(repository)
        }
        if let known = try change.view.specs.spec(name) {
            guard known.repository == repository, known.path == path else {
                throw SpecError.taken(name)
            }
            return
        }
        try record(.registered(repository, path: path), on: name)
    }

    /// Makes a text the version that holds.
    ///
    /// Not while a phase is open that rests on another text.
    package func lock(
        _ name: SpecName,
        at commit: String,
        _ digest: Digest,
        _ clauses: [SpecClause]
    ) throws {
        var spec = try change.view.spec(name)
        guard let event = try spec.lock(at: commit, digest, clauses) else { return }
        let phases = try change.view.phases.phases().map(\.phase)
        if let phase = phases.first(where: { $0.isOpen && $0.specs.contains(name) }) {
            throw SpecError.held(name, by: phase.name)
        }
        try record(event, on: name)
    }

    /// Ties a clause to what carries it out or shows that it is kept; the same again changes
    /// nothing.
    package func tie(_ name: SpecName, _ clause: String, to tie: ClauseTie) throws {
        let anchor = try change.view.spec(name).clause(clause).anchor
        if case .task(let key) = tie { _ = try change.view.task(key) }
        let ties = try change.view.specs.ties(of: name)
        guard !ties.contains(where: { $0.anchor == anchor && $0.tie == tie && !$0.isLost }) else {
            return
        }
        try record(.tied(anchor, tie), on: name)
    }

    /// Takes a task or evidence from a clause.
    ///
    /// Evidence that is taken away is known as lost until the clause has other evidence.
    package func untie(_ name: SpecName, _ clause: String, from place: String) throws {
        let spec = try change.view.spec(name)
        let anchor = try spec.clause(clause).anchor
        let clauses = spec.version?.clauses ?? []
        let tied = try change.view.specs.ties(of: name).first { tie in
            !tie.isLost && tie.tie.place == place
                && tie.anchor.resolve(in: clauses)?.anchor == anchor
        }
        guard let tied else { throw SpecError.notTied(clause: clause) }
        try record(.untied(tied.anchor, tied.tie), on: name)
    }

    private func record(_ event: SpecEvent, on name: SpecName) throws {
        try change.record(event.fact, on: Subject(.spec, name.text))
    }
}

extension ClauseTie {
    /// As somebody names it: a task's key, or a file and a line.
    package var place: String {
        switch self {
        case .task(let key): key.text
        case .evidence(let evidence): evidence.place
        }
    }
}

extension View {
    /// The spec, or an error that says that there is none.
    package func spec(_ name: SpecName) throws -> Spec {
        guard let spec = try specs.spec(name) else { throw SpecError.unknown(name) }
        return spec
    }
}
