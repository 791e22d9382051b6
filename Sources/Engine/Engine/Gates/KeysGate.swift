import Documents
import Model

extension GateDescription {
    package static let keys = GateDescription(
        "keys",
        "Manifests have the keys that they must have, and none that they must not.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .block,
        hint: "Mend the manifests; [[keys]] in .worklead/gates.toml says why."
    )
}

/// Whether the manifests of a commit have the right keys.
struct KeysGate: Gate {
    let description = GateDescription.keys
    private let settings: GateSettings

    init(_ settings: GateSettings) {
        self.settings = settings
    }

    struct Material: Sendable {
        let rules: [ManifestRule]
        let files: [SourceFile]
    }

    func material(at site: GateSite) throws -> Material {
        let rules = settings.manifests
        guard !rules.isEmpty else { throw GateSkip("No rule about keys is declared.") }
        let paths = try site.paths().filter { path in rules.contains { $0.covers(path) } }
        return Material(rules: rules, files: try site.contents(of: paths))
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.files.flatMap { file in
                material.rules.filter { $0.covers(file.path) }.flatMap {
                    $0.findings(in: file.bytes, of: file.path)
                }
            }.byPlace,
            figure: GateFigure(material.files.count, "manifests")
        )
    }

    var cases: [GateCase<Material>] {
        let rule = ManifestRule(
            files: [PathPattern(known: "plugins/**")],
            forbidden: [KeyPattern("rawr.channel"), KeyPattern("**.publishTier")],
            required: [KeyPattern("rawr.capability")],
            reason: "The channel is a command's."
        )
        func material(_ path: String, _ text: String) -> Material {
            Material(rules: [rule], files: [SourceFile(path, text)])
        }
        let json = "plugins/a/package.json"
        return [
            .refuses(
                "a forbidden key in JSON",
                material(json, #"{"rawr": {"capability": "a", "channel": "b"}}"#)
            ),
            .refuses("a required key that is missing", material(json, #"{"rawr": {}}"#)),
            .refuses("a manifest that can't be read", material(json, "{")),
            .refuses(
                "a forbidden key in TOML",
                material("plugins/a/a.toml", "[rawr]\ncapability = 1\n[[b]]\npublishTier = 2\n")
            ),
            .refuses(
                "a forbidden key in YAML",
                material("plugins/a/a.yaml", "rawr:\n  capability: a\n  channel: b\n")
            ),
            .passes("the right keys in JSON", material(json, #"{"rawr": {"capability": "a"}}"#)),
            .passes(
                "the right keys in YAML",
                material("plugins/a/a.yml", "rawr: {capability: a}\nchannel: b\n")
            ),
        ]
    }
}
