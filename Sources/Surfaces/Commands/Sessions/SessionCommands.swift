import CommandLineKit
import Model
import Operations

/// The commands about sessions.
enum SessionCommands {
    static let all: [Command] = [
        start, show, save, checkpoint, switchCommand, brief, check, end, handoffs, settle,
    ]

    /// `start` names the agent by the global option `--as`: a session is how an agent is known, so
    /// the one who starts it is the one it is for.
    static let start = Command(
        CommandSpecification(
            "start",
            summary: "Start a session of an agent and bind it to a worktree",
            discussion: """
                The agent is the one that `--as` names. The credential goes into the worktree's \
                private git
                directory; every command run in that worktree is the agent's from then on.

                What the remote has is fetched, and nothing of it merged. What another agent left \
                uncommitted
                there is recorded, announced and left as it is. A worker is refused on a branch of \
                somebody
                else, unless `--allow-branch` says so, which is recorded. The answer tells what \
                the agent
                needs to know.
                """,
            arguments: [path],
            options: [focus, .key],
            flags: [worktree, noSync, allowBranch, announce, .dryRun],
            examples: [
                CommandExample("worklead --as ada session start", "Work here as ada."),
                CommandExample(
                    "worklead --as ada session start --worktree",
                    "Make a worktree of ada's own beside the others, and work there."
                ),
            ],
            seeAlso: ["session save", "session switch", "session brief", "session end", "beat"]
        ),
        calls: [StartSession.name]
    ) { parsed, context in
        guard let agent = context.options.asAgent else { throw NoAgentNamedError() }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let input = StartSession.Input { input in
            input.agent = agent
            input.path = parsed.text(path)
            input.worktree = parsed.isSet(worktree)
            input.focus = parsed.text(focus)
            input.sync = !parsed.isSet(noSync)
            input.allowBranch = parsed.isSet(allowBranch)
            input.announce = parsed.isSet(announce)
        }
        let reply = try await context.caller.call(StartSession.self, input, options)
        let report = reply.output
        var output = CommandOutput(
            change: reply,
            of: StartSession.self,
            "\(report.session) of \(report.agent) started, \(report.unread) unread"
        ) { text in report.describeStart(in: &text) }
        output.envelope.warnings += report.advice
        return output
    }

    private static let path = Argument(
        "PATH",
        help: "The worktree to bind; by default the one around",
        count: .atMostOne,
        completion: .directory
    )
    private static let focus = Option("focus", value: "TEXT", help: "What the agent means to do")
    private static let worktree = Flag("worktree", help: "Make a worktree of the agent's own")
    private static let noSync = Flag("no-sync", help: "Do not fetch from the remote")
    private static let allowBranch = Flag(
        "allow-branch",
        help: "Start on somebody else's branch all the same; it is recorded"
    )

    private static let announce = Flag("announce", help: "Tell those who plan that you are there")

    static let show = Command(
        ShowSession.self,
        CommandSpecification(
            "show",
            summary: "Show whose session this is",
            aliases: ["whoami"],
            examples: [CommandExample("worklead session show", "Show who I am here.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ShowSession.self) { text in
                let report = reply.output
                text.say("\(report.session) of \(report.agent), \(report.role.rawValue)")
                report.describePlace(in: &text)
                if !report.holds.isEmpty { text.field("holds", .text(report.holds.listed)) }
                text.field("unread", .number(report.unread))
            }
        }
    )

    static let save = Command(
        SaveSession.self,
        CommandSpecification(
            "save",
            summary: "Keep where you stand, for whoever goes on from there",
            arguments: [done],
            options: [nextOption, label, meta],
            flags: [noHeartbeat],
            examples: [
                CommandExample(
                    "worklead session save 'The endpoint answers.' --next 'Write its tests.'",
                    "Note what was done and what comes."
                )
            ],
            seeAlso: ["session brief", "session switch"]
        ),
        input: { parsed, _ in
            SaveSession.Input { input in
                input.done = parsed.required(done)
                input.next = parsed.text(nextOption)
                input.label = parsed.text(label)
                input.meta = parsed.texts(meta)
                input.heartbeat = !parsed.isSet(noHeartbeat)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: SaveSession.self,
                "noted for \(reply.output.agent) in \(reply.output.session)"
            )
        }
    )

    private static let done = Argument("DONE", help: "What was done")
    private static let nextOption = Option("next", value: "TEXT", help: "What comes next")
    private static let label = Option("label", value: "TEXT", help: "A few words to find it by")
    private static let meta = Option(
        "meta",
        value: "NAME=VALUE",
        help: "A word that is said with the beat, such as shift=mid",
        count: .any
    )
    private static let noHeartbeat = Flag("no-heartbeat", help: "Do not beat too")

    static let switchCommand = Command(
        SwitchSession.self,
        CommandSpecification(
            "switch",
            summary: "End this session and start one of another agent in its place",
            discussion: """
                What the session holds stays with it, so it is refused while there is something, \
                unless
                `--release` gives it back. Uncommitted work is left as it is and announced to its \
                agent.
                """,
            options: [to, focus],
            flags: [release, allowBranch],
            examples: [
                CommandExample("worklead session switch --to bea", "Let bea go on here."),
                CommandExample(
                    "worklead session switch --to bea --release",
                    "Give back what is held, and let bea go on."
                ),
            ],
            seeAlso: ["session save", "session end"]
        ),
        input: { parsed, _ in
            try SwitchSession.Input { input in
                input.agent = try parsed.name(to)
                input.release = parsed.isSet(release)
                input.focus = parsed.text(focus)
                input.allowBranch = parsed.isSet(allowBranch)
            }
        },
        output: { reply, _ in
            let report = reply.output
            var output = CommandOutput(
                change: reply,
                of: SwitchSession.self,
                "\(report.session) of \(report.agent) started, \(report.unread) unread"
            ) { text in
                if !report.released.isEmpty {
                    text.field("released", .text(report.released.listed))
                }
                report.describeStart(in: &text)
            }
            output.envelope.warnings += report.advice
            return output
        }
    )

    private static let to = Option(
        "to",
        value: "AGENT",
        help: "The agent that goes on",
        count: .exactlyOne,
        completion: .dynamic("agent")
    )

    static let checkpoint = Command(
        CheckpointSession.self,
        CommandSpecification(
            "checkpoint",
            summary: "Keep where you stand while your context is compacted",
            discussion: "Your last note is kept; under it stands what you hold.",
            options: [trigger],
            examples: [CommandExample("worklead session checkpoint", "Before compacting.")],
            seeAlso: ["session save", "session brief"]
        ),
        input: { parsed, _ in
            CheckpointSession.Input { $0.trigger = parsed.text(trigger) }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: CheckpointSession.self,
                "\(reply.output.session) noted"
            ) { reply.output.describe(in: &$0) }
        }
    )

