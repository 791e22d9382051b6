import Model

extension GateDescription {
    package static let scope = GateDescription(
        "scope",
        "A delivery changes only paths in the packet's scope.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "Leave these paths alone, or ask for a packet that has them in scope."
    )
}

/// Whether a change stays in the scope of its packet.
struct ScopeGate: Gate {
    let description = GateDescription.scope

    struct Material: Sendable {
        let scope: PathScope
        let changed: [String]
    }

    func material(at site: GateSite) throws -> Material {
        let changed = try site.changedPaths()
        let scope = try site.scope()
        guard !scope.isEmpty else { throw GateSkip("The packet bounds no paths.") }
        return Material(scope: scope, changed: changed)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        // A packet without paths bounds nothing.
        guard !material.scope.isEmpty else { return GateJudgement() }
        let violations = material.scope.violations(of: material.changed)
        return GateJudgement(
            violations.map { violation in
                let fault =
                    switch violation.reason {
                    case .notInScope: "It is outside the scope."
                    case .keptOut(let pattern): "It is kept out of the scope by '\(pattern)'."
                    }
                return GateFinding(fault, path: violation.path)
            },
            figure: GateFigure(material.changed.count, "changed paths"),
            sentence: violations.isEmpty
                ? nil : "Changed outside the scope: \(violations.map(\.path).listed)."
        )
    }

    var cases: [GateCase<Material>] {
        let scope = PathScope(
            inScope: [PathPattern(known: "src/jobs/")],
            outOfScope: [PathPattern(known: "src/jobs/old/")]
        )
        return [
            .refuses(
                "a path beside the scope",
                Material(scope: scope, changed: ["src/jobs/a.swift", "src/users/b.swift"])
            ),
            .refuses(
                "a path that is kept out",
                Material(scope: scope, changed: ["src/jobs/old/a.swift"])
            ),
            .passes("paths in scope", Material(scope: scope, changed: ["src/jobs/a.swift"])),
        ]
    }
}
