import CommandLineKit
import Model
import Operations

/// The commands about worktrees.
enum WorktreeCommands {
    static let all: [Command] = [add, list, clean, conflicts]

    static let add = Command(
        AddWorktree.self,
        CommandSpecification(
            "add",
            summary: "Make the worktree of a held task, or finish one that was cut off",
            arguments: [.task],
            examples: [
                CommandExample("worklead worktree add T-1", "Get a worktree for a held task.")
            ]
        ),
        input: { parsed, _ in try AddWorktree.Input { $0.task = try parsed.name(Argument.task) } },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AddWorktree.self,
                "worktree \(reply.output.name) stands"
            ) { text in
                text.field("worktree", .path(reply.output.path))
                if let branch = reply.output.branch { text.field("branch", .text(branch)) }
            }
        }
    )

    static let list = Command(
        ListWorktrees.self,
        CommandSpecification(
            "list",
            summary: "List the worktrees that Worklead made, with their state",
            examples: [CommandExample("worklead worktree list", "See what lies where.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListWorktrees.self) { text in
                text.list(.worktrees(reply.output.items))
            }
        }
    )

    static let clean = Command(
        CleanWorktrees.self,
        CommandSpecification(
            "clean",
            summary: "Remove the worktrees of final tasks; uncommitted work is parked first",
            discussion: """
                Uncommitted work is kept as a commit under refs/worklead/parked/ before anything \
                is removed.
                Worktrees of tasks that go on are kept.
                """,
            aliases: ["prune"],
            arguments: [cleanTask],
            examples: [CommandExample("worklead worktree clean", "Clear away what nobody needs.")]
        ),
        input: { parsed, _ in
            try CleanWorktrees.Input { $0.task = try parsed.optionalName(cleanTask) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: CleanWorktrees.self) { text in
                text.list(
                    TextList(
                        "worktrees",
                        columns: ["worktree", "state", "parked", "kept because"],
                        rows: reply.output.items.map {
                            [
                                .text($0.name), .text($0.state),
                                .maybe($0.parked.map { String($0.prefix(12)) }, Cell.text),
                                .maybe($0.kept, Cell.text),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let cleanTask = Argument(
        "TASK",
        help: "Only the worktrees of this task",
        count: .atMostOne,
        completion: .dynamic("task")
    )

    static let conflicts = Command(
        ListConflicts.self,
        CommandSpecification(
            "conflicts",
            summary: "Show which worktrees change the same paths",
            discussion:
                """
                Looks at what the worktrees of running claims really hold, whatever the \
                packets say.
                """,
            examples: [CommandExample("worklead worktree conflicts", "See who gets in whose way.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListConflicts.self) { text in
                text.list(
                    TextList(
                        "conflicts",
                        columns: ["path", "kind", "tasks", "agents"],
                        rows: reply.output.items.map {
                            [
                                .text($0.path), .text($0.kind), .text($0.tasks.listed),
                                .text($0.agents.map(\.text).joined(separator: ", ")),
                            ]
                        }
                    )
                )
            }
        }
    )
}

extension TextList {
    /// A list of worktrees.
    static func worktrees(_ items: [WorktreeLine]) -> TextList {
        TextList(
            "worktrees",
            columns: ["task", "agent", "state", "uncommitted", "path"],
            rows: items.map {
                [
                    .maybe($0.task, Cell.name), .name($0.agent), .text($0.state),
                    .maybe($0.uncommitted, Cell.number), .path($0.path),
                ]
            }
        )
    }
}
