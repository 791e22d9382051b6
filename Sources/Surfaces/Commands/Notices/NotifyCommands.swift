import CommandLineKit
import Model
import Operations

/// The commands about notices.
enum NotifyCommands {
    static let all: [Command] = [add, list, remove, test, run]

    static let add = Command(
        CommandSpecification(
            "add",
            summary: "Name somewhere that founders are told of what needs them",
            discussion: """
                A running gateway tells each thing of the founder's queue once, with what is asked \
                and what can be chosen. A desktop is told by notify-send, and without one the \
                terminal in which this command is given, as long as it is open. A webhook gets a \
                JSON document by POST, Slack and what is like it {"text": …}, and a command a JSON \
                document on its standard input; the words after -- are its arguments, and no shell \
                reads them. Addresses are kept in a file beside the store that only its owner can \
                read, and not in the ledger.
                """,
            arguments: [name, kind, words],
            options: [severity, quiet, digest],
            examples: [
                CommandExample("worklead notify add desk desktop", "Tell this desktop."),
                CommandExample(
                    "worklead notify add phone webhook https://example.org/hook --quiet 22:00-07:00",
                    "Tell a webhook, at night only of blockers."
                ),
                CommandExample(
                    "worklead notify add team slack https://example.org/T1 --digest 10m",
                    "Tell a channel of what comes within ten minutes at once."
                ),
                CommandExample(
                    "worklead notify add lamp command -- /usr/local/bin/lamp --red",
                    "Start a program for each notice."
                ),
            ],
            seeAlso: ["now", "notify test"]
        ),
        calls: [AddNoticeTarget.name]
    ) { parsed, context in
        let kind = parsed.choice(kind) ?? NoticeKind.desktop
        let given = parsed.texts(words)
        let input = try AddNoticeTarget.Input { input in
            input.target = try parsed.name(name)
            input.kind = kind
            if kind == .command {
                input.command = given
            } else {
                input.address = given.first
            }
            if kind == .desktop {
                input.address = input.address ?? context.files.terminal()
                input.escape = NoticeEscape(of: context.environment)
            }
            input.severity = parsed.choice(severity) ?? input.severity
            input.quiet = parsed.text(quiet)
            input.digest = try parsed.duration(digest) ?? input.digest
        }
        var options = context.options
        options.dryRun = context.isDryRun
        let reply = try await context.caller.call(AddNoticeTarget.self, input, options)
        return CommandOutput(
            change: reply,
            of: AddNoticeTarget.self,
            "\(reply.output.target) is told by \(reply.output.kind.rawValue)"
        ) { $0.next("worklead notify test \(reply.output.target)") }
    }

    static let list = Command(
        ListNoticeTargets.self,
        CommandSpecification(
            "list",
            summary: "Show where founders are told, and whether it arrives",
            examples: [CommandExample("worklead notify list", "Show the targets.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListNoticeTargets.self) { text in
                text.list(.notices(reply.output.items))
            }
        }
    )

    static let remove = Command(
        RemoveNoticeTarget.self,
        CommandSpecification(
            "remove",
            summary: "Forget a target of notices",
            arguments: [name],
            examples: [CommandExample("worklead notify remove phone", "Tell it no more.")]
        ),
        input: { parsed, _ in
            try NoticeTargetInput { $0.target = try parsed.name(name) }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RemoveNoticeTarget.self,
                "\(reply.output.target) is told no more"
            )
        }
    )

    static let test = Command(
        TestNoticeTarget.self,
        CommandSpecification(
            "test",
            summary: "Send a sample to a target of notices",
            arguments: [name],
            examples: [CommandExample("worklead notify test phone", "See whether it arrives.")]
        ),
        input: { parsed, _ in
            try NoticeTargetInput { $0.target = try parsed.name(name) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: TestNoticeTarget.self) { text in
                text.say("a sample was sent to \(reply.output.target)")
            }
        }
    )

    static let run = Command(
        CommandSpecification(
            "run",
            summary: "Tell what needs the founder, where no gateway does",
            discussion: """
                A running gateway does so by itself. Without one this goes on until it is \
                interrupted, or looks once, as a timer of the system may. Nothing is told twice, \
                whoever tells it.
                """,
            flags: [once],
            examples: [
                CommandExample("worklead notify run --once", "Tell what is due now.")
            ],
            seeAlso: ["up"]
        ),
        calls: [RunNotices.name]
    ) { parsed, context in
        var options = context.options
        options.dryRun = context.isDryRun
        while true {
            let reply = try await context.caller.call(
                RunNotices.self,
                NoInput(),
                options
            )
            guard !parsed.isSet(once) else { return Self.output(reply) }
            for line in reply.output.told {
                context.emit(StreamItem(line.json, line.phrase))
            }
            try await context.pause(.seconds(5))
        }
    }

    private static func output(_ reply: Reply<NoticeRunReport>) -> CommandOutput {
        let report = reply.output
        let count = report.told.map(\.count).reduce(0, +)
        let output = CommandOutput(reply, of: RunNotices.self) { text in
            text.say("\(count, "thing") told, \(report.pending) waiting to be told")
            for line in report.told { text.say(line.phrase) }
        }
        guard let error = report.told.compactMap(\.error).first, report.failed > 0 else {
            return output
        }
        return output.warning(error)
    }

    private static let name = Argument("NAME", help: "The target's name")
    private static let kind = Argument(
        "KIND",
        help: "How notices get there",
        allowed: NoticeKind.allCases.map(\.rawValue)
    )
    private static let words = Argument(
        "ADDRESS",
        help: "The address, or the program with its arguments after --",
        count: .any
    )
    private static let severity = Option(
        "severity",
        value: "SEVERITY",
        help: "Tell nothing that matters less",
        allowed: NeedUrgency.allCases.map(\.rawValue),
        default: NeedUrgency.attention.rawValue
    )
    private static let quiet = Option(
        "quiet",
        value: "HH:MM-HH:MM",
        help: "Tell only blockers in these hours, by the clock of the gateway's machine"
    )
    private static let digest = Option(
        "digest",
        value: "DURATION",
        help: "Gather notices for that long and tell them together"
    )
    private static let once = Flag("once", help: "Look once and end")
}

extension TextList {
    fileprivate static func notices(_ items: [NoticeTargetLine]) -> TextList {
        TextList(
            "targets",
            columns: [
                "target", "kind", "where", "from", "quiet", "digest", "told", "waiting", "lost",
                "fault",
            ],
            rows: items.map { line in
                [
                    .name(line.target), .text(line.kind.rawValue), .path(line.address),
                    .text(line.severity.rawValue), .maybe(line.quiet, Cell.text),
                    line.digest == .zero ? .absent : .duration(line.digest),
                    .maybe(line.toldAt, Cell.moment), .number(line.pending), .number(line.lost),
                    .maybe(line.lastError, Cell.text),
                ]
            }
        )
    }
}

extension ToldLine {
    fileprivate var phrase: Phrase {
        guard let error else { return "\(target) was told of \(count)" }
        return "\(target) was told of \(count): \(error)"
    }
}
