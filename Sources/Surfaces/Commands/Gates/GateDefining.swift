import CommandLineKit
import Model
import Operations

/// The command that writes a gate down.
enum GateDefining {
    static let define = Command(
        DefineGate.self,
        CommandSpecification(
            "define",
            summary: "Make a command of this repository a gate",
            discussion: """
                Runs the command under the case first, over the main branch and in the sandbox: \
                it must fail there. Then it is written into .worklead/gates.toml of this worktree. \
                It counts once that is committed on the main branch.
                """,
            arguments: [gate, command],
            options: [summary, refuses, level, hint],
            flags: [atDelivery],
            examples: [
                CommandExample(
                    "worklead gate define shell --summary 'Scripts are in order.' "
                        + "--refuses scripts/build=bad.sh -- shellcheck scripts/build",
                    "The gate must refuse scripts/build once it has the text of bad.sh."
                )
            ],
            seeAlso: ["gate selftest", "gate show"]
        ),
        input: { parsed, context in
            try DefineGate.Input { input in
                input.gate = try parsed.name(gate)
                input.command = parsed.texts(command)
                input.summary = parsed.required(summary)
                input.level = parsed.choice(level) ?? .block
                input.hint = parsed.text(hint)
                input.atDelivery = parsed.isSet(atDelivery)
                input.refuses = try parsed.texts(refuses).map { word in
                    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
                        throw CaseFileError(word: word)
                    }
                    let file = String(word[word.index(after: sign)...])
                    return GateCaseFile(
                        path: String(word[..<sign]),
                        text: try context.files.text(of: file)
                    )
                }
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: DefineGate.self,
                """
                \(reply.output.gate) is in \(reply.output.file); under its case the command ends \
                with \(reply.output.ending)
                """
            )
        }
    )

    private static let gate = Argument("GATE", help: "Its name")
    private static let command = Argument(
        "COMMAND",
        help: "The program and its arguments, after --",
        count: .atLeastOne
    )
    private static let summary = Option(
        "summary",
        value: "TEXT",
        help: "What is so where it passes, as a sentence",
        count: .exactlyOne
    )
    private static let refuses = Option(
        "refuses",
        value: "PATH=FILE",
        help: "A path of the repository, and the file whose text there must be refused",
        count: .atLeastOne
    )
    private static let level = Option(
        "level",
        value: "LEVEL",
        help: "Its level",
        allowed: RuleLevel.allCases.map(\.rawValue),
        default: "block"
    )
    private static let hint = Option("hint", value: "TEXT", help: "What to do when it refuses")
    private static let atDelivery = Flag("at-delivery", help: "Ask each delivery")
}

/// A case that does not name a path and a file.
struct CaseFileError: Reportable {
    let word: String

    var code: String { "gate.bad_case" }
    var category: ErrorCategory { .usage }
    var message: String { "'\(word.printable(limit: 120))' is not a path, '=' and a file." }
    var hint: String? { "As in `--refuses scripts/build=bad.sh`." }
}
