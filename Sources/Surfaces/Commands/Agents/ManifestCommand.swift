import CommandLineKit
import Model
import Operations

extension AgentCommands {
    static let importManifest = Command(
        ImportManifest.self,
        CommandSpecification(
            "import-manifest",
            summary: "Register the agent of an AGENT_MANIFEST.json",
            discussion: "What of the manifest is changed or not kept is said, field by field.",
            arguments: [manifest],
            options: [manifestRole],
            examples: [
                CommandExample(
                    "worklead agent import-manifest AGENT_MANIFEST.json",
                    "Let its agent join."
                )
            ],
            seeAlso: ["agent register"]
        ),
        input: { parsed, context in
            try ImportManifest.Input { input in
                input.manifest = try context.files.text(of: parsed.required(manifest))
                input.role = parsed.choice(manifestRole)
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: ImportManifest.self,
                report.created
                    ? "\(report.agent) registered as \(report.role.rawValue)"
                    : "\(report.agent) is registered already"
            ) { text in
                guard !report.losses.isEmpty else { return }
                text.list(
                    TextList(
                        "not kept as it was",
                        columns: ["field", "value", "why"],
                        rows: report.losses.map {
                            [.text($0.field), .text($0.value), .text($0.reason)]
                        }
                    )
                )
            }
        }
    )

    private static let manifest = Argument(
        "FILE",
        help: "The manifest; - reads it",
        completion: .file
    )
    private static let manifestRole = Option(
        "role",
        value: "ROLE",
        help: "Its role, instead of what the manifest's come to",
        allowed: Role.allCases.map(\.rawValue)
    )
}
