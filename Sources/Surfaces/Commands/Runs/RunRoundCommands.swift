import CommandLineKit
import Model
import Operations

/// The commands about the rounds of a run's review slices.
enum RunRoundCommands {
    static let all: [Command] = [advance]

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
            options: [.key],
            flags: [.dryRun],
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
