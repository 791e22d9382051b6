import CommandLineKit
import Digests
import Model
import Operations

extension SessionCommands {
    static let brief = Command(
        CommandSpecification(
            "brief",
            summary: "Tell what you need to know after a while",
            discussion: """
                The preset `operator` goes through what is to be checked before work goes on: what \
                those who
                plan have said, packets, documents to read, claims, leases and evidence. Each line \
                passes, warns
                or fails; `--output` keeps them as JSON, the same for the same state.
                """,
            options: [.since, preset, task, output],
            examples: [
                CommandExample("worklead session brief", "What is mine, and what is new?"),
                CommandExample("worklead session brief --since 8812", "What is new since then?"),
                CommandExample(
                    "worklead session brief --preset operator --output operator.json",
                    "Go through the list, and keep what came of it."
                ),
            ],
            seeAlso: ["prime", "session save"]
        ),
        calls: [BriefSession.name, CheckOperator.name]
    ) { parsed, context in
        guard parsed.text(preset) == nil else { return try await checklist(parsed, context) }
        let input = try BriefSession.Input { input in
            (input.since, input.sinceTime) = try parsed.since()
        }
        let reply = try await context.caller.call(BriefSession.self, input, context.options)
        return CommandOutput(reply, of: BriefSession.self) { text in
            let report = reply.output
            text.say("\(report.agent), \(report.role.rawValue), revision \(reply.revision ?? 0)")
            report.describe(in: &text)
        }
    }

    private static let preset = Option(
        "preset",
        value: "NAME",
        help: "A list of checks instead",
        allowed: ["operator"]
    )
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The task that the checks are about",
        completion: .dynamic("task")
    )
    private static let output = Option(
        "output",
        value: "FILE",
        help: "Where to keep what came of the checks",
        completion: .file
    )

    private static func checklist(
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) async throws -> CommandOutput {
        let input = try CheckOperator.Input { $0.task = try parsed.optionalName(task) }
        let reply = try await context.caller.call(CheckOperator.self, input, context.options)
        let report = reply.output
        let file = parsed.text(output)
        if let file { try context.files.write(report.json.canonicalText + "\n", to: file) }
        return CommandOutput(reply, of: CheckOperator.self) { text in
            text.say(
                "\(report.agent), operator: \(report.verdict.rawValue), revision \(report.revision)"
            )
            text.list(
                TextList(
                    "checks",
                    columns: ["check", "verdict", "why", "remedy"],
                    rows: report.lines.map {
                        [
                            .literal($0.check), .state($0.verdict.rawValue, $0.verdict.mark),
                            .text($0.message), .maybe($0.remedy, Cell.text),
                        ]
                    }
                )
            )
            if let file { text.field("kept", .path(file)) }
        }
    }
}

extension ChecklistVerdict {
    fileprivate var mark: Mark {
        switch self {
        case .pass: .done
        case .warn: .attention
        case .fail: .failed
        }
    }
}
