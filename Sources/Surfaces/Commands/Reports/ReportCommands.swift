import CommandLineKit
import Model
import Operations

/// The commands that tell what the ledger knows.
enum ReportCommands {
    static let all: [Command] = [audit]

    static let audit = Command(
        AuditReports.self,
        CommandSpecification(
            "audit",
            summary: "Look for what was judged or done faster than it can be",
            discussion: """
                Verdicts that were given faster than a person reads the report and the added \
                lines, claims that were shorter than their checks and their writing take, and \
                gates that were asked often and never refused. It accuses nobody: it says where \
                to look again. With --format markdown it is a page for people.
                """,
            options: [since, speed],
            examples: [
                CommandExample("worklead report audit", "Who only stamped?"),
                CommandExample("worklead report audit --format markdown", "As a page."),
            ],
            seeAlso: ["gate cost", "event list"]
        ),
        input: { parsed, _ in
            try AuditReports.Input { input in
                input.since = try parsed.moment(since)
                input.wordsPerMinute = try parsed.integer(speed, in: 1...100_000) ?? 500
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: AuditReports.self) { reply.output.describe(in: &$0) }
        }
    )

    private static let since = Option("since", value: "TIME", help: "From that moment on")
    private static let speed = Option(
        "words-per-minute",
        value: "NUMBER",
        help: "How fast a person reads",
        default: "500"
    )
}

extension AuditReport {
    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(verdicts) verdicts, \(claims) delivered claims and \(gates) gates looked at")
        text.list(Self.lines("hasty verdicts", hasty, who: "judge"))
        text.list(Self.lines("short claims", short, who: "worker"))
        text.list(TextList(costsOf: neverFailed, called: "gates that never refused"))
    }

    private static func lines(_ name: String, _ lines: [AuditLine], who: String) -> TextList {
        TextList(
            name,
            columns: ["task", "delivery", who, "outcome", "took", "needs", "why"],
            rows: lines.map { line in
                [
                    .name(line.task), .name(line.delivery), .name(line.agent),
                    .maybe(line.outcome, Cell.literal),
                    .duration(.milliseconds(line.tookMs)),
                    .duration(.milliseconds(line.needsMs)), .text(line.reason),
                ]
            }
        )
    }
}
