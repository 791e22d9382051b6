import CommandLineKit
import Digests
import Model
import Operations

/// Remembers, beside a worktree, what agents' programs were told.
package protocol HookMemory: Sendable {
    /// What was told in a conversation.
    func told(in conversation: String) -> Set<String>
    /// Keeps what was told.
    func remember(_ told: Set<String>, in conversation: String)
    /// Lets go of what was told: the agent no longer knows it.
    func forget(_ conversation: String)
}

/// The command that agents' programs and git call at their own moments.
package enum HookCommand {
    package static let name = "hook"

    static let hook = Command(
        CommandSpecification(
            name,
            summary: "Answer a hook of an agent's program or of git",
            discussion: """
                Reads what the program says on standard input and answers in its form; nothing \
                else is written to standard output. Both our spelling and the program's are taken: \
                pre-tool-use or PreToolUse. Where there is no workspace or no session, nothing is \
                said and nothing is held up.

                session-start tells the brief, and starts the session of the agent that \
                WORKLEAD_ACTOR names where there is none. user-prompt-submit and post-tool-use \
                tell, once each, the messages that ask for an acknowledgement, and every five \
                minutes say that the session lives. pre-tool-use \
                refuses edits by the rules 'edit' and 'overlap'. pre-compact keeps a note. stop \
                says once, by the rule 'stop', what is held and not delivered. session-end ends \
                the session unless it holds tasks or is a founder's. pre-commit and commit-msg are \
                git's, with the staged paths on standard input.
                """,
            section: "Agents",
            arguments: [event],
            options: [agent],
            flags: [failClosed, release],
            examples: [
                CommandExample(
                    "worklead hook pre-tool-use --agent claude",
                    "Judge an edit; `worklead setup claude` writes this line."
                )
            ],
            seeAlso: ["path check", "rule set"]
        ),
        calls: [
            BriefSession.name, StartSession.name, ListInbox.name, CheckPaths.name,
            CheckpointSession.name, CheckSession.name, ShowSession.name, EndSession.name,
            BeatSession.name, NoteRefusal.name,
        ]
    ) { parsed, context in
        // A moment that a newer program names is none of ours.
        guard let event = HookEvent(named: parsed.required(event)) else {
            return contracted(WrittenOutput())
        }
        let call = HookCall(
            event: event,
            vendor: parsed.choice(agent),
            failsClosed: parsed.isSet(failClosed),
            releases: parsed.isSet(release),
            context: context
        )
        return contracted(await call.answer().written(for: event))
    }

    private static let event = Argument("EVENT", help: "The moment: session-start, stop, …")
    private static let agent = Option(
        "agent",
        value: "PROGRAM",
        help: "Whose hook it is; by default what its input looks like",
        allowed: HookVendor.allCases.map(\.rawValue)
    )
    private static let failClosed = Flag(
        "fail-closed",
        help: "Refuse edits and commits while the workspace can't be read"
    )
    private static let release = Flag(
        "release",
        help: "At session-end, give back what the session holds"
    )

    private static func contracted(_ written: WrittenOutput) -> CommandOutput {
        var output = CommandOutput(Envelope(schema: "hook/1", data: .object([:]))) { _ in }
        output.contracted = written
        return output
    }
}
