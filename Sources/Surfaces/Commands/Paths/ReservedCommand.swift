import CommandLineKit
import Model
import Operations

/// The command that shows which paths are held.
enum ReservedCommand {
    static let reserved = Command(
        ListReservations.self,
        CommandSpecification(
            "reserved",
            summary: "List the paths that claims hold, by task",
            options: [.repository, .limit],
            examples: [CommandExample("worklead path reserved", "Who holds what?")],
            seeAlso: ["path check", "worktree conflicts"]
        ),
        input: { parsed, _ in
            try ListReservations.Input { input in
                input.repository = try parsed.optionalName(Option.repository)
                input.limit = try parsed.limit(200, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListReservations.self) { text in
                text.list(
                    TextList(
                        "reservations",
                        columns: ["task", "agent", "until", "repository", "paths"],
                        rows: reply.output.items.map {
                            [
                                .name($0.task), .name($0.agent), .maybe($0.until, Cell.moment),
                                .name($0.repository), .text($0.pattern),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )
}
