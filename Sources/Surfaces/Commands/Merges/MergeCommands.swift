import CommandLineKit
import Model
import Operations

/// The commands about merging what was accepted.
enum MergeCommands {
    static let all: [Command] = [list, add, run, drop, verify]

    static let list = Command(
        ListMerges.self,
        CommandSpecification(
            "list",
            summary: "List what waits to be merged, as it was asked for",
            options: [.repository, task, .limit],
            flags: [everything],
            examples: [
                CommandExample("worklead merge list", "See what waits."),
                CommandExample("worklead merge list --all", "See what became of the rest, too."),
            ],
            seeAlso: ["merge run", "merge verify"]
        ),
        input: { parsed, _ in
            try ListMerges.Input { input in
                input.repository = try parsed.optionalName(Option.repository)
                input.task = try parsed.optionalName(task)
                input.all = parsed.isSet(everything)
                input.limit = try parsed.limit(100, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListMerges.self) { text in
                let page = reply.output
                text.list(
                    TextList(
                        "merges",
                        columns: ["task", "state", "repo", "commit", "by", "queued", "what"],
                        rows: page.items.map { line in
                            [
                                .name(line.task), .state(line.state.rawValue, line.state.mark),
                                .name(line.repository),
                                .literal(String((line.new ?? line.commit).prefix(12))),
                                .name(line.asker), .moment(line.queuedAt),
                                .maybe(line.what, Cell.text),
                            ]
                        },
                        total: page.total
                    )
                )
            }
        }
    )

    private static let task = Option(
        "task",
        value: "TASK",
        help: "Only this task's",
        completion: .dynamic("task")
    )
    private static let everything = Flag(
        "all",
        short: "a",
        help: "List what was merged, refused or dropped too"
    )

    static let add = Command(
        AddMerge.self,
        CommandSpecification(
            "add",
            summary: "Put an accepted task into the merge queue",
            discussion: """
                Merges nothing yet. The commit that was accepted is what will be merged, after \
                those of the tasks that it depends on. A task that was refused or dropped can be \
                put in again. The queue is off until the repository's committed \
                .worklead/config.toml turns it on.
                """,
            arguments: [.task],
            examples: [CommandExample("worklead merge add T-1", "Have it merged by the next run.")],
            seeAlso: ["merge run", "merge drop"]
        ),
        input: { parsed, _ in try AddMerge.Input { $0.task = try parsed.name(Argument.task) } },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AddMerge.self,
                "\(reply.output.task) waits to be merged in \(reply.output.repository)"
            )
        }
    )

    static let drop = Command(
        DropMerge.self,
        CommandSpecification(
            "drop",
            summary: "Take a task out of the merge queue",
            discussion: "What was merged stays merged.",
            arguments: [.task],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead merge drop T-1 --reason 'it goes out with the next release'",
                    "It is not merged for now."
                )
            ]
        ),
        input: { parsed, _ in
            try DropMerge.Input { input in
                input.task = try parsed.name(Argument.task)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: DropMerge.self,
                "\(reply.output.task) is out of the merge queue"
            )
        }
    )

    static let run = Command(
        CommandSpecification(
            "run",
            summary: "Merge what waits, each after its checks have passed on the merged tree",
            discussion: """
                One task after the other, what it depends on first: git merges the accepted commit \
                into the branch beside all working directories, the checks of its packet run on \
                the merged tree as in a replay, each part of what was accepted is looked for in \
                it, and only then the branch moves, in one step and only if nobody has moved it \
                meanwhile. What conflicts, fails or has lost something is refused with its files \
                and lines, and the run goes on. A working directory that has the branch checked \
                out is brought along; one with changes that are not committed stops the run. \
                Nothing is pushed. Fails with exit code 5 where something was refused.
                """,
            options: [.repository, limit],
            flags: [unsandboxed, trial],
            examples: [
                CommandExample("worklead merge run", "Merge all that waits."),
                CommandExample(
                    "worklead merge run --limit 1 --dry-run",
                    "Try the next one: it is checked, and nothing moves."
                ),
            ],
            seeAlso: ["merge list", "merge verify"]
        ),
        calls: [RunMerges.name]
    ) { parsed, context in
        var options = context.options
        options.dryRun = parsed.isSet(trial) || context.isDryRun
        let input = try RunMerges.Input { input in
            input.repository = try parsed.optionalName(Option.repository)
            input.limit = try parsed.integer(limit, in: 1...1000) ?? input.limit
            input.unsandboxed = parsed.isSet(unsandboxed)
        }
        let reply = try await context.caller.call(RunMerges.self, input, options)
        let report = reply.output
        let output = CommandOutput(
            change: reply,
            of: RunMerges.self,
            "\(report.merged) merged into \(report.branch.printable(limit: 100)), "
                + "\(report.refused) refused, \(report.waiting) waiting"
        ) { text in
            guard !report.tasks.isEmpty else { return }
            text.list(
                TextList(
                    "tasks",
                    columns: ["task", "outcome", "commit", "what"],
                    rows: report.tasks.map { line in
                        [
                            .name(line.task), .state(line.outcome, line.mark),
                            .maybe(line.commit.map { String($0.prefix(12)) }, Cell.literal),
                            .maybe(line.what, Cell.path),
                        ]
                    }
                )
            )
        }
        if let stopped = report.stopped { return output.failing(stopped) }
        guard let first = report.tasks.first(where: { $0.refusal != nil }) else { return output }
        return output.failing(MergeRefusedError(count: report.refused, first: first))
    }

    private static let trial = Flag("dry-run", help: "Check all of it; move and record nothing")
    private static let limit = Option(
        "limit",
        short: "n",
        value: "NUMBER",
        help: "The most tasks that are taken up"
    )
    private static let unsandboxed = Flag(
        "unsandboxed",
        help: "Run checks without a sandbox where none can be had; the record says so"
    )

    static let verify = Command(
        CommandSpecification(
            "verify",
            summary: "Name the parts of accepted work that somebody's merge has dropped",
            discussion: """
                Looks at what was accepted and is in the branch, by whomever it was merged, and \
                works while the merge queue is off. A line that an ordinary commit has changed \
                since is not missing; one that only a merge can have dropped is. Fails with exit \
                code 5 where something is missing.
                """,
            arguments: [optionalTask],
            options: [.repository, looked],
            examples: [
                CommandExample("worklead merge verify", "Is all that was accepted still there?"),
                CommandExample("worklead merge verify T-1", "Is all of this one there?"),
            ],
            seeAlso: ["merge run"]
        ),
        calls: [VerifyMerges.name]
    ) { parsed, context in
        let input = try VerifyMerges.Input { input in
            input.task = try parsed.optionalName(optionalTask)
            input.repository = try parsed.optionalName(Option.repository)
            input.limit = try parsed.integer(looked, in: 1...10_000) ?? input.limit
        }
        let reply = try await context.caller.call(VerifyMerges.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: VerifyMerges.self) { text in
            let looked: Phrase = "\(report.lookedAt, "accepted task") looked at"
            let merged: Phrase =
                "\(report.merged) merged into \(report.branch.printable(limit: 100))"
            text.say(looked + ", " + merged + ", \(report.lost.count) with losses")
            text.list(
                TextList(
                    "losses",
                    columns: ["task", "commit", "what"],
                    rows: report.lost.flatMap { lost in
                        lost.findings.map { finding in
                            [
                                .name(lost.task), .literal(String(lost.commit.prefix(12))),
                                .path(finding.sentence),
                            ]
                        }
                    }
                )
            )
        }
        guard let first = report.lost.first else { return output }
        return output.failing(MergeLossError(count: report.lost.count, first: first))
    }

    private static let optionalTask = Argument(
        "TASK",
        help: "The one task to look at; by default all that were accepted",
        count: .atMostOne,
        completion: .dynamic("task")
    )
    private static let looked = Option(
        "limit",
        short: "n",
        value: "NUMBER",
        help: "The most tasks that are looked at, the newest first; by default 200"
    )
}

