import CommandLineKit
import Digests
import Model
import Operations

/// The commands about the program itself.
enum ToolCommands {
    static let completion = Command(
        CommandSpecification(
            "completion",
            summary: "Write the completion script for a shell",
            section: "Program",
            arguments: [shell],
            examples: [
                CommandExample(
                    "worklead completion bash",
                    "Write the script to be sourced by bash."
                )
            ]
        )
    ) { parsed, context in
        let name = parsed.required(shell)
        guard let shell = Shell(rawValue: name) else { throw UnknownShellError(name: name) }
        return .raw(context.program.completionScript(for: shell), schema: "completion/1")
    }

    private static let shell = Argument(
        "SHELL",
        help: "The shell",
        allowed: Shell.allCases.map(\.rawValue)
    )

    static let manual = Command(
        CommandSpecification(
            "man",
            summary: "Write the manual pages into a directory",
            section: "Program",
            arguments: [directory],
            examples: [CommandExample("worklead man /tmp/worklead-man", "Write all manual pages.")]
        )
    ) { parsed, context in
        let day = ProgramRelease.day
        guard let date = ManualDate(year: day.year, month: day.month, day: day.day) else {
            preconditionFailure("The release has no such day.")
        }
        let pages = context.program.manualPages(dated: date)
        let written = try context.manuals.write(
            pages.map { ($0.fileName, $0.text) },
            to: parsed.required(directory)
        )
        let data: JSONValue = .object(["files": .array(written.map(JSONValue.string))])
        return CommandOutput(Envelope(schema: "man/1", data: data)) { text in
            text.say("\(written.count, "manual page") written")
        }
    }

    private static let directory = Argument("DIRECTORY", help: "Where to", completion: .directory)

    static let help = Command(
        CommandSpecification(
            "help",
            summary: "Show help for a command, or what a word of a playbook is called here",
            section: "Program",
            arguments: [words],
            examples: [
                CommandExample("worklead help task create", "Show the help of a command."),
                CommandExample(
                    "worklead help bus_claim",
                    "Find the command for a word of a playbook."
                ),
            ]
        )
    ) { parsed, context in
        let asked = parsed.texts(words)
        if asked.count == 1, let found = PlaybookWords.translation(of: asked[0]) {
            let data: JSONValue = .object([
                "word": .string(asked[0]), "here": .string(found.here),
            ])
            return CommandOutput(Envelope(schema: "help.word/1", data: data)) { text in
                text.say("in worklead '\(asked[0])' is: \(found.here)")
                for command in found.commands { text.next("worklead \(command)") }
            }
        }
        return .raw(try context.program.help(for: asked), schema: "help/1")
    }

    private static let words = Argument(
        "WORD",
        help: "The command, or a playbook's word",
        count: .any
    )

    static let version = Command(
        CommandSpecification(
            "version",
            summary: "Show the version",
            section: "Program",
            examples: [CommandExample("worklead version", "Show which version this is.")]
        )
    ) { _, _ in
        let data: JSONValue = .object(["version": .string(ProgramRelease.version)])
        return CommandOutput(Envelope(schema: "version/1", data: data)) { text in
            text.say("worklead \(ProgramRelease.version)")
        }
    }
}

/// Which release of the program this is.
package enum ProgramRelease {
    package static let version = "0.1.0"
    /// The day on manual pages, so that the same source gives the same pages.
    package static let day = (year: 2026, month: 11, day: 26)
}

/// A shell that no script can be written for.
struct UnknownShellError: Reportable {
    let name: String

    var code: String { "usage.unknown_shell" }
    var category: ErrorCategory { .usage }
    var message: String { "There is no completion for '\(name.printable(limit: 40))'." }
    var hint: String? { "bash, zsh and fish are known." }
}
