import Documents
import Model

extension GateDescription {
    package static let role = GateDescription(
        "role",
        "An agent changes only what its role may change.",
        on: [.delivery, .worktree],
        at: [.commit, .delivery],
        level: .block,
        hint: "Leave it to an agent whose role has these paths: [roles] in .worklead/gates.toml."
    )
}

/// Whether a change is one that its agent's role may make.
struct RoleGate: Gate {
    let description = GateDescription.role

    struct Material: Sendable {
        let role: Role
        let bounds: PathScope
        let changed: [String]
    }

    func material(at site: GateSite) throws -> Material {
        let change = try site.requireChange()
        guard let role = change.agent?.role else { throw GateSkip("No agent is known here.") }
        guard let bounds = site.tools.settings.roles[role] else {
            throw GateSkip("A \(role.rawValue) may change everything here.")
        }
        return Material(
            role: role,
            bounds: bounds,
            changed: try site.changedPaths() + (change.uncommittedPaths ?? [])
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let violations = material.bounds.violations(of: material.changed)
        return GateJudgement(
            violations.map {
                GateFinding("A \(material.role.rawValue) may not change it.", path: $0.path)
            },
            figure: GateFigure(material.changed.count, "changed paths")
        )
    }

    var cases: [GateCase<Material>] {
        let words = PathScope(inScope: [PathPattern(known: "docs/")])
        let noCode = PathScope(
            inScope: [PathPattern(known: "**")],
            outOfScope: [PathPattern(known: "src/"), PathPattern(known: "tests/")]
        )
        return [
            .refuses(
                "a lead who writes code",
                Material(role: .lead, bounds: noCode, changed: ["docs/a.md", "src/a.swift"])
            ),
            .refuses(
                "a validator outside of the documents",
                Material(role: .validator, bounds: words, changed: ["README.md"])
            ),
            .passes(
                "a lead who writes a packet",
                Material(role: .lead, bounds: noCode, changed: ["docs/packets/T-1.md"])
            ),
        ]
    }
}
