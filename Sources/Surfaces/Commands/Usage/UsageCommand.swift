import CommandLineKit
import Digests
import Model
import Operations

/// The command about tokens and cost.
enum UsageCommand {
    static let usage = Command(
        CommandSpecification(
            "usage",
            summary: "Show the tokens and the cost of the agents' models",
            discussion: """
                Claude Code and Codex report them to the gateway's /v1/metrics and /v1/logs: see \
                docs/remote.md. With --record a document that was kept elsewhere is taken in.
                """,
            section: "Look",
            options: [by, since, record, .key],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead usage --by task", "See what each task has cost."),
                CommandExample("worklead usage --by day --since 2026-11-01T00:00:00Z", "By day."),
            ]
        ),
        calls: [ShowUsage.name, RecordUsage.name]
    ) { parsed, context in
        if let file = parsed.text(record) { return try await take(file, parsed, context) }
        let input = try ShowUsage.Input { input in
            input.by = parsed.choice(by) ?? .agent
            input.since = try parsed.moment(since)
        }
        let reply = try await context.caller.call(ShowUsage.self, input, context.options)
        return CommandOutput(reply, of: ShowUsage.self) { reply.output.describe(in: &$0) }
    }

    private static func take(
        _ file: String,
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) async throws -> CommandOutput {
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let text = try context.files.text(of: file)
        let input: RecordUsage.Input
        do {
            let document = try JSONValue(parsing: text)
            input = RecordUsage.Input { $0.document = document }
        } catch {
            throw NotJSONError(file: file, fault: error.message)
        }
        let reply = try await context.caller.call(RecordUsage.self, input, options)
        let intake = reply.output
        let output = CommandOutput(
            change: reply,
            of: RecordUsage.self,
            "\(intake.counted) counted, \(intake.rejected) not"
        )
        return intake.reason.map { output.warning($0) } ?? output
    }

    private static let by = Option(
        "by",
        value: "WHAT",
        help: "What the sums are for",
        allowed: UsageGrouping.allCases.map(\.rawValue),
        default: "agent"
    )
    private static let since = Option("since", value: "TIME", help: "From that day on")
    private static let record = Option(
        "record",
        value: "FILE",
        help: "Take in a document of OTLP; - reads it from standard input",
        completion: .file
    )
}

extension UsageReport {
    fileprivate func describe(in text: inout TextDocument) {
        text.list(
            TextList(
                "sums",
                columns: [by.rawValue, "input", "output", "cache read", "cache write", "usd"],
                rows: lines.map { $0.cells(named: $0.name.map { .text($0) } ?? .absent) }
            )
        )
        guard lines.count > 1 else { return }
        text.say(
            """
            in all: \(total.input) input, \(total.output) output, \(total.cacheRead) cache read, \
            \(total.cacheWrite) cache write, \(total.cost.inDollars) USD
            """
        )
    }
}

extension UsageLine {
    fileprivate func cells(named name: Cell) -> [Cell] {
        [
            name, .number(input), .number(output), .number(cacheRead), .number(cacheWrite),
            .literal(cost.inDollars),
        ]
    }
}

/// A file that is to be JSON and is not.
struct NotJSONError: Reportable {
    let file: String
    let fault: String

    var code: String { "usage.not_json" }
    var category: ErrorCategory { .usage }
    var message: String {
        "'\(file.printable(limit: 120))' is not JSON: \(fault.printable(limit: 160))"
    }
}
