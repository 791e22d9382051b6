import Model
import Store

extension GateDescription {
    package static let edit = GateDescription(
        "edit",
        "An edit stays in the scope of what its agent holds.",
        on: [.worktree],
        at: [.edit, .commit],
        level: .block,
        hint: "Leave the path alone, or ask for a packet that has it in scope."
    )
}

/// Whether what is not committed yet belongs to what the agent holds.
struct EditGate: Gate {
    let description = GateDescription.edit

    struct Material: Sendable {
        let paths: [String]
        /// What the agent holds in the repository.
        let scopes: [PathScope]
    }

    func material(at site: GateSite) throws -> Material {
        guard let paths = try site.requireChange().uncommittedPaths, !paths.isEmpty else {
            throw GateSkip("Everything is committed.")
        }
        guard site.task != nil else { throw GateSkip("The agent holds nothing here.") }
        return Material(paths: paths, scopes: [try site.scope()])
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let outside = material.paths.filter { path in
            !material.scopes.contains { $0.isEmpty || $0.allows(path) }
        }
        return GateJudgement(
            outside.map { GateFinding("It is outside the scope of what is held.", path: $0) },
            figure: GateFigure(material.paths.count, "edited paths")
        )
    }

    var cases: [GateCase<Material>] {
        let scope = PathScope(inScope: [PathPattern(known: "src/a/")])
        return [
            .refuses(
                "a path beside the scope",
                Material(paths: ["src/a/b.swift", "README.md"], scopes: [scope])
            ),
            .passes("a path in the scope", Material(paths: ["src/a/b.swift"], scopes: [scope])),
        ]
    }
}
