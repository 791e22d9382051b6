import Model
import Store

/// A spec as it was found in a commit, for the closing gate.
package struct SpecFound: Hashable, Sendable, CustomStringConvertible {
    package let name: SpecName
    package let version: Int64
    package let commit: String
    /// What is wrong with it, in sentences.
    package let faults: [String]

    package init(name: SpecName, version: Int64, commit: String, faults: [String]) {
        self.name = name
        self.version = version
        self.commit = commit
        self.faults = faults
    }

    /// Compares a spec with a commit: it and its evidence stand, and each MUST is covered.
    package init(
        _ coverage: SpecCoverage,
        at commit: String,
        content: (String) throws -> [UInt8]?
    ) throws {
        let regression = try SpecRegression(of: coverage, content: content)
        let bare = coverage.entries.filter {
            $0.clause.level == .must && ($0.state == .open || $0.state == .planned)
        }
        self.init(
            name: coverage.spec.name,
            version: coverage.spec.version?.number ?? 0,
            commit: commit,
            faults: regression.findings.map(\.text)
                + bare.map { "'\($0.clause.anchor)' has no evidence: \($0.clause.text)" }
        )
    }

    package var description: String { "\(name) v\(version) at \(commit)" }
}

/// Where a phase stands, and what keeps it from being closed.
package struct PhaseStatus: Sendable {
    package let phase: Phase
    /// All its tasks, by priority and age.
    package let tasks: [StoredTask]
    package let lacks: [PhaseLack]

    /// Those of its tasks that are accepted.
    package var accepted: [StoredTask] { tasks.filter { $0.task.state.name == .accepted } }

    /// Looks at the phase.
    ///
    /// A task that was cancelled or superseded is out of the phase: it keeps nothing from closing.
    package init(of phase: Phase, specs: [SpecFound], in view: View) throws {
        self.phase = phase
        tasks = try view.tasks.tasks(TaskFilter(phase: phase.name.text), limit: 100_000)
        var lacks: [PhaseLack] = []
        if !tasks.contains(where: { $0.task.state.name == .accepted }) {
            lacks.append(
                PhaseLack(.empty, phase.name.text, "No task of \(phase.name) is accepted.")
            )
        }
        let waits = Dictionary(
            grouping: try view.tasks.openDependencies(inPhase: phase.name.text),
            by: \.task
        )
        for task in tasks.map(\.task) where !task.state.name.isFinal {
            lacks.append(
                PhaseLack(.task, task.key.text, "\(task.key) is \(task.state.name.words).")
            )
            for other in waits[task.key] ?? [] {
                lacks.append(
                    PhaseLack(
                        .dependency,
                        task.key.text,
                        "\(task.key) waits for \(other.on), which is \(other.state.words)."
                    )
                )
            }
        }
        for name in phase.specs {
            guard let found = specs.first(where: { $0.name == name }) else {
                lacks.append(PhaseLack(.spec, name.text, "\(name) was not looked at."))
                continue
            }
            lacks += found.faults.map { PhaseLack(.spec, name.text, $0) }
        }
        let keys = Set(tasks.map(\.key))
        for stored in try view.waivers.waivers() where stored.isLive(at: view.now) {
            let grant = stored.waiver.grant
            guard grant.phase == phase.name || grant.task.map(keys.contains) == true else {
                continue
            }
            lacks.append(
                PhaseLack(
                    .waiver,
                    stored.waiver.id.text,
                    "\(stored.waiver.id) waives '\(grant.rule)' for \(grant.task?.text ?? "the phase")."
                )
            )
        }
        self.lacks = lacks
    }
}

extension WorkspaceEngine {
    /// The specs of a phase, as the main branches of their repositories have them.
    package func specsFound(
        of name: PhaseName,
        _ sources: any SourceAccess
    ) throws -> [SpecFound] {
        let known = try read { view in
            try view.phase(name).specs.map { name in
                let coverage = try SpecCoverage(of: name, in: view)
                return (coverage, try view.repository(named: coverage.spec.repository))
            }
        }
        return try known.map { coverage, repository in
            let commit = try checkouts.commit(repository.defaultBranch, in: repository.path)
            return try SpecFound(coverage, at: commit) { path in
                try sources.contents(of: [path], at: commit, in: repository.path).first?.bytes
            }
        }
    }
}
