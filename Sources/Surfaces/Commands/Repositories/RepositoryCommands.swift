import CommandLineKit
import Model
import Operations

/// The commands about registered repositories.
enum RepositoryCommands {
    static let all: [Command] = [add, list]

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
