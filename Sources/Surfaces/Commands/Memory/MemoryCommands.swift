import CommandLineKit
import Model
import Operations

/// The commands about what is remembered.
enum MemoryCommands {
    static let all: [Command] = [
        keep(
            .note,
            "Keep what others should know",
            "worklead memory note 'Migrations run before the tests.' --tag tests"
        ),
        keep(
            .observation,
            "Keep what you saw to be so",
            "worklead memory observe 'The endpoint answers 202.' --task T-1 --file src/jobs.py"
        ),
        keep(
            .reflection,
            "Keep what is to be learnt from how it went",
            "worklead memory reflect 'Ask for the schema before the parser is written.'"
        ),
        search, list, show, brief, timeline, supersede, retire,
    ]

    private static func keep(
        _ kind: MemoryKind,
        _ summary: String,
        _ example: String
    ) -> Command {
        Command(
            KeepMemory.self,
            CommandSpecification(
                kind.verb,
                summary: summary,
                discussion: """
                    Its words never change. What is no longer so is superseded or retired, and \
                    stays to be
                    read. `-` reads the text from standard input.
                    """,
                arguments: [text],
                options: [title, tag, task, lane, file, supersedes],
                examples: [CommandExample(example, summary + ".")],
                seeAlso: ["memory search", "memory brief", "memory supersede"]
            ),
            input: { parsed, context in
                try KeepMemory.Input { input in
                    let given = parsed.required(text)
                    input.kind = kind
                    input.text = given == "-" ? try context.files.text(of: "-") : given
                    input.title = parsed.text(title)
                    input.tags = try parsed.names(tag)
                    input.task = try parsed.optionalName(task)
                    input.lane = try parsed.optionalName(lane)
                    input.files = parsed.texts(file)
                    input.supersedes = try parsed.names(supersedes)
                }
            },
            output: { reply, _ in
                let change = reply.output
                let old = change.superseded.map(\.text).joined(separator: ", ")
                var output = CommandOutput(
                    change: reply,
                    of: KeepMemory.self,
                    old.isEmpty
                        ? "\(change.memory.memory) remembered"
                        : "\(change.memory.memory) remembered in place of \(old)"
                )
                output.envelope.warnings += change.advice
                return output
            }
        )
    }

    private static let text = Argument("TEXT", help: "The words; - reads them")
    private static let title = Option(
        "title",
        value: "TEXT",
        help: "Its title; by default the first line"
    )
    private static let tag = Option(
        "tag",
        value: "TAG",
        help: "A word that it is found by",
        count: .any
    )
    static let task = Option(
        "task",
        value: "TASK",
        help: "The task that it is about",
        completion: .dynamic("task")
    )
    static let lane = Option(
        "lane",
        value: "LANE",
        help: "The lane that it is about",
        completion: .dynamic("lane")
    )
    static let file = Option(
        "file",
        value: "PATH",
        help: "A file that it is about, as the repository has it",
        count: .any,
        completion: .file
    )
    private static let supersedes = Option(
        "supersedes",
        value: "MEMORY",
        help: "What it takes the place of",
        count: .any
    )

    static let supersede = Command(
        SupersedeMemory.self,
        CommandSpecification(
            "supersede",
            summary: "Put one memory in another's place",
            arguments: [memory],
            options: [successor],
            examples: [
                CommandExample("worklead memory supersede N-3 --by N-12", "N-12 is so now.")
            ],
            seeAlso: ["memory retire"]
        ),
        input: { parsed, _ in
            try SupersedeMemory.Input { input in
                input.memory = try parsed.name(memory)
                input.by = try parsed.name(successor)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: SupersedeMemory.self,
                "\(reply.output.memory.memory) is superseded"
            )
        }
    )

    static let memory = Argument("MEMORY", help: "The memory's id")
    private static let successor = Option(
        "by",
        value: "MEMORY",
        help: "What is so instead",
        count: .exactlyOne
    )

    static let retire = Command(
        RetireMemory.self,
        CommandSpecification(
            "retire",
            summary: "Take a memory out of what is told",
            arguments: [memory],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead memory retire N-3 --reason 'the endpoint is gone'",
                    "Tell it no more."
                )
            ],
            seeAlso: ["memory supersede"]
        ),
        input: { parsed, _ in
            try RetireMemory.Input { input in
                input.memory = try parsed.name(memory)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RetireMemory.self,
                "\(reply.output.memory.memory) is retired"
            )
        }
    )
}

extension MemoryKind {
    /// What one does to keep one of the kind.
    fileprivate var verb: String {
        switch self {
        case .note: "note"
        case .observation: "observe"
        case .reflection: "reflect"
        }
    }
}
