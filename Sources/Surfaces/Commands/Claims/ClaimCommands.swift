import CommandLineKit
import Model
import Operations

/// The commands about claims.
enum ClaimCommands {
    /// Those in the group `task`.
    static let all: [Command] = [
        claim, renew, release, pause, resume, acknowledge, reclaim,
    ]

    static let claim = Command(
        ClaimTask.self,
        CommandSpecification(
            "claim",
            summary: "Take the lease on a task, or renew it",
            discussion: """
                One agent has a task at a time. The lease ends unless it is renewed by work or \
                `worklead
                beat`; another may take the task over then, and a late write of the one before is \
                refused.

                A worktree is made for the claim, on a branch of the agent's own.
                """,
            arguments: [.task],
            options: [.lease, wait],
            flags: [noWorktree],
            examples: [
                CommandExample("worklead claim T-1", "Take a task and get a worktree for it."),
                CommandExample(
                    "worklead claim T-1 --wait 10m",
                    "Stand in line for paths that another's claim holds."
                ),
            ],
            seeAlso: ["next", "task release", "deliver"]
        ),
        input: { parsed, _ in
            try ClaimTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.lease = try parsed.duration(Option.lease) ?? input.lease
                input.wait = try parsed.duration(wait) ?? .zero
                input.worktree = !parsed.isSet(noWorktree)
            }
        },
        output: { reply, _ in CommandOutput(claim: reply, of: ClaimTask.self) }
    )

    private static let wait = Option(
        "wait",
        value: "DURATION",
        help: "How long to stand in line for paths that others hold"
    )
    static let noWorktree = Flag("no-worktree", help: "Make no worktree")

    static let next = Command(
        CommandSpecification(
            "next",
            summary: "Show the best tasks to take up, and why",
            discussion:
                """
                With --claim the best one is claimed in the same step, so no other gets \
                it between. With --list what waits for a task that was cancelled is named too, \
                each with the command that lets it go on.
                """,
            section: "Work",
            options: [.laneOption, .limit, .lease, .key],
            flags: [claimFlag, listFlag, noWorktree, .dryRun],
            examples: [
                CommandExample("worklead next --claim", "Take the best task there is for me."),
                CommandExample("worklead next --list", "See all that could be taken up."),
            ],
            seeAlso: ["claim"]
        ),
        calls: [NextTask.name, ClaimNext.name]
    ) { parsed, context in
        guard parsed.isSet(claimFlag) else {
            let input = try NextTask.Input { input in
                input.lane = try parsed.optionalName(Option.laneOption)
                input.limit = try parsed.limit(parsed.isSet(listFlag) ? 20 : 3, max: 100)
            }
            let reply = try await context.caller.call(NextTask.self, input, context.options)
            return CommandOutput(reply, of: NextTask.self) { text in
                text.list(.next(reply.output.items))
                if parsed.isSet(listFlag), !reply.output.stranded.isEmpty {
                    text.list(.stranded(reply.output.stranded))
                }
                if let first = reply.output.items.first {
                    text.next("worklead claim \(first.task.task)")
                }
            }
        }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let input = try ClaimNext.Input { input in
            input.lane = try parsed.optionalName(Option.laneOption)
            input.lease = try parsed.duration(Option.lease) ?? input.lease
            input.worktree = !parsed.isSet(noWorktree)
        }
        let reply = try await context.caller.call(ClaimNext.self, input, options)
        return CommandOutput(claim: reply, of: ClaimNext.self)
    }

    private static let claimFlag = Flag("claim", help: "Claim the best one")
    private static let listFlag = Flag("list", help: "Show more of what could be taken up")

    static let renew = Command(
        RenewClaim.self,
        CommandSpecification(
            "renew",
            summary: "Prolong the lease on a task",
            arguments: [.task],
            options: [.lease, .fence],
            examples: [
                CommandExample("worklead task renew T-1 --lease 1h", "Ask for another hour.")
            ]
        ),
        input: { parsed, _ in
            try RenewClaim.Input { input in
                input.task = try parsed.name(Argument.task)
                input.fence = try parsed.fence()
                input.lease = try parsed.duration(Option.lease) ?? input.lease
            }
        },
        output: { reply, _ in CommandOutput(claim: reply, of: RenewClaim.self) }
    )

    static let release = Command(
        ReleaseClaim.self,
        CommandSpecification(
            "release",
            summary: "Give a task back",
            arguments: [.task],
            options: [.fence, note],
            examples: [
                CommandExample(
                    "worklead task release T-1 --note 'the parser is done, the tests are not'",
                    "Give a task back with a word to the next one."
                )
            ]
        ),
        input: { parsed, _ in
            try ReleaseClaim.Input { input in
                input.task = try parsed.name(Argument.task)
                input.fence = try parsed.fence()
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: ReleaseClaim.self) }
    )

    private static let note = Option("note", value: "TEXT", help: "What the next one should know")

    static let pause = Command(
        PauseTask.self,
        CommandSpecification(
            "pause",
            summary: "Stop the clock of a lease",
            arguments: [.task],
            options: [.requiredReason, .fence],
            examples: [
                CommandExample(
                    "worklead task pause T-1 --reason 'waits for an answer'",
                    "Keep a task without its lease running out."
                )
            ]
        ),
        input: { parsed, _ in
            try PauseTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.reason = parsed.required(Option.requiredReason)
                input.fence = try parsed.fence()
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: PauseTask.self) }
    )

    static let resume = Command(
        ResumeTask.self,
        CommandSpecification(
            "resume",
            summary: "Start the clock of a paused lease again",
            arguments: [.task],
            options: [.lease, .fence],
            examples: [CommandExample("worklead task resume T-1", "Go on with a paused task.")]
        ),
        input: { parsed, _ in
            try ResumeTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.fence = try parsed.fence()
                input.lease = try parsed.duration(Option.lease) ?? input.lease
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: ResumeTask.self) }
    )

    static let acknowledge = Command(
        AcknowledgeCheckout.self,
        CommandSpecification(
            "acknowledge",
            summary: "Acknowledge that a task was checked out",
            discussion: "Under the rule 'checkout' a delivery is refused before this.",
            aliases: ["ack"],
            arguments: [.task],
            examples: [CommandExample("worklead task acknowledge T-1", "Let work start.")]
        ),
        input: { parsed, _ in
            try AcknowledgeCheckout.Input { $0.task = try parsed.name(Argument.task) }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AcknowledgeCheckout.self,
                "the checkout of \(reply.output.task.task) is acknowledged"
            )
        }
    )
}