    private static let trigger = Option("trigger", value: "WORD", help: "What it is done for")

    static let check = Command(
        CheckSession.self,
        CommandSpecification(
            "check",
            summary: "Say what you would leave undone if you stopped now",
            examples: [CommandExample("worklead session check", "May I stop?")],
            seeAlso: ["deliver", "session end"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: CheckSession.self) { text in
                let report = reply.output
                text.say(
                    report.undelivered.isEmpty
                        ? "\(report.agent) leaves nothing undelivered"
                        : "\(report.agent) holds \(report.undelivered.listed), not delivered"
                )
            }
        }
    )

    static let end = Command(
        EndSession.self,
        CommandSpecification(
            "end",
            summary: "End the session of this worktree",
            options: [.reason, reflect],
            flags: [release],
            examples: [
                CommandExample("worklead session end", "Leave."),
                CommandExample(
                    "worklead session end --reflect 'Ask for the schema first.'",
                    "Leave, and keep what was learnt."
                ),
            ],
            seeAlso: ["memory reflect"]
        ),
        input: { parsed, _ in
            EndSession.Input { input in
                input.release = parsed.isSet(release)
                input.reason = parsed.text(Option.reason)
                input.reflect = parsed.text(reflect)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: EndSession.self,
                "\(reply.output.session) of \(reply.output.agent) ended"
            )
        }
    )

    private static let reflect = Option(
        "reflect",
        value: "TEXT",
        help: "What is to be learnt, kept as a reflection"
    )
    private static let release = Flag("release", help: "Give back what the session holds")

    static let beat = Command(
        BeatSession.self,
        CommandSpecification(
            "beat",
            summary: "Say that the session lives, and renew its leases",
            section: "Work",
            options: [doing, meta, .lease],
            examples: [
                CommandExample("worklead beat --note 'tests are running'", "Keep the lease.")
            ]
        ),
        input: { parsed, _ in
            try BeatSession.Input { input in
                input.note = parsed.text(doing)
                input.meta = parsed.texts(meta)
                input.lease = try parsed.duration(Option.lease) ?? input.lease
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: BeatSession.self,
                report.renewed.isEmpty
                    ? "\(report.session) seen, \(report.unread) unread"
                    : """
                    \(report.session) seen, renewed \(report.renewed.listed), \
                    \(report.unread) unread
                    """
            )
        }
    )

    private static let doing = Option("note", value: "TEXT", help: "What the agent is at")
}

extension SessionReport {
    fileprivate func describeStart(in text: inout TextDocument) {
        describePlace(in: &text)
        leftover?.describe(in: &text)
        brief?.describe(in: &text)
    }

    fileprivate func describePlace(in text: inout TextDocument) {
        if let worktree { text.field("worktree", .path(worktree)) }
        if let branch { text.field("branch", .text(branch)) }
    }
}

/// A session to be started without saying whose.
struct NoAgentNamedError: Reportable {
    var code: String { "session.no_agent" }
    var category: ErrorCategory { .usage }
    var message: String { "It is not said whose session is to start." }
    var hint: String? { "`worklead --as AGENT session start`." }
}
