import CommandLineKit
import Model
import Operations

/// The commands about the rounds of a run's review slices, and about its end.
enum RunRoundCommands {
    static let all: [Command] = [advance, report, handoff]

    static let report = Command.report(
        ReportRun.self,
        CommandSpecification(
            "report",
            summary: "Show what a run has done",
            discussion: """
                Slices with who worked on them, attempts, commits, replays and gates; what decided \
                when it was done; reviews with their findings and how each ended; decisions; \
                tokens and cost by slice and agent; what was dropped, what lies about, what its \
                readiness says, and what is unresolved. The same ledger gives the same page.
                """,
            arguments: [RunCommands.run],
            options: [ReportOptions.output],
            examples: [
                CommandExample("worklead run report phase-a", "What came of it?"),
                CommandExample("worklead run report phase-a --output report.md", "Keep it."),
            ],
            seeAlso: ["run handoff", "run status"]
        ),
        input: { parsed, _ in try ReportRun.Input { $0.run = try parsed.name(RunCommands.run) } },
        page: \.page
    )

    static let handoff = Command.report(
        HandRunOff.self,
        CommandSpecification(
            "handoff",
            summary: "Show how a run leaves worktrees and branches, and what comes next",
            discussion: """
                Each worktree, clean or with the files that are not committed; each branch, and \
                whether it is on the default branch; open follow-ups, what is unresolved, and the \
                next steps. Nothing is submitted or merged by a run.
                """,
            arguments: [RunCommands.run],
            options: [ReportOptions.output],
            examples: [CommandExample("worklead run handoff phase-a", "What is left to do?")],
            seeAlso: ["run report"]
        ),
        input: { parsed, _ in try HandRunOff.Input { $0.run = try parsed.name(RunCommands.run) } },
        page: \.page
    )

    static let advance = Command(
        AdvanceRun.self,
        CommandSpecification(
            "advance",
            summary: "End the rounds of review slices that were handed in with something left",
            discussion: """
                For each owner of an open blocking or high finding a slice is added that mends \
                it, and the review slice goes back to its reviewer, who takes it up when those \
                are accepted. Where the rounds of the file are used up, a founder is asked \
                instead. The same again changes nothing.
                """,
            arguments: [RunCommands.run],
            examples: [CommandExample("worklead run advance phase-a", "What is to be mended?")],
            seeAlso: ["run status", "review rereview"]
        ),
        input: { parsed, _ in try AdvanceRun.Input { $0.run = try parsed.name(RunCommands.run) } },
        output: { reply, _ in
            let report = reply.output
            let added = report.rounds.reduce(0) { $0 + $1.fixes.count }
            var output = CommandOutput(
                change: reply,
                of: AdvanceRun.self,
                "run \(report.run.run): \(report.rounds.count.counted("round")) ended, "
                    + "\(added.counted("slice")) added"
            ) { text in
                for decision in report.asked {
                    text.field("asked", .name(decision))
                    text.next("worklead decision show \(decision)")
                }
                text.list(
                    TextList(
                        "added",
                        columns: ["slice", "for", "round", "owner", "mends"],
                        rows: report.rounds.flatMap { round in
                            round.fixes.map { fix in
                                [
                                    .name(fix.task), .name(round.slice), .number(round.round),
                                    .name(fix.owner),
                                    .text(fix.findings.map(\.text).joined(separator: ", ")),
                                ]
                            }
                        }
                    )
                )
            }
            output.envelope.warnings += report.advice
            return output
        }
    )
}
