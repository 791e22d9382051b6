import CommandLineKit
import Model
import Operations

/// The commands about registered repositories.
enum RepositoryCommands {
    static let all: [Command] = [add, move, list]

    static let add = Command(
        AddRepository.self,
        CommandSpecification(
            "add",
            summary: "Register a git repository in the workspace",
            arguments: [path],
            options: [name],
            examples: [CommandExample("worklead repo add ../web", "Let a second repository join.")]
        ),
        input: { parsed, _ in
            try AddRepository.Input { input in
                input.path = parsed.required(path)
                input.name = try parsed.optionalName(name)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AddRepository.self,
                "repository \(reply.output.name) registered"
            )
        }
    )

    private static let path = Argument("PATH", help: "The repository", completion: .directory)
    private static let name = Option(
        "name",
        value: "NAME",
        help: "Its name; by default its directory's"
    )

    static let move = Command(
        MoveRepository.self,
        CommandSpecification(
            "move",
            summary: "Say where a registered repository is now",
            discussion: """
                For a clone in another folder or on another machine. Worktrees of where it was \
                are left as they are.
                """,
            arguments: [known, path],
            examples: [
                CommandExample("worklead repo move web ~/src/web", "It was cloned again there.")
            ],
            seeAlso: ["ledger restore", "doctor"]
        ),
        input: { parsed, _ in
            try MoveRepository.Input { input in
                input.name = try parsed.name(known)
                input.path = parsed.required(path)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: MoveRepository.self,
                "repository \(reply.output.name) is at \(reply.output.path)"
            )
        }
    )

    private static let known = Argument("NAME", help: "The repository's name")

    static let list = Command(
        ListRepositories.self,
        CommandSpecification(
            "list",
            summary: "List the registered repositories",
            examples: [CommandExample("worklead repo list", "List the repositories.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListRepositories.self) { text in
                text.list(
                    TextList(
                        "repositories",
                        columns: ["repository", "branch", "path"],
                        rows: reply.output.items.map {
                            [.name($0.name), .text($0.defaultBranch), .path($0.path)]
                        }
                    )
                )
            }
        }
    )
}
