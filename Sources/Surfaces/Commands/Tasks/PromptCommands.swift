import CommandLineKit
import Model
import Operations

/// The commands that make a text about a task to be pasted.
enum PromptCommands {
    static let all: [Command] = [handoff, prompt]

    static let handoff = Command(
        HandOffTask.self,
        CommandSpecification(
            "handoff",
            summary: "Make a message that hands a task to somebody",
            discussion: """
                It is made from the packet and fits the role of who it is for. The same state of \
                the ledger makes the same text, of at most 2,000 bytes.
                """,
            arguments: [.task],
            options: [reader],
            examples: [
                CommandExample("worklead task handoff P07-B4 --for vera", "Ask for a replay.")
            ],
            seeAlso: ["task prompt", "message send"]
        ),
        input: { parsed, _ in
            try HandOffTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.agent = try parsed.optionalName(reader)
            }
        },
        output: { reply, _ in output(reply, of: HandOffTask.self) }
    )

    static let prompt = Command(
        PromptTask.self,
        CommandSpecification(
            "prompt",
            summary: "Make the prompt that an agent is started with on a task",
            discussion: """
                With --resume it tells what was done so far: who held the task, what was handed \
                in, the worktree, where its last worker stood, and what is to be mended. It has \
                at most 6,000 bytes, and 8,000 with --resume.
                """,
            arguments: [.task],
            options: [reader],
            flags: [launch, resume],
            examples: [
                CommandExample("worklead task prompt P07-B4 --launch", "Start an agent on it."),
                CommandExample("worklead task prompt P07-B4 --resume", "Let one go on with it."),
            ],
            seeAlso: ["task handoff", "session checkpoint"]
        ),
        input: { parsed, _ in
            try PromptTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.agent = try parsed.optionalName(reader)
                input.resume = parsed.isSet(resume) && !parsed.isSet(launch)
            }
        },
        output: { reply, _ in output(reply, of: PromptTask.self) }
    )

    private static let reader = Option(
        "for",
        value: "AGENT",
        help: "Who it is for; by default who has the task in hand or is to do it",
        completion: .dynamic("agent")
    )
    private static let launch = Flag("launch", help: "To begin it; the default")
    private static let resume = Flag("resume", help: "To go on from what was done so far")

    /// The text as it is, so that it can be piped and pasted.
    private static func output<O: Operation>(
        _ reply: Reply<TaskPromptReport>,
        of operation: O.Type
    ) -> CommandOutput where O.Output == TaskPromptReport {
        var output = CommandOutput(reply, of: operation) { _ in }
        output.raw = reply.output.text
        return output
    }
}
