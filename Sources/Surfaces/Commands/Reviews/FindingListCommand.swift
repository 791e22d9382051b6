import CommandLineKit
import Model
import Operations

/// The command that lists findings of all reviews.
enum FindingListCommand {
    static let list = Command(
        ListFindings.self,
        CommandSpecification(
            "list",
            summary: "List findings of all reviews, those that matter most first",
            options: [finding, review, owner, severity, .limit],
            flags: [all],
            examples: [
                CommandExample("worklead review finding list", "What is still to be mended?")
            ],
            seeAlso: ["review show", "review list"]
        ),
        input: { parsed, _ in
            try ListFindings.Input { input in
                input.finding = try parsed.optionalName(finding)
                input.review = try parsed.optionalName(review)
                input.owner = try parsed.optionalName(owner)
                input.severity = parsed.choice(severity)
                input.all = parsed.isSet(all)
                input.limit = try parsed.limit(100, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListFindings.self) { text in
                text.list(
                    TextList(
                        "findings",
                        columns: ["finding", "severity", "state", "review", "owner", "text"],
                        rows: reply.output.items.map {
                            [
                                .name($0.finding), .text($0.severity.rawValue),
                                .text($0.state.rawValue), .name($0.review), .name($0.owner),
                                .text($0.text),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let finding = Option("finding", value: "FINDING", help: "Only this one")
    private static let review = Option("review", value: "REVIEW", help: "Only those of this one")
    private static let owner = Option(
        "owner",
        value: "AGENT",
        help: "Only those that this agent is to mend",
        completion: .dynamic("agent")
    )
    private static let severity = Option(
        "severity",
        value: "WORD",
        help: "Only those that matter so much",
        allowed: Severity.allCases.map(\.rawValue)
    )
    private static let all = Flag("all", short: "a", help: "List settled ones too")
}
