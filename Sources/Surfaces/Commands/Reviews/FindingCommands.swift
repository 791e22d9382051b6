import CommandLineKit
import Model
import Operations

/// The commands about the findings of reviews.
enum FindingCommands {
    static let all: [Command] = [
        add, FindingListCommand.list, fix, dispute, accept, importing,
    ]

    private static let finding = Argument("FINDING", help: "The finding's id")
    private static let owner = Option(
        "owner",
        value: "AGENT",
        help: "Who is to mend it; by default whose work is reviewed",
        completion: .dynamic("agent")
    )

    static let add = Command(
        AddFinding.self,
        CommandSpecification(
            "add",
            summary: "Add a finding to a review, and tell who is to mend it",
            arguments: [ReviewCommands.review],
            options: [severity, at, text, owner],
            examples: [
                CommandExample(
                    "worklead review finding add RV-1 --severity high --at src/a.swift:12-14 "
                        + "--text 'the lock stays'",
                    "Three lines are wrong."
                )
            ],
            seeAlso: ["review show"]
        ),
        input: { parsed, _ in
            try AddFinding.Input { input in
                input.review = try parsed.name(ReviewCommands.review)
                input.severity = parsed.choice(severity) ?? .medium
                input.place = parsed.text(at)
                input.text = parsed.required(text)
                input.owner = try parsed.optionalName(owner)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: AddFinding.self,
                "\(line.finding) \(line.severity.rawValue) added, \(line.owner) is told"
            )
        }
    )

    private static let severity = Option(
        "severity",
        value: "WORD",
        help: "How much it matters",
        allowed: Severity.allCases.map(\.rawValue),
        default: Severity.medium.rawValue
    )
    private static let at = Option(
        "at",
        value: "PLACE",
        help: "The path from the repository's top on, with its lines: src/a.swift:12-14"
    )
    private static let text = Option(
        "text",
        value: "TEXT",
        help: "What is wrong, and what would be right",
        count: .exactlyOne
    )

    static let fix = Command(
        FixFinding.self,
        CommandSpecification(
            "fix",
            summary: "Say which commit mends a finding",
            discussion: """
                The commit must be newer than what was reviewed. The next round looks at it; until \
                then the review can't end.
                """,
            arguments: [finding],
            options: [commit, ReviewCommands.directory],
            examples: [
                CommandExample("worklead review finding fix F-1", "The last commit mends it.")
            ],
            seeAlso: ["review rereview"]
        ),
        input: { parsed, _ in
            try FixFinding.Input { input in
                input.finding = try parsed.name(finding)
                input.revision = parsed.text(commit) ?? "HEAD"
                input.path = parsed.text(ReviewCommands.directory) ?? "."
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: FixFinding.self,
                "\(line.finding) fixed in \((line.fix ?? "").prefix(12).description)"
            )
        }
    )

    private static let commit = Option(
        "commit",
        value: "REVISION",
        help: "The commit that mends it",
        default: "HEAD"
    )

    static let dispute = Command(
        DisputeFinding.self,
        CommandSpecification(
            "dispute",
            summary: "Say that a finding is none; only its owner may",
            arguments: [finding],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead review finding dispute F-1 --reason 'the caller holds the lock'",
                    "It is right as it is."
                )
            ]
        ),
        input: { parsed, _ in
            try DisputeFinding.Input { input in
                input.finding = try parsed.name(finding)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: DisputeFinding.self,
                "\(reply.output.finding) is disputed"
            )
        }
    )

    static let accept = Command(
        AcceptFinding.self,
        CommandSpecification(
            "accept",
            summary: "Let a finding stand, with who looks after it and how",
            discussion: """
                A blocking or high finding is mended; it is let stand only where its owner \
                disputes it, and that grants the dispute.
                """,
            arguments: [finding],
            options: [follower, followUp, .reason],
            examples: [
                CommandExample(
                    "worklead review finding accept F-1 --task T-9",
                    "Another task looks after it."
                )
            ]
        ),
        input: { parsed, _ in
            try AcceptFinding.Input { input in
                input.finding = try parsed.name(finding)
                input.owner = try parsed.optionalName(follower)
                input.task = try parsed.optionalName(followUp)
                input.reason = parsed.text(Option.reason)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: AcceptFinding.self,
                "\(line.finding) is let stand, \(line.followUpOwner?.text ?? "") looks after it"
            )
        }
    )

    private static let follower = Option(
        "owner",
        value: "AGENT",
        help: "Who looks after it; by default whose it is to mend",
        completion: .dynamic("agent")
    )
    private static let followUp = Option(
        "task",
        value: "TASK",
        help: "The task that follows up",
        completion: .dynamic("task")
    )

    static let importing = Command(
        ImportFindings.self,
        CommandSpecification(
            "import",
            summary: "Make findings of a linter's SARIF 2.1.0, or of what gates refused",
            discussion: """
                Errors become high findings, warnings medium ones, notes low ones. What was taken \
                in before is not added again, also where it has moved: by the fingerprints of the \
                tool, else by rule, path, words and the line's text.

                With --gates a run of gates is taken in: what a gate at level block refused is \
                high, else medium. It has to have looked at the commit that is reviewed.
                """,
            arguments: [ReviewCommands.review, file],
            options: [gates, owner],
            examples: [
                CommandExample(
                    "worklead review finding import RV-1 lint.sarif",
                    "What the linter says is to be mended."
                ),
                CommandExample(
                    "worklead review finding import RV-1 --gates G-3",
                    "What the gates refused is to be mended."
                ),
            ],
            seeAlso: ["review export", "gate run"]
        ),
        input: { parsed, context in
            try ImportFindings.Input { input in
                input.review = try parsed.name(ReviewCommands.review)
                input.log = try parsed.text(file).map(context.files.text(of:))
                input.run = try parsed.optionalName(gates)
                input.owner = try parsed.optionalName(owner)
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: ImportFindings.self,
                """
                \(report.added, "finding") added to \(report.review), \(report.known) were there, \
                \(report.passedOver) are none
                """
            ) { text in
                if report.unplaced > 0 {
                    text.say("\(report.unplaced) have no place in the commit that is reviewed")
                }
            }
        }
    )

    private static let file = Argument(
        "FILE",
        help: "The log; '-' for standard input",
        count: .atMostOne,
        completion: .file
    )
    private static let gates = Option("gates", value: "RUN", help: "A run of gates, such as G-3")
}
