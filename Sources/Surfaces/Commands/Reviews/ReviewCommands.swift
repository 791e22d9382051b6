import CommandLineKit
import Digests
import Model
import Operations

/// The commands about reviews.
enum ReviewCommands {
    static let all: [Command] = [start, list, show, rereview, close, abandon, export]

    static let review = Argument("REVIEW", help: "The review's id")

    static let start = Command(
        StartReview.self,
        CommandSpecification(
            "start",
            summary: "Start a review of a delivery or of a range of commits",
            discussion: """
                With a task, its newest delivery is looked at; without one, the commits from \
                --base to --commit. Who did any of it can't review it: workers of deliveries among the \
                commits, and agents that a commit names in its trailer `Agent`. A reviewer who has \
                a review slice of a run in hand starts a part of that.
                """,
            arguments: [task],
            options: [commit, base, .repository, focus, slice, directory],
            examples: [
                CommandExample(
                    "worklead review start T-1",
                    "Review what was delivered for a task."
                ),
                CommandExample(
                    "worklead review start --commit HEAD --base HEAD~3 --focus structure",
                    "Look at the structure of the last three commits."
                ),
            ],
            seeAlso: ["review finding add", "review close"]
        ),
        input: { parsed, _ in
            try StartReview.Input { input in
                input.task = try parsed.optionalName(task)
                input.revision = parsed.text(commit)
                input.base = parsed.text(base)
                input.repository = try parsed.optionalName(Option.repository)
                input.focus = parsed.text(focus)
                input.slice = try parsed.optionalName(slice)
                input.path = parsed.text(directory) ?? "."
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: StartReview.self,
                """
                \(line.review) started by \(line.reviewer) at \
                \(line.commit.prefix(12).description)
                """
            ) { text in
                text.next(
                    "worklead review finding add \(line.review) --severity high --at PATH:LINE"
                )
            }
        }
    )

    private static let task = Argument(
        "TASK",
        help: "The task whose newest delivery is looked at",
        count: .atMostOne,
        completion: .dynamic("task")
    )
    private static let commit = Option(
        "commit",
        value: "REVISION",
        help: "The commit that is looked at"
    )
    private static let base = Option(
        "base",
        value: "REVISION",
        help: "Where a range starts, itself not included"
    )
    private static let focus = Option("focus", value: "WORDS", help: "What it is about")
    private static let slice = Option(
        "slice",
        value: "TASK",
        help: "The review slice of a run that it is a part of; by default the one in hand",
        completion: .dynamic("task")
    )
    static let directory = Option(
        "directory",
        short: "C",
        value: "PATH",
        help: "Where revisions are meant; by default here",
        completion: .directory
    )
    private static let at = Option(
        "at",
        value: "REVISION",
        help: "The commit to tell places for, in the repository of the review"
    )

