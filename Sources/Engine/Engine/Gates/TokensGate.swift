import Documents
import Model

extension GateDescription {
    package static let tokens = GateDescription(
        "tokens",
        "Paths that documents name as code are there.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .advise,
        hint: "Mend the path, or write an example with &#47; in place of its strokes."
    )
}

/// Whether documents name paths that are there.
struct TokensGate: Gate {
    let description = GateDescription.tokens
    private let settings: GateSettings

    init(_ settings: GateSettings) {
        self.settings = settings
    }

    struct Material: Sendable {
        let policy: TokenPolicy
        let documents: [SourceFile]
        let paths: Set<String>
    }

    func material(at site: GateSite) throws -> Material {
        guard let policy = settings.tokens else {
            throw GateSkip("No documents are declared.")
        }
        let paths = try site.paths()
        return Material(
            policy: policy,
            documents: try site.contents(of: paths.filter(policy.covers)),
            paths: Set(paths)
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.documents.flatMap { document in
                material.policy.findings(
                    in: document.bytes,
                    of: document.path,
                    among: material.paths
                )
            },
            figure: GateFigure(material.documents.count, "documents")
        )
    }

    var cases: [GateCase<Material>] {
        func material(_ text: String) -> Material {
            Material(
                policy: TokenPolicy(files: [PathPattern(known: "docs/")], ignored: ["and/or"]),
                documents: [SourceFile("docs/a.md", text)],
                paths: ["docs/a.md", "scripts/ops/run.sh"]
            )
        }
        return [
            .refuses("a path that is not there", material("Run `scripts/ops/start.sh`.\n")),
            .refuses("one in a list", material("- one\n- `scripts/gone/`\n")),
            .passes(
                "a path that is there",
                material("Run `scripts/ops/run.sh` in `scripts/ops`.\n")
            ),
            .passes("an example", material("As in `scripts&#47;ops&#47;start.sh`.\n")),
            .passes("what is no path", material("`a / b`, `and/or`, `<x/>`, `https://a/b`\n")),
        ]
    }
}
