import CommandLineKit
import Digests
import Model
import Operations

/// The commands about the ledger's events.
enum EventCommands {
    static let all: [Command] = [list, watch]

    static let list = Command(
        ListEvents.self,
        CommandSpecification(
            "list",
            summary: "List events of the ledger",
            aliases: ["log"],
            options: [after, actor, subject, type, preset, since, .limit],
            examples: [
                CommandExample("worklead event list --subject T-1", "Read the history of a task."),
                CommandExample(
                    "worklead event list --type 'task.*' -n 5",
                    "Read the last five moves."
                ),
            ],
            seeAlso: ["event watch", "ledger export"]
        ),
        input: { parsed, _ in try input(parsed) },
        output: { reply, _ in
            CommandOutput(reply, of: ListEvents.self) { text in
                text.list(
                    TextList(
                        "events",
                        columns: ["seq", "when", "actor", "subject", "type"],
                        rows: reply.output.events.map(Self.cells)
                    )
                )
            }
        }
    )

    static let after = Option("after", value: "REVISION", help: "Only events after this revision")
    static let actor = Option(
        "actor",
        value: "AGENT",
        help: "Only what this agent did",
        completion: .dynamic("agent")
    )
    static let subject = Option("subject", value: "ID", help: "Only what is about this")
    static let type = Option("type", value: "TYPE", help: "Only this type; * stands for anything")
    static let preset = Option(
        "preset",
        value: "NAME",
        help: "Only what a manager follows, how the work goes, or what needs somebody",
        allowed: EventPreset.allCases.map(\.rawValue)
    )
    static let since = Option("since", value: "TIME", help: "Only events from this moment on")

    private static func input(_ parsed: ParsedCommand) throws -> ListEvents.Input {
        try ListEvents.Input { input in
            input.after = try parsed.integer(after, in: 0...Int.max).map(Int64.init)
            input.actor = try parsed.optionalName(actor)
            input.subject = parsed.text(subject)
            input.type = parsed.text(type)
            input.preset = parsed.choice(preset)
            input.since = try parsed.moment(since)
            input.limit = try parsed.limit(50, max: 10_000)
        }
    }

    static let watch = Command(
        CommandSpecification(
            "watch",
            summary: "Write events as they happen",
            discussion: """
                Starts after the revision given, else with what is new from now on. What is \
                written once is
                not written again: go on later with --after and the last `seq`.
                """,
            options: [after, actor, subject, type, preset, since, .limit],
            flags: [follow],
            examples: [
                CommandExample("worklead event watch --follow", "See what happens."),
                CommandExample(
                    "worklead event watch --preset quiet --follow",
                    "Be told only what needs somebody."
                ),
                CommandExample("worklead event watch --after 0", "Replay the whole history."),
            ]
        ),
        calls: [ListEvents.name]
    ) { parsed, context in
        var input = try input(parsed)
        input.limit = 1000
        let most = try parsed.limit(.max, max: .max)
        var written = 0
        if input.after == nil {
            let head = ListEvents.Input { $0.limit = 1 }
            input.after = try await context.caller.call(ListEvents.self, head, context.options)
                .output.head
        }
        while written < most {
            let page = try await context.caller.call(ListEvents.self, input, context.options).output
            for event in page.events where written < most {
                context.emit(StreamItem(event, Self.phrase(event)))
                written += 1
            }
            // A page that is not full has seen all up to the head of its own snapshot.
            input.after =
                page.events.count == input.limit
                ? page.events.last?["seq"]?.int64Value ?? page.head : page.head
            guard parsed.isSet(follow) || page.events.count == input.limit else { break }
            if page.events.isEmpty { try await context.pause(.milliseconds(100)) }
        }
        let data: JSONValue = .object(["written": .integer(Int64(written))])
        return CommandOutput(
            Envelope(schema: "event.watch/1", data: data, revision: input.after)
        ) { _ in }
    }

    private static let follow = Flag("follow", short: "f", help: "Go on until interrupted")

    private static func cells(_ event: JSONValue) -> [Cell] {
        [
            .number(event["seq"]?.int64Value ?? 0),
            .maybe(event["time"]?.stringValue.flatMap(Timestamp.init), Cell.moment),
            .text(event["actor"]?.stringValue ?? ""), .text(event["subject"]?.stringValue ?? ""),
            .text(event["type"]?.stringValue ?? ""),
        ]
    }

    private static func phrase(_ event: JSONValue) -> Phrase {
        let when = event["time"]?.stringValue ?? ""
        let actor = event["actor"]?.stringValue ?? ""
        let subject = event["subject"]?.stringValue ?? ""
        let type = event["type"]?.stringValue ?? ""
        return "\(event["seq"]?.int64Value ?? 0) \(when) \(actor) \(subject) \(type)"
    }
}
