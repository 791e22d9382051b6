import CommandLineKit
import Model
import Operations

/// The commands by which a team that coordinates by files is kept in step.
enum ExportCommands {
    static let all: [Command] = [
        command(
            .parallel,
            summary: "Write a coordination bus: claims, events, messages, plans, a queue"
        ),
        command(
            .mayor,
            summary: "Write a mayor's files: status, guidance, blockers, boundaries, prompts"
        ),
    ]

    private static func command(_ layout: ImportLayout, summary: String) -> Command {
        Command(
            ExportFiles.self,
            CommandSpecification(
                layout.rawValue,
                summary: summary,
                discussion: """
                    Each file is written whole or not at all, and the same ledger gives the same \
                    bytes. A file that somebody else has written or changed since is named and \
                    kept; import brings what was changed into the ledger.
                    """,
                arguments: [path],
                examples: [
                    CommandExample(
                        "worklead export \(layout.rawValue) ../team",
                        "Let who reads files see how things stand."
                    )
                ],
                seeAlso: ["import \(layout.rawValue)"]
            ),
            input: { parsed, _ in
                ExportFiles.Input { input in
                    input.layout = layout
                    input.path = parsed.required(path)
                }
            },
            output: { reply, _ in
                let report = reply.output
                let output = CommandOutput(
                    change: reply,
                    of: ExportFiles.self,
                    "\(report.written.count, "file") written, \(report.same) as they are"
                ) { text in
                    for file in report.edited { text.field("kept", .path(file)) }
                }
                guard !report.edited.isEmpty else { return output }
                return output.warning(
                    report.edited.count.counted(
                        "file was written or changed by others, and is kept.",
                        "files were written or changed by others, and are kept."
                    )
                )
            }
        )
    }

    private static let path = Argument("DIR", help: "The folder that is written to")
}
