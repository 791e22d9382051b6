import Documents
import Model

extension GateDescription {
    package static let placeholders = GateDescription(
        "placeholders",
        "No added line stands for work that was left out.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .advise,
        hint: "Write what belongs there; where a line is meant, [placeholders] in "
            + ".worklead/gates.toml excepts its path."
    )
}

/// Whether a change adds what only looks like work.
struct PlaceholdersGate: Gate {
    let description = GateDescription.placeholders
    private let settings: GateSettings

    init(_ settings: GateSettings) {
        self.settings = settings
    }

    func material(at site: GateSite) throws -> [AddedFile] { try site.addedFiles() }

    func judge(_ material: [AddedFile]) throws -> GateJudgement {
        let scanner = settings.placeholderScanner
        return GateJudgement(
            material.flatMap(scanner.findings),
            figure: GateFigure(material.reduce(0) { $0 + $1.lines.count }, "added lines")
        )
    }

    /// The cases of each rule, in a file that the rule is about.
    var cases: [GateCase<[AddedFile]>] {
        settings.placeholderRules.flatMap { language in
            let path = language.files.first.map { Self.example(of: $0.text) } ?? "a"
            return language.rules.flatMap { rule in
                rule.refuses.map { line in
                    GateCase<[AddedFile]>.refuses(
                        "\(language.language).\(rule.name): \(line)",
                        [AddedFile(path: path, text: line)]
                    )
                }
                    + rule.passes.map { line in
                        GateCase<[AddedFile]>.passes(
                            "\(language.language).\(rule.name): \(line)",
                            [AddedFile(path: path, text: line)]
                        )
                    }
            }
        }
    }

    /// A path that a pattern means.
    private static func example(of pattern: String) -> String {
        let name = pattern.replacing("**/", with: "src/").replacing("*", with: "a")
        return pattern == "**" ? "src/a.c" : name
    }
}
