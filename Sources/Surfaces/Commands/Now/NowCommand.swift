import CommandLineKit
import Model
import Operations

/// The founder's queue.
enum NowCommand {
    static let now = Command(
        ShowNow.self,
        CommandSpecification(
            "now",
            summary: "Show what only you can resolve, the most urgent first",
            discussion: """
                Questions that wait for an answer, deliveries that wait for a replay or a verdict, \
                agents that are stuck, runs that wait for a go, what could not be merged, gates \
                that refuse, messages to acknowledge: each with its reason, since when it waits, \
                and a command that helps. Founders and leads see all of it, validators what waits \
                for a verdict, and everybody what was addressed to them by name.
                """,
            section: "Start",
            options: [.since, .limit],
            examples: [
                CommandExample("worklead now", "Show what needs you."),
                CommandExample(
                    "worklead now --since 8812",
                    "Say also what was decided after that revision."
                ),
            ],
            seeAlso: ["status", "decision answer", "agent presence"]
        ),
        input: { parsed, _ in
            try ShowNow.Input { input in
                (input.since, input.sinceTime) = try parsed.since()
                input.limit = try parsed.limit(input.limit, max: 500)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowNow.self) { text in reply.output.describe(in: &text) }
        }
    )
}
