import CommandLineKit
import Digests
import Model
import Operations

/// The commands by which somebody looks after the agents.
enum SweepCommands {
    static let all: [Command] = [sweep, nudge]

    static let sweep = Command(
        CommandSpecification(
            "sweep",
            summary: "Raise an alert about each agent that became stuck or silent",
            discussion: """
                One alert is recorded for each stretch of being stuck or silent, and the leads get \
                a message with what helps. Run it as often as you like, from a schedule too. \
                --write keeps what was found as a file, also with --dry-run, and says its digest.
                """,
            options: [leadWindow, agentWindow, file, .key],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead agent sweep --dry-run", "See what would be raised."),
                CommandExample("worklead agent sweep", "Raise what is due."),
                CommandExample(
                    "worklead agent sweep --dry-run --lead-window 30m --agent-window off "
                        + "--write sweep.json",
                    "Look at leads alone, and keep what was found."
                ),
            ],
            seeAlso: ["agent presence", "agent nudge", "message sweep", "decision sweep"]
        ),
        calls: [SweepAgents.name]
    ) { parsed, context in
        let input = try SweepAgents.Input { input in
            input.leadWindow = try parsed.window(leadWindow)
            input.agentWindow = try parsed.window(agentWindow)
            input.detail = parsed.text(file) != nil
        }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let reply = try await context.caller.call(SweepAgents.self, input, options)
        let report = reply.output
        var digest: Digest?
        if let path = parsed.text(file) {
            let text = report.kept(isDryRun: reply.isDryRun).canonicalText + "\n"
            try context.files.write(text, to: path)
            digest = Digest(of: text)
        }
        return CommandOutput(
            change: reply,
            of: SweepAgents.self,
            "\(report.raised.count, "alert"), \(report.standing, "agent") stuck or silent"
        ) { text in
            if !report.raised.isEmpty { text.list(.attention(report.raised)) }
            if let path = parsed.text(file), let digest {
                text.field("written", .path(path))
                text.field("digest", .literal("\(digest)"))
            }
        }
    }

    private static let leadWindow = Option(
        "lead-window",
        value: "DURATION",
        help: "How long a lead may be quiet, or off; by default as configured, else 30m"
    )
    private static let agentWindow = Option(
        "agent-window",
        value: "DURATION",
        help: "How long workers and validators may be quiet, or off; else as configured, or 4h"
    )
    private static let file = Option(
        "write",
        value: "FILE",
        help: "Write what was found into this file"
    )

    static let nudge = Command(
        NudgeAgent.self,
        CommandSpecification(
            "nudge",
            summary: "Ask an agent for a sign, with the reason",
            discussion: """
                The agent is to acknowledge it within a quarter of an hour, and is not nudged \
                again before, whoever asks.
                """,
            arguments: [.agent],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead agent nudge ada --reason 'T-7 waits for you'",
                    "Remind an agent."
                )
            ],
            seeAlso: ["agent presence", "message send"]
        ),
        input: { parsed, _ in
            try NudgeAgent.Input { input in
                input.agent = try parsed.name(Argument.agent)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in CommandOutput(message: reply, of: NudgeAgent.self) }
    )
}

extension ParsedCommand {
    /// A duration, or zero for `off`.
    fileprivate func window(_ option: Option) throws -> Duration? {
        text(option) == "off" ? .zero : try duration(option)
    }
}

extension AgentSweepReport {
    /// What is kept of a sweep: what it looked for, whom it looked at, and what it raised.
    fileprivate func kept(isDryRun: Bool) -> JSONValue {
        var members = json.objectValue ?? [:]
        members["schema"] = "agent.sweep.kept/1"
        members["dry_run"] = .bool(isDryRun)
        return .object(members)
    }
}
