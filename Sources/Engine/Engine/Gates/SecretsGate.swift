import Documents
import Model

extension GateDescription {
    package static let secrets = GateDescription(
        "secrets",
        "Nothing that is handed in, sent or kept has a secret in it.",
        on: [.delivery, .worktree],
        at: [.delivery, .message, .packet, .memory, .decision],
        level: .block,
        hint: "Take it out of the history too, and replace it where it is valid; what is no secret "
            + "is allowed by `worklead waiver grant secrets --task TASK --until 1h --reason TEXT`, "
            + "or for good by [secrets] in .worklead/gates.toml."
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
        /// What each commit adds on the way: what a later one takes away is in the history still.
        var history: [(commit: String, files: [AddedFile])] = []
    }

    func material(at site: GateSite) throws -> Material {
        let change = try site.requireChange()
        return Material(
            files: try site.addedFiles(),
            report: change.report,
            history: try change.base.map { base in
                try site.tools.sources.addedLinesOfEachCommit(
                    from: base,
                    to: change.commit,
                    in: change.repository.path
                )
            } ?? []
        )
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let scanner = settings.secretScanner
        var look = Look(scanner: scanner)
        for file in material.files { look.look(at: file, in: nil) }
        for (commit, files) in material.history {
            for file in files { look.look(at: file, in: commit) }
        }
        if let report = material.report {
            look.bytes += report.utf8.count
            look.findings += scanner.findings(in: report).map { found in
                GateFinding(
                    "Line \(found.line) of the report has \(found.text).",
                    rule: found.rule
                )
            }
        }
        return GateJudgement(look.findings, figure: GateFigure(look.bytes, "bytes"))
    }

    /// What was found so far; each secret of a file is told once, where it is seen first.
    private struct Look {
        let scanner: SecretScanner
        var findings: [GateFinding] = []
        var bytes = 0
        private var told: Set<[UInt8]> = []

        init(scanner: SecretScanner) {
            self.scanner = scanner
        }

        mutating func look(at file: AddedFile, in commit: String?) {
            let text = Array(file.lines.map(\.text).joined(separator: "\n").utf8)
            bytes += text.count
            for found in scanner.findings(in: text, of: file.path) {
                let secret = Array(file.path.utf8) + [0] + text[found.range]
                guard told.insert(secret).inserted else { continue }
                let place = commit.map { ", in the commit \($0.prefix(12))" } ?? ""
                findings.append(
                    GateFinding(
                        "There is \(found.text)\(place).",
                        path: file.path,
                        line: file.lines[found.line - 1].number,
                        rule: found.rule
                    )
                )
            }
        }
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
            ),
            .refuses(
                "a secret that a later commit takes away",
                Material(
                    history: [("c1", Self.material(SecretSample("ghp_<alnum:36>"), 1).files)]
                )
            ),
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
