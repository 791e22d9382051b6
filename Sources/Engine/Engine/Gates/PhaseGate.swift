import Model
import Store

extension GateDescription {
    package static let phaseClose = GateDescription(
        "phase_close",
        "A phase that is closed lacks nothing: tasks, dependencies, specs, waivers.",
        on: [.phase],
        level: .block,
        hint: "`worklead phase check PHASE` lists all that is missing."
    )
}

/// Whether a phase can be closed.
struct PhaseGate: Gate {
    let description = GateDescription.phaseClose

    struct Material: Sendable {
        var tasks = 1
        var lacks: [PhaseLack] = []
    }

    func material(at site: GateSite) throws -> Material {
        guard let text = site.phase else { throw GateSkip("No phase is named.") }
        let name = PhaseName(trusted: text)
        guard try site.read({ try $0.phases.phase(name) }) != nil else {
            throw GateSkip("The phase was never opened.")
        }
        let specs = try site.engine.specsFound(of: name, site.tools.sources)
        return try site.read { view in
            let status = try PhaseStatus(of: view.phase(name), specs: specs, in: view)
            return Material(tasks: status.tasks.count, lacks: status.lacks)
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.lacks.map { GateFinding($0.text, rule: $0.kind.rawValue) },
            figure: GateFigure(material.tasks, "tasks")
        )
    }

    var cases: [GateCase<Material>] {
        PhaseLack.Kind.allCases.map { kind in
            .refuses(
                "a lack of kind \(kind.rawValue)",
                Material(lacks: [PhaseLack(kind, "T-1", "Something is missing.")])
            )
        } + [.passes("a phase that lacks nothing", Material())]
    }
}
