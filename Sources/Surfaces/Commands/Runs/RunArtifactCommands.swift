import CommandLineKit
import Model
import Operations

/// The commands about what a run's agents leave, and about what is cleaned up.
enum RunArtifactCommands {
    static let all: [Command] = [artifacts, cleanup]

    static let artifacts = Command(
        CommandSpecification(
            "artifacts",
            summary: "List what a run's agents are to leave, and what is wrong with it",
            discussion: """
                Each file in the commit that was handed in, or in the branch of who is at work: \
                there, missing, faulty, or due later. A plan says something, each entry of notes \
                begins with its time, and a final report has its sections, with evidence by path \
                and line. --scaffold writes the documents of an agent into the working directory \
                here, where it is one of the run's repository, else into its main one: with their \
                headings alone, and never over a file that is there.
                """,
            arguments: [RunCommands.run],
            options: [agent, slice, state, scaffold, .limit],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead run artifacts phase-a", "What is missing?"),
                CommandExample(
                    "worklead run artifacts phase-a --scaffold ada",
                    "Something to begin with."
                ),
            ],
            seeAlso: ["run status", "gate show"]
        ),
        calls: [ListRunArtifacts.name, ScaffoldRun.name]
    ) { parsed, context in
        let run: RunName = try parsed.name(RunCommands.run)
        if let agent: AgentID = try parsed.optionalName(scaffold) {
            return try await scaffolded(run, agent, parsed, context)
        }
        let input = try ListRunArtifacts.Input { input in
            input.run = run
            input.agent = try parsed.optionalName(agent)
            input.slice = try parsed.optionalName(slice)
            input.state = parsed.choice(state)
            input.limit = try parsed.limit(input.limit, max: 10_000)
        }
        let reply = try await context.caller.call(ListRunArtifacts.self, input, context.options)
        return CommandOutput(reply, of: ListRunArtifacts.self) { text in
            reply.output.describe(in: &text)
        }
    }

    private static func scaffolded(
        _ run: RunName,
        _ agent: AgentID,
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) async throws -> CommandOutput {
        let input = ScaffoldRun.Input { ($0.run, $0.agent) = (run, agent) }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        let reply = try await context.caller.call(ScaffoldRun.self, input, options)
        let made = reply.output
        return CommandOutput(
            change: reply,
            of: ScaffoldRun.self,
            "\(made.made.count, "document") made for \(agent)"
        ) { text in
            for path in made.made { text.field("made", .path(path)) }
            for path in made.kept { text.field("was there", .path(path)) }
        }
    }

    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what that agent leaves"
    )
    private static let slice = Option(
        "slice",
        value: "SLICE",
        help: "Only what is left with that slice"
    )
    private static let state = Option(
        "state",
        value: "STATE",
        help: "Only the files that stand so",
        allowed: LeftState.allCases.map(\.rawValue)
    )
    private static let scaffold = Option(
        "scaffold",
        value: "AGENT",
        help: "Make the documents of that agent"
    )

    static let cleanup = Command(
        CommandSpecification(
            "cleanup",
            summary: "Archive and delete what a run's manifest names, and nothing else",
            discussion: """
                Says what is wrong with the manifest, what is gone and not named, and what is \
                still to be done; --apply does it in the working directory here, where it is one \
                of the run's repository, else in its main one, with git mv and git rm, and leaves \
                the commit to you. Where something is gone that the manifest \
                does not name, or a file has changes that are not committed, nothing is touched. \
                Fails with exit code 5 where something refuses it.
                """,
            arguments: [RunCommands.run],
            options: [manifest, .key],
            flags: [check, apply, .dryRun],
            examples: [
                CommandExample("worklead run cleanup phase-a", "What would be done?"),
                CommandExample("worklead run cleanup phase-a --apply", "Do it."),
            ],
            seeAlso: ["run artifacts"]
        ),
        calls: [CheckRunCleanup.name, CleanRun.name]
    ) { parsed, context in
        guard parsed.isSet(apply) else { return try await checked(parsed, context) }
        if parsed.isSet(check) { throw CheckOrApplyError() }
        let input = try CleanRun.Input { input in
            input.run = try parsed.name(RunCommands.run)
            input.manifest = parsed.text(manifest)
        }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let reply = try await context.caller.call(CleanRun.self, input, options)
        let report = reply.output
        return CommandOutput(
            change: reply,
            of: CleanRun.self,
            "\(report.run): \(report.archived) archived, \(report.deleted) deleted"
        ) { text in
            report.describe(in: &text)
        }
    }

    private static func checked(
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) async throws -> CommandOutput {
        let input = try CheckRunCleanup.Input { input in
            input.run = try parsed.name(RunCommands.run)
            input.manifest = parsed.text(manifest)
        }
        let reply = try await context.caller.call(CheckRunCleanup.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: CheckRunCleanup.self) { text in
            text.say(
                "\(report.run): \(report.archived) to archive, \(report.deleted) to delete, "
                    + "\(report.faults.count.counted("fault"))"
            )
            report.describe(in: &text)
            if report.faults.isEmpty, !report.steps.isEmpty {
                text.next("worklead run cleanup \(report.run) --apply")
            }
        }
        guard let first = report.faults.first else { return output }
        return output.failing(
            CheckFindingsError(
                code: "run.cleanup_refused",
                count: report.faults.count,
                first: [first.place, first.text].compactMap(\.self).joined(separator: ": "),
                hint: "Name in the manifest what is to go and what stays."
            )
        )
    }

    private static let manifest = Option(
        "manifest",
        value: "FILE",
        help: "The manifest, where it is not the one that the run's file names",
        completion: .file
    )
    private static let check = Flag("check", help: "Change nothing, and say what is wrong")
    private static let apply = Flag("apply", help: "Move and delete what the manifest names")
}
