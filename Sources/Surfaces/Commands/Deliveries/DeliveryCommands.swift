import CommandLineKit
import Model
import Operations

/// The commands by which work is handed in and judged.
enum DeliveryCommands {
    static let all: [Command] = [deliver, replay, accept, rework, reject]

    static let deliver = Command(
        DeliverTask.self,
        CommandSpecification(
            "deliver",
            summary: "Hand in a commit and a report for a task",
            discussion: """
                What is handed in is a commit: uncommitted work can't be. Run it in the worktree \
                of the
                claim.

                A claim about a check is written `COMMAND: passed`, `COMMAND: 12 passed`, \
                `COMMAND: exit 1`
                or `all: passed`; a replay compares it with what really happens.
                """,
            section: "Work",
            aliases: ["submit"],
            arguments: [.task],
            options: [commit, report, claims, artifacts, .fence, directory],
            examples: [
                CommandExample(
                    "worklead deliver T-1 --report report.md --claim 'make test: 12 passed'",
                    "Hand in the head of the worktree."
                )
            ],
            seeAlso: ["replay", "task show"]
        ),
        input: { parsed, context in
            try DeliverTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.path = parsed.text(directory) ?? "."
                input.revision = parsed.text(commit) ?? "HEAD"
                input.fence = try parsed.fence()
                input.report = try parsed.text(report).map(context.files.text) ?? ""
                input.claims = parsed.texts(claims)
                input.artifacts = parsed.texts(artifacts)
            }
        },
        output: { reply, _ in
            let report = reply.output
            var output = CommandOutput(
                change: reply,
                of: DeliverTask.self,
                """
                \(report.task.task) delivered as \(report.delivery), \
                \(report.changed, "path") changed
                """
            )
            output.envelope.warnings += report.advice
            return output
        }
    )

    private static let commit = Option(
        "commit",
        value: "REVISION",
        help: "The commit; by default the head"
    )
    private static let report = Option(
        "report",
        value: "FILE",
        help: "The report, as Markdown; - reads it from standard input",
        completion: .file
    )
    private static let claims = Option(
        "claim",
        value: "TEXT",
        help: "What a check gave",
        count: .any
    )
    private static let artifacts = Option(
        "artifact",
        value: "PATH",
        help: "A file that the commit is to have",
        count: .any,
        completion: .file
    )
    private static let directory = Option(
        "directory",
        short: "C",
        value: "PATH",
        help: "The worktree; by default the one around",
        completion: .directory
    )

    static let replay = Command(
        CommandSpecification(
            "replay",
            summary: "Run a delivery's checks again, in a fresh checkout of its commit",
            discussion: """
                The checks run in a sandbox: no network, no environment or home of the operator, \
                writing
                only below the checkout. A delivery that is not verified makes the command fail \
                with exit
                code 5; the record is kept either way.
                """,
            section: "Judge",
            arguments: [.task],
            options: [.key],
            flags: [unsandboxed, .dryRun],
            examples: [
                CommandExample("worklead replay T-1", "Look whether the checks really pass.")
            ],
            seeAlso: ["accept", "rework"]
        ),
        calls: [ReplayDelivery.name]
    ) { parsed, context in
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let input = try ReplayDelivery.Input { input in
            input.task = try parsed.name(Argument.task)
            input.unsandboxed = parsed.isSet(unsandboxed)
        }
        let reply = try await context.caller.call(ReplayDelivery.self, input, options)
        let output = CommandOutput(reply, of: ReplayDelivery.self) { text in
            reply.output.describe(in: &text)
        }
        guard reply.output.grade == .notVerified else { return output }
        return output.failing(NotVerifiedError(task: reply.output.task, gaps: reply.output.gaps))
    }

    private static let unsandboxed = Flag(
        "unsandboxed",
        help: "Run without a sandbox where none can be had; the record says so"
    )

    static let accept = Command(
        AcceptDelivery.self,
        CommandSpecification(
            "accept",
            summary: "Accept the delivery that waits, on the ground of its replay",
            section: "Judge",
            arguments: [.task],
            options: [gaps, note],
            examples: [CommandExample("worklead accept T-1", "Accept what a replay has verified.")],
            seeAlso: ["replay", "rework", "reject"]
        ),
        input: { parsed, _ in
            try AcceptDelivery.Input { input in
                input.task = try parsed.name(Argument.task)
                input.gaps = parsed.text(gaps)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in CommandOutput(verdict: reply, of: AcceptDelivery.self) }
    )

    private static let gaps = Option(
        "gaps",
        value: "REASON",
        help: "Why the gaps of the replay are taken"
    )
    private static let note = Option("note", value: "TEXT", help: "A word to the worker")

    static let rework = Command(
        ReworkDelivery.self,
        CommandSpecification(
            "rework",
            summary: "Send the delivery back with what is to be mended",
            section: "Judge",
            arguments: [.task],
            options: [findings, reviews, keep],
            examples: [
                CommandExample(
                    "worklead rework T-1 --finding 'tests/cancel.sh:12 fails'",
                    "Send a delivery back to its worker."
                )
            ],
            seeAlso: ["replay", "accept", "reject"]
        ),
        input: { parsed, _ in
            try ReworkDelivery.Input { input in
                input.task = try parsed.name(Argument.task)
                input.findings = parsed.texts(findings)
                input.reviews = try parsed.names(reviews)
                input.keep = try parsed.duration(keep) ?? input.keep
            }
        },
        output: { reply, _ in CommandOutput(verdict: reply, of: ReworkDelivery.self) }
    )

    private static let findings = Option(
        "finding",
        value: "TEXT",
        help: "What is to be mended",
        count: .any
    )
    private static let reviews = Option(
        "review",
        value: "REVIEW",
        help: "A review whose open findings are to be mended too",
        count: .any
    )
    private static let keep = Option(
        "keep",
        value: "DURATION",
        help: "How long only the worker may take it up again",
        default: "4h"
    )

    static let reject = Command(
        RejectDelivery.self,
        CommandSpecification(
            "reject",
            summary: "Refuse the delivery; anybody may claim the task again",
            section: "Judge",
            arguments: [.task],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead reject T-1 --reason 'it solves another problem'",
                    "Refuse a delivery."
                )
            ],
            seeAlso: ["rework"]
        ),
        input: { parsed, _ in
            try RejectDelivery.Input { input in
                input.task = try parsed.name(Argument.task)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in CommandOutput(verdict: reply, of: RejectDelivery.self) }
    )
}

