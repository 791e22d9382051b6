import Documents
import Model

extension GateDescription {
    package static let secrets = GateDescription(
        "secrets",
        "Nothing that is handed in, sent or kept has a secret in it.",
        on: [.delivery, .worktree],
        at: [.delivery, .message, .packet],
        level: .block,
        hint: "Take it out of the history too, and replace it where it is valid; what is no secret "
            + "is allowed, with a reason, by [secrets] in .worklead/gates.toml."
    )
}

/// Whether a change or its report has a secret in it.
struct SecretsGate: Gate {
    let description = GateDescription.secrets
    private let settings: GateSettings

    init(_ settings: GateSettings) {
        self.settings = settings
    }

    struct Material: Sendable {
        var files: [AddedFile] = []
        var report: String?
    }

    func material(at site: GateSite) throws -> Material {
        Material(files: try site.addedFiles(), report: try site.requireChange().report)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let scanner = settings.secretScanner
        var findings: [GateFinding] = []
        var bytes = 0
        for file in material.files {
            let text = file.lines.map(\.text).joined(separator: "\n")
            bytes += text.utf8.count
            findings += scanner.findings(in: Array(text.utf8), of: file.path).map { found in
                GateFinding(
                    "There is \(found.text).",
                    path: file.path,
                    line: file.lines[found.line - 1].number,
                    rule: found.rule
                )
            }
        }
        if let report = material.report {
            bytes += report.utf8.count
            findings += scanner.findings(in: report).map { found in
                GateFinding(
                    "Line \(found.line) of the report has \(found.text).",
                    rule: found.rule
                )
            }
        }
        return GateJudgement(findings, figure: GateFigure(bytes, "bytes"))
    }

    /// The cases of each rule, with secrets that are made for them.
    var cases: [GateCase<Material>] {
        settings.secretRules.enumerated().flatMap { index, rule in
            let seed = UInt64(index + 1)
            return rule.refuses.map { sample in
                GateCase<Material>.refuses(
                    "\(rule.name): \(sample.template)",
                    Self.material(sample, seed)
                )
            }
                + rule.passes.map { sample in
                    GateCase<Material>.passes(
                        "\(rule.name): \(sample.template)",
                        Self.material(sample, seed)
                    )
                }
        } + [
            .refuses(
                "a secret in the report",
                Material(report: SecretSample("It is ghp_<alnum:36>").text(seed: 1))
            )
        ]
    }

    private static func material(_ sample: SecretSample, _ seed: UInt64) -> Material {
        Material(files: [AddedFile(path: "src/a.txt", text: sample.text(seed: seed))])
    }

    /// What is wrong with a text that is to be sent or kept, as a sentence.
    static func fault(in text: String, called name: String) -> String? {
        let found = StandardSecretRules.scanner.findings(in: text)
        guard let first = found.first else { return nil }
        let rest = found.count > 1 ? " And \(found.count - 1) more." : ""
        return "Line \(first.line) of the \(name) has \(first.text).\(rest)"
    }
}
