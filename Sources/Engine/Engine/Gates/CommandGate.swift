import Documents
import Model

/// A command of the repository as a gate: it passes where the command ends with the code 0.
///
/// It runs in a fresh checkout of the commit, in the sandbox of replays and under its limits.
struct CommandGate: Gate {
    private let definition: CommandDefinition

    init(_ definition: CommandDefinition) {
        self.definition = definition
    }

    var description: GateDescription {
        GateDescription(
            definition.name.text,
            definition.summary,
            on: [.delivery, .worktree],
            at: definition.isAskedAtDelivery ? [.delivery] : [],
            level: definition.level,
            hint: definition.hint
        )
    }

    struct Material: Sendable {
        let isSuccess: Bool
        let evidence: GateEvidence
    }

    func material(at site: GateSite) throws -> Material {
        let change = try site.requireChange()
        return try run(change.commit, of: change.repository, site)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let evidence = material.evidence
        let last = evidence.tail.split(separator: "\n").last.map { line in
            ": \(String(line).printable(limit: 200))"
        }
        return GateJudgement(
            material.isSuccess
                ? [] : [GateFinding("The command ended with \(evidence.ending)\(last ?? ".")")],
            figure: GateFigure(evidence.bytes, "bytes of output"),
            evidence: evidence
        )
    }

    var cases: [GateCase<Material>] {
        definition.refuses.map { written($0, mustPass: false) }
            + definition.passes.map { written($0, mustPass: true) }
    }

    private func written(
        _ one: CommandDefinition.Case,
        mustPass: Bool
    ) -> GateCase<Material> {
        GateCase(name: one.name, mustPass: mustPass) { site in
            guard let site else { throw GateError.nothing }
            let change = try site.requireChange()
            let commit = try site.tools.commands.commit(
                writing: one.files,
                over: change.commit,
                of: change.repository
            )
            return try run(commit, of: change.repository, site)
        }
    }

    private func run(
        _ commit: String,
        of repository: Repository,
        _ site: GateSite
    ) throws -> Material {
        let ran = try site.tools.commands.run(definition.command, at: commit, of: repository)
        return Material(isSuccess: ran.isSuccess, evidence: ran.evidence)
    }
}