extension ReplayReport {
    fileprivate func describe(in text: inout TextDocument) {
        let mark: Mark =
            switch grade {
            case .verified: .done
            case .verifiedWithGaps: .attention
            case .notVerified: .failed
            }
        let word = grade.rawValue.split(separator: "_").joined(separator: " ")
        text.say(
            """
            \(task) \(Phrase([.state(word, mark)])), \(replay) of \(delivery) at \
            \(commit.prefix(12).description)
            """
        )
        text.list(
            TextList(
                "checks",
                columns: ["outcome", "tests", "took", "command"],
                rows: checks.map {
                    [
                        .text($0.outcome), .maybe($0.executed, Cell.number),
                        .duration(.milliseconds($0.durationMs)), .text($0.command),
                    ]
                }
            )
        )
        for gap in gaps { text.say("gap: \(gap)") }
        for check in checks {
            if let output = check.output, !output.isEmpty {
                text.body("output of '\(check.command)'", output)
            }
        }
        switch grade {
        case .verified: text.next("worklead accept \(task)")
        case .verifiedWithGaps: text.next("worklead accept \(task) --gaps REASON")
        case .notVerified: text.next("worklead rework \(task) --finding TEXT")
        }
    }
}

/// A delivery that its replay did not bear out.
struct NotVerifiedError: Reportable {
    let task: TaskKey
    let gaps: [String]

    var code: String { "replay.not_verified" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        "The replay did not verify \(task): \(gaps.first ?? "it has no passing check")"
    }
    var hint: String? { "`worklead rework \(task) --finding TEXT` sends it back." }
}

extension CommandOutput {
    /// One line about a verdict, and what it unlocked.
    init<O: Operation>(verdict reply: Reply<VerdictReport>, of operation: O.Type)
    where O.Output == VerdictReport {
        let report = reply.output
        let word = report.outcome.split(separator: "_").joined(separator: " ")
        var sentence: Phrase = "\(report.task.task) \(word) by \(report.judge)"
        if let replay = report.replay { sentence = sentence + " on \(replay)" }
        if !report.unlocked.isEmpty { sentence = sentence + ", unlocked \(report.unlocked.listed)" }
        self.init(change: reply, of: operation, sentence)
        envelope.warnings += report.advice
    }
}
