import CommandLineKit
import Model
import Operations

extension ClaimCommands {
    static let reclaim = Command(
        ReclaimTasks.self,
        CommandSpecification(
            "reclaim",
            summary: "Give back tasks whose leases ended, and keep the work",
            discussion: """
                What is uncommitted in the worktree is kept under a ref, the task is open again, \
                and its holder
                and those who plan are told where the work stands. A named task needs who plans. \
                Without one,
                all whose leases ended long ago are looked at, as the rule `stale_claim` says: at \
                `block` they
                are given back, at `advise` they are named.
                """,
            arguments: [reclaimed],
            options: [after],
            examples: [
                CommandExample("worklead task reclaim T-1", "Its lease has ended: open it again."),
                CommandExample(
                    "worklead task reclaim --after 2h",
                    "Look after all that are stale."
                ),
            ],
            seeAlso: ["task release", "agent sweep"]
        ),
        input: { parsed, _ in
            try ReclaimTasks.Input { input in
                input.task = try parsed.optionalName(reclaimed)
                input.after = try parsed.duration(after) ?? input.after
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: ReclaimTasks.self,
                "\(report.reclaimed.count) given back, \(report.stale.count) left"
            ) { text in
                for line in report.reclaimed { line.describe(in: &text) }
                if !report.stale.isEmpty {
                    text.field("stale", .text(report.stale.listed))
                    if report.level == .advise { text.next("worklead task reclaim TASK") }
                }
            }
        }
    )

    private static let reclaimed = Argument(
        "TASK",
        help: "The task; by default all that are stale",
        count: .atMostOne,
        completion: .dynamic("task")
    )
    private static let after = Option(
        "after",
        value: "DURATION",
        help: "How long ago a lease has to have ended, where no task is named",
        default: "1h"
    )
}

extension ReclaimedLine {
    /// Says where the work stands.
    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(task) of \(agent) is open again")
        if let branch = handoff?.branch { text.field("branch", .text(branch)) }
        if let commit = handoff?.commit { text.field("commit", .text(String(commit.prefix(12)))) }
        if let parked = handoff?.parked { text.field("parked", .text(String(parked.prefix(12)))) }
    }
}
