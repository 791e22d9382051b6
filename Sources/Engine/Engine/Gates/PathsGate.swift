import Documents
import Model

extension GateDescription {
    package static let paths = GateDescription(
        "paths",
        "The repository has no path and no text that it must not have.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "Take it out; [[paths]] in .worklead/gates.toml says why."
    )
}

/// Whether a commit has paths or texts that are forbidden.
struct PathsGate: Gate {
    let description = GateDescription.paths
    private let settings: GateSettings

    init(_ settings: GateSettings) {
        self.settings = settings
    }

    struct Material: Sendable {
        let rules: [PathRule]
        let paths: [String]
        let files: [SourceFile]
    }

    func material(at site: GateSite) throws -> Material {
        let rules = settings.paths
        guard !rules.isEmpty else { throw GateSkip("No path is forbidden.") }
        let paths = try site.paths()
        let read = paths.filter { path in rules.contains { $0.covers(path) } }
        return Material(rules: rules, paths: paths, files: try site.contents(of: read))
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let paths = material.paths.flatMap { path in
            material.rules.compactMap { $0.finding(for: path) }
        }
        let texts = material.files.flatMap { file in
            material.rules.filter { $0.covers(file.path) }.flatMap {
                $0.findings(in: file.bytes, of: file.path)
            }
        }
        return GateJudgement(
            (paths + texts).byPlace,
            figure: GateFigure(material.paths.count, "paths")
        )
    }

    var cases: [GateCase<Material>] {
        let keys = PathRule(
            forbidden: [PathPattern(known: "**/*.pem")],
            reason: "Keys stay out of the repository."
        )
        let legacy = PathRule(
            files: [PathPattern(known: "src/**")],
            texts: ["import legacy"],
            reason: "The old package is gone."
        )
        return [
            .refuses(
                "a forbidden path",
                Material(rules: [keys], paths: ["config/site.pem"], files: [])
            ),
            .refuses(
                "a forbidden text",
                Material(
                    rules: [legacy],
                    paths: ["src/a.py"],
                    files: [SourceFile("src/a.py", "import os\nimport legacy\n")]
                )
            ),
            .passes(
                "other paths and texts",
                Material(
                    rules: [keys, legacy],
                    paths: ["src/a.py", "docs/pem.md"],
                    files: [SourceFile("src/a.py", "import modern\n")]
                )
            ),
        ]
    }
}