    static let list = Command(
        ListReviews.self,
        CommandSpecification(
            "list",
            summary: "List the reviews, newest first",
            options: [ofTask, .limit],
            flags: [open],
            examples: [CommandExample("worklead review list --open", "What is being reviewed?")]
        ),
        input: { parsed, _ in
            try ListReviews.Input { input in
                input.task = try parsed.optionalName(ofTask)
                input.open = parsed.isSet(open)
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListReviews.self) { text in
                text.list(
                    TextList(
                        "reviews",
                        columns: ["review", "state", "round", "open", "of", "about", "reviewer"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.review), line.stateCell, .number(line.round),
                                .number(line.unresolved), .number(line.findings),
                                .text(line.task?.text ?? String(line.commit.prefix(12))),
                                .name(line.reviewer),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let ofTask = Option(
        "task",
        value: "TASK",
        help: "Only those of a task",
        completion: .dynamic("task")
    )
    private static let open = Flag("open", help: "Only those that are open")

    static let show = Command(
        ShowReview.self,
        CommandSpecification(
            "show",
            summary: "Show a review with its findings, and where each of them is now",
            discussion: """
                A finding follows its lines from commit to commit, as `git blame` does. It is said \
                whether they are the same, moved, in a renamed file, changed, gone, or whether the \
                commit that they were found in is lost.
                """,
            arguments: [review],
            options: [at],
            examples: [
                CommandExample("worklead review show RV-1", "What is left to do?"),
                CommandExample("worklead review show RV-1 --at main", "Where is it all on main?"),
            ]
        ),
        input: { parsed, _ in
            try ShowReview.Input { input in
                input.review = try parsed.name(review)
                input.at = parsed.text(at)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowReview.self) { reply.output.describe(in: &$0) }
        }
    )

    static let rereview = Command(
        TakeUpReview.self,
        CommandSpecification(
            "rereview",
            summary: "Look again at what was mended: the next round",
            discussion: """
                The commit that is looked at now must have every fix that was named. What is not \
                mended, and disputes that are not granted, are opened again and their owner is told.
                """,
            arguments: [review],
            options: [commit, reopen, directory],
            examples: [
                CommandExample("worklead review rereview RV-1 --reopen F-2", "F-2 is not mended.")
            ],
            seeAlso: ["review close"]
        ),
        input: { parsed, _ in
            try TakeUpReview.Input { input in
                input.review = try parsed.name(review)
                input.revision = parsed.text(commit)
                input.reopen = try parsed.names(reopen)
                input.path = parsed.text(directory) ?? "."
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: TakeUpReview.self,
                """
                \(line.review) in round \(line.round) of at most \(line.roundsMax), at \
                \(line.commit.prefix(12).description)
                """
            )
        }
    )

    private static let reopen = Option(
        "reopen",
        value: "FINDING",
        help: "A finding that is not mended, or whose dispute is not granted",
        count: .any
    )

    static let close = Command(
        CloseReview.self,
        CommandSpecification(
            "close",
            summary: "End a review in which nothing is left open",
            discussion: """
                Refused while a blocking or high finding is open or disputed, a medium one is not \
                decided on, or a fix has not been looked at in a later round.
                """,
            arguments: [review],
            options: [note],
            examples: [CommandExample("worklead review close RV-1", "All is settled.")]
        ),
        input: { parsed, _ in
            try CloseReview.Input { input in
                input.review = try parsed.name(review)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: CloseReview.self,
                "\(line.review) closed after \(line.round, "round")"
            )
        }
    )

    private static let note = Option("note", value: "TEXT", help: "A word about it")

    static let abandon = Command(
        AbandonReview.self,
        CommandSpecification(
            "abandon",
            summary: "Give up a review that nobody will finish",
            discussion: """
                Nothing is settled by that: a blocking or high finding that is left goes on \
                standing against accepting the task, until a review that is started afterwards is \
                closed. Its owner and the reviewer are told.
                """,
            arguments: [review],
            options: [why],
            examples: [
                CommandExample(
                    "worklead review abandon RV-1 --reason 'the task is cancelled'",
                    "Nobody looks at it any more."
                )
            ],
            seeAlso: ["review close", "review start"]
        ),
        input: { parsed, _ in
            try AbandonReview.Input { input in
                input.review = try parsed.name(review)
                input.reason = parsed.required(why)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AbandonReview.self,
                "\(reply.output.review) abandoned in round \(reply.output.round)"
            )
        }
    )

    private static let why = Option(
        "reason",
        value: "TEXT",
        help: "Why nobody will finish it",
        count: .exactlyOne
    )

    static let export = Command(
        CommandSpecification(
            "export",
            summary: "Write a review as a SARIF 2.1.0 log",
            discussion: """
                Mended findings and those that are let stand are written as suppressed, disputed \
                ones as under review, each with its reason.
                """,
            arguments: [review],
            options: [sarif, at],
            examples: [
                CommandExample("worklead review export RV-1 --sarif review.sarif", "For a viewer.")
            ],
            seeAlso: ["review finding import"]
        ),
        calls: [ExportReview.name]
    ) { parsed, context in
        let input = try ExportReview.Input { input in
            input.review = try parsed.name(review)
            input.at = parsed.text(at)
        }
        let reply = try await context.caller.call(ExportReview.self, input, context.options)
        let (report, file) = (reply.output, parsed.required(sarif))
        if file == "-" {
            var output = CommandOutput(reply, of: ExportReview.self) { _ in }
            output.raw = report.log.canonicalText + "\n"
            return output
        }
        try context.files.write(report.log.canonicalText + "\n", to: file)
        return CommandOutput(reply, of: ExportReview.self) { text in
            text.say(
                """
                \(report.results, "finding") of \(report.review) written to \
                \(Cell.path(file))
                """
            )
        }
    }

    private static let sarif = Option(
        "sarif",
        value: "FILE",
        help: "Where to; '-' for standard output",
        count: .exactlyOne,
        completion: .file
    )
}

extension ReviewLine {
    fileprivate var stateCell: Cell {
        switch state {
        case "closed": .state("closed", .done)
        case "abandoned": .state("abandoned", .closed)
        default: .state("open", stopping > 0 ? .failed : .active)
        }
    }
}

extension ReviewReport {
    fileprivate func describe(in text: inout TextDocument) {
        let about = review.task.map { "of \($0)" } ?? "of commits"
        text.say(
            """
            \(review.review) \(about), \(Phrase([.literal(review.state)])) in round \
            \(review.round) of at most \(review.roundsMax), reviewed by \(review.reviewer)
            """
        )
        text.field("commit", .text(review.commit))
        if at != review.commit { text.field("places for", .text(at)) }
        if let focus = review.focus { text.field("focus", .text(focus)) }
        if let slice = review.slice { text.field("slice", .name(slice)) }
        if let note = review.note { text.field("said at its end", .text(note)) }
        text.field("authors", .text(review.authors.map(\.text).joined(separator: ", ")))
        text.list(
            TextList(
                "findings",
                columns: ["finding", "severity", "state", "owner", "place", "lines", "text"],
                rows: findings.map(\.row)
            )
        )
        for finding in findings {
            if let fate = finding.fate { text.say(fate) }
            if let decision = finding.decision { text.say(decision) }
        }
        guard review.state == "open" else { return }
        if review.unresolved == 0 {
            text.next(
                "worklead review rereview \(review.review)",
                "worklead review close \(review.review)"
            )
        } else if let first = findings.first(where: { $0.state == .open }) {
            text.next("worklead review finding fix \(first.finding) --commit REVISION")
        }
    }
}

extension ReviewedFinding {
    fileprivate var row: [Cell] {
        [
            .name(finding), .literal(severity.rawValue), stateCell, .name(owner),
            .maybe(place, Cell.text), .maybe(standing) { .literal($0.rawValue) }, .text(text),
        ]
    }

    var stateCell: Cell {
        switch state {
        case .open: .state("open", severity.mustBeFixed ? .failed : .attention)
        case .disputed: .state("disputed", .attention)
        case .fixed: .state("fixed", .done)
        case .accepted: .state("accepted", .closed)
        }
    }

    /// Where it is now, else where it was found.
    var place: String? {
        guard let path = nowPath ?? path else { return nil }
        let lines =
            nowPath == nil
            ? firstLine.flatMap { LineRange($0, lastLine ?? $0) }
            : nowFirstLine.flatMap { LineRange($0, nowLastLine ?? $0) }
        return AnchorPlace(path, lines).description
    }

    /// What became of its lines, where somebody changed them or took them away.
    fileprivate var fate: Phrase? {
        guard let changedBy else { return nil }
        let commit = changedBy.prefix(12).description
        return standing == .gone
            ? "\(finding): its lines are gone since \(commit)"
            : "\(finding): its lines were changed by \(commit)"
    }

    fileprivate var decision: Phrase? {
        switch state {
        case .open: nil
        case .fixed: fix.map { "\(finding): fixed in \($0.prefix(12).description)" }
        case .disputed: reason.map { "\(finding): disputed, \($0)" }
        case .accepted:
            "\(finding): let stand, \(followUpOwner?.text ?? "") "
                + "\(followUp.map { "follows up in \($0)" } ?? reason ?? "")"
        }
    }
}
