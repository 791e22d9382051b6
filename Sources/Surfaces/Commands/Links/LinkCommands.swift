import CommandLineKit
import Model
import Operations

/// The commands about the index of documents that matter.
enum LinkCommands {
    static let all: [Command] = [list, show, add, remove, check]

    static let list = Command(
        ListLinks.self,
        CommandSpecification(
            "list",
            summary: "List the documents that matter",
            examples: [CommandExample("worklead links list", "Where is what?")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListLinks.self) { text in
                text.list(
                    TextList(
                        "links",
                        columns: ["link", "title", "target"],
                        rows: reply.output.items.map { line in
                            [.name(line.link), .text(line.title), .path(line.target)]
                        }
                    )
                )
            }
        }
    )

    static let show = Command(
        ShowLink.self,
        CommandSpecification(
            "show",
            summary: "Show where a link leads",
            arguments: [link],
            examples: [CommandExample("worklead links show playbook", "Find the playbook.")]
        ),
        input: { parsed, _ in try ShowLink.Input { $0.link = try parsed.name(link) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowLink.self) { text in
                let line = reply.output
                text.say("\(line.link): \(line.title)")
                text.field("target", .path(line.target))
                if let path = line.path { text.field("file", .path(path)) }
                if let note = line.note { text.field("note", .text(note)) }
            }
        }
    )

    static let add = Command(
        AddLink.self,
        CommandSpecification(
            "add",
            summary: "Add a document that matters to the index",
            discussion: """
                A target is a path in a registered repository, with an anchor if it is a part of \
                a page that matters, or an address on the web. The index is the workspace's: all \
                agents have the same.
                """,
            arguments: [link, target],
            options: [title, note, .repository],
            examples: [
                CommandExample(
                    "worklead links add loop docs/playbook.md#session-loop --title 'The loop'",
                    "Name a part of a page."
                )
            ],
            seeAlso: ["links check"]
        ),
        input: { parsed, _ in
            try AddLink.Input { input in
                input.link = try parsed.name(link)
                input.target = parsed.required(target)
                input.title = parsed.text(title) ?? parsed.required(target)
                input.note = parsed.text(note)
                input.repository = try parsed.optionalName(Option.repository)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: AddLink.self,
                "link \(line.link) leads to \(Phrase([.path(line.target)]))"
            )
        }
    )

    static let remove = Command(
        RemoveLink.self,
        CommandSpecification(
            "remove",
            summary: "Take a link out of the index",
            discussion: "What it leads to is left alone.",
            arguments: [link],
            examples: [CommandExample("worklead links remove playbook", "Forget the link.")]
        ),
        input: { parsed, _ in try RemoveLink.Input { $0.link = try parsed.name(link) } },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RemoveLink.self,
                "link \(reply.output.link) removed"
            )
        }
    )

    static let check = Command(
        CommandSpecification(
            "check",
            summary: "Look whether what the links lead to is there",
            discussion: """
                Files are looked for where their repositories are, and anchors in them. Pages on \
                the web are asked only with --online, through curl. Exit code 5 where a link is \
                dead.
                """,
            arguments: [optionalLink],
            flags: [online],
            examples: [
                CommandExample("worklead links check", "Which links are dead?"),
                CommandExample("worklead links check --online", "Ask pages too."),
            ]
        ),
        calls: [CheckLinks.name]
    ) { parsed, context in
        let input = try CheckLinks.Input { input in
            input.link = try parsed.optionalName(optionalLink)
            input.online = parsed.isSet(online)
        }
        let reply = try await context.caller.call(CheckLinks.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: CheckLinks.self) { text in
            text.say("\(report.checked, "link") looked at, \(report.dead) dead")
            text.list(
                TextList(
                    "links",
                    columns: ["link", "state", "target", "what"],
                    rows: report.links.map { line in
                        [
                            .name(line.link), .state(line.state, Self.mark(line.state)),
                            .path(line.target), .maybe(line.text, Cell.text),
                        ]
                    }
                )
            )
        }
        guard let first = report.links.first(where: { $0.text != nil }) else { return output }
        return output.failing(
            DeadLinkError(link: first.link, count: report.dead, first: first.text ?? "")
        )
    }

    private static func mark(_ state: String) -> Mark {
        switch state {
        case "fine": .done
        case "not_checked": .waiting
        default: .failed
        }
    }

    private static let link = Argument("LINK", help: "The link's name")
    private static let optionalLink = Argument(
        "LINK",
        help: "The one link to look at; all by default",
        count: .atMostOne
    )
    private static let target = Argument("TARGET", help: "A path in a repository, or an address")
    private static let title = Option("title", value: "TEXT", help: "What it is, in a few words")
    private static let note = Option("note", value: "TEXT", help: "When to read it")
    private static let online = Flag("online", help: "Ask pages on the web too")
}

/// A link that leads to nothing.
struct DeadLinkError: Reportable {
    let link: LinkName
    let count: Int
    let first: String

    var code: String { "link.dead" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        count.counted("link is", "links are")
            + " dead. First: \(link): \(first.printable(limit: 300))"
    }
    var hint: String? { "Mend the page, or `worklead links add` it anew under its place now." }
}