extension QueuedMerge.State.Name {
    fileprivate var mark: Mark {
        switch self {
        case .queued: .waiting
        case .moving: .active
        case .merged: .done
        case .refused: .failed
        case .dropped: .closed
        }
    }
}

extension MergeLine {
    /// The first thing that is in the way, or why it was dropped.
    fileprivate var what: String? {
        if let reason { return reason }
        guard let refusal, let first = findings.first else { return nil }
        return "\(refusal.rawValue): \(first.sentence)"
            + (findings.count > 1 ? ", and \(findings.count - 1) more" : "")
    }
}

extension MergeOutcomeLine {
    fileprivate var mark: Mark {
        switch outcome {
        case "merged": .done
        case "waits": .waiting
        default: .failed
        }
    }

    fileprivate var what: String? {
        if !waitsFor.isEmpty {
            return "waits for " + waitsFor.map(\.text).joined(separator: ", ")
        }
        guard let refusal else { return grade.map { $0.rawValue } }
        return refusal.rawValue + ": "
            + findings.map(\.sentence).joined(separator: "; ").printable(limit: 600)
    }
}

/// A task that was not merged for what is wrong with it.
struct MergeRefusedError: Reportable {
    let count: Int
    let first: MergeOutcomeLine

    var code: String { "merge.refused" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        let reason = first.findings.first?.sentence.printable(limit: 300) ?? ""
        return count.counted("task is", "tasks are") + " refused. First: \(first.task), "
            + "\(first.refusal?.rawValue ?? ""): \(reason)"
    }
    var hint: String? {
        "Mend it in a task of its own, or merge by hand; `worklead merge list --all` has all of it."
    }
}

/// Accepted work that is not in the branch any more.
struct MergeLossError: Reportable {
    let count: Int
    let first: LostMergeLine

    var code: String { "merge.lost" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        let reason = first.findings.first?.sentence.printable(limit: 300) ?? ""
        return "Of " + count.counted("accepted task")
            + " something was lost. First: \(first.task), \(reason)"
    }
    var hint: String? { "`git show \(first.commit.prefix(12))` shows what was accepted." }
}