extension CommandOutput {
    /// One line about a claim, and where to work.
    init<O: Operation>(claim reply: Reply<ClaimReport>, of operation: O.Type)
    where O.Output == ClaimReport {
        let report = reply.output
        let verb = report.renewed ? "renewed" : "claimed"
        self.init(
            change: reply,
            of: operation,
            "\(report.task.task) \(verb), fence \(report.fence), lease until \(report.expiresAt)"
        ) { text in
            if let worktree = report.worktree { text.field("worktree", .path(worktree)) }
            if let branch = report.branch { text.field("branch", .text(branch)) }
            guard let handoff = report.handoff, !report.renewed else { return }
            text.field("before", .text("\(handoff.agent), \(handoff.ending ?? "unknown")"))
            if let commit = handoff.commit {
                text.field("starts at", .text(String(commit.prefix(12))))
            }
            if let parked = handoff.parked {
                text.field("parked", .text(String(parked.prefix(12))))
            }
        }
        envelope.warnings += report.advice
    }
}

extension TextList {
    /// A list of what could be taken up.
    static func next(_ items: [NextLine]) -> TextList {
        TextList(
            "next",
            columns: ["task", "why", "title"],
            rows: items.map {
                [.name($0.task.task), .text($0.why.joined(separator: ", ")), .text($0.task.title)]
            },
            qualifier: "to take up now"
        )
    }

    /// A list of what waits for ever, unless who plans changes that.
    fileprivate static func stranded(_ items: [StrandedLine]) -> TextList {
        TextList(
            "waiting for what was cancelled",
            columns: ["task", "waits for", "what helps"],
            rows: items.map { [.name($0.task), .name($0.on), .literal($0.command)] }
        )
    }
}
