import CommandLineKit
import Digests
import Model
import Operations

/// The command that ties agents' programs and git to the workspace, and unties them.
enum SetupCommand {
    static let setup = Command(
        CommandSpecification(
            "setup",
            summary: "Set up an agent's program or git to work with Worklead, or undo that",
            discussion: """
                Writes our parts into the settings of the working directory: hooks and the MCP \
                server for Claude Code and Codex, the MCP server and a rule for Cursor, a block of \
                AGENTS.md and a skill for all others, pre-commit and commit-msg for git. What is \
                there stays byte for byte, and is kept beside the repository before each write.

                --remove puts back what was there; where somebody changed a file since, only our \
                part is taken out. --check says what is missing or has drifted. Without a \
                name the two are about all that are set up.
                """,
            section: "Agents",
            arguments: [target],
            options: [without],
            flags: [check, remove, failClosed, release, dryRun],
            examples: [
                CommandExample("worklead setup claude", "Write hooks and the MCP server."),
                CommandExample("worklead setup --check", "See whether all is still in place."),
                CommandExample("worklead setup git --remove", "Take the hooks of git away."),
                CommandExample("worklead setup --remove", "Put back all that was there."),
            ],
            seeAlso: ["hook", "rule set"]
        )
    ) { parsed, context in
        let order = try order(parsed, context)
        let report = try context.setup.run(order)
        let envelope = Envelope(schema: "setup/1", data: report.json)
        let output = CommandOutput(envelope) { text in
            text.list(
                TextList(
                    "files",
                    columns: ["path", "state", "for", "before"],
                    rows: report.files.map {
                        [
                            .path($0.path), .literal($0.state.rawValue),
                            .literal($0.target.rawValue), .maybe($0.backup, Cell.path),
                        ]
                    }
                )
            )
            for advice in report.advice { text.say(Phrase([.literal(advice)])) }
            if order.isDryRun { text.say("nothing written") }
        }
        guard order.action == .check, !report.isWhole else { return output }
        return output.failing(SetupDriftError(files: report.files))
    }

    private static func order(
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) throws -> SetupOrder {
        guard !(parsed.isSet(check) && parsed.isSet(remove)) else { throw SetupWordsError() }
        let action: SetupOrder.Action =
            parsed.isSet(check) ? .check : parsed.isSet(remove) ? .remove : .write
        let target = parsed.choice(target, as: SetupTarget.self)
        guard target != nil || action != .write else { throw SetupWordsError() }
        return SetupOrder(
            target: target,
            action: action,
            isDryRun: parsed.isSet(dryRun) || context.isDryRun,
            failsClosed: parsed.isSet(failClosed),
            releases: parsed.isSet(release),
            without: Set(parsed.texts(without))
        )
    }

    private static let target = Argument(
        "PROGRAM",
        help: "What is to be set up",
        count: .atMostOne,
        allowed: SetupTarget.allCases.map(\.rawValue)
    )
    private static let without = Option(
        "without",
        value: "EVENT",
        help: "Write no hook for this moment",
        count: .any,
        allowed: HookEvent.allCases.map(\.rawValue)
    )
    private static let check = Flag("check", help: "Say what is missing or has drifted")
    private static let remove = Flag("remove", help: "Put back what was there")
    private static let failClosed = Flag(
        "fail-closed",
        help: "Let hooks refuse edits while the workspace can't be read"
    )
    private static let release = Flag(
        "release",
        help: "Let the end of a conversation give back what its session holds"
    )
    private static let dryRun = Flag("dry-run", help: "Say what would be done, and write nothing")
}

/// A setup that does not say what it is for.
struct SetupWordsError: Reportable {
    var code: String { "setup.no_target" }
    var category: ErrorCategory { .usage }
    var message: String { "It is not said what is to be done with which program." }
    var hint: String? { "`worklead setup claude`, or `worklead setup --check` for all." }
}

/// Settings that are not as they would be written.
struct SetupDriftError: Reportable {
    let files: [SetupFileLine]

    var code: String { "setup.drifted" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        let faulty = files.filter { $0.state != .whole }
        let names = faulty.prefix(5).map { "\($0.path) is \($0.state.rawValue)" }
        return "Not as Worklead would write it: \(names.joined(separator: ", "))."
    }
    var hint: String? {
        files.first { $0.state != .whole }.map { "`worklead setup \($0.target.rawValue)`." }
    }
}
