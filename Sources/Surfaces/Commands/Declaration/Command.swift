import CommandLineKit
import Model
import Operations

/// One command: its declaration, and what it does when it is called.
///
/// Parsing turns the words into the input of one operation; the text turns the answer into words.
package struct Command: Sendable {
    package let specification: CommandSpecification
    /// The names of the operations that it calls.
    package let operations: [String]
    let run: @Sendable (ParsedCommand, CommandContext) async throws -> CommandOutput

    /// Makes a command that does something of its own with what it is given.
    ///
    /// - Parameter operations: The names of those that it calls.
    init(
        _ specification: CommandSpecification,
        calls operations: [String] = [],
        run: @escaping @Sendable (ParsedCommand, CommandContext) async throws -> CommandOutput
    ) {
        self.specification = specification
        self.operations = operations
        self.run = run
    }

    /// Makes a command for one operation.
    ///
    /// Where the operation changes something, the command takes `--dry-run` and `--key` too.
    ///
    /// - Parameters:
    ///   - input: The operation's input from the words.
    ///   - output: What is said about the reply.
    init<O: Operation>(
        _ operation: O.Type,
        _ specification: CommandSpecification,
        input: @escaping @Sendable (ParsedCommand, CommandContext) throws -> O.Input,
        output: @escaping @Sendable (Reply<O.Output>, CommandContext) -> CommandOutput
    ) {
        let isMutation = O.effect.isMutation
        self.init(
            isMutation ? specification.changing : specification,
            calls: [O.name]
        ) { parsed, context in
            var options = context.options
            if isMutation {
                options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
                options.idempotencyKey = parsed.text(Option.key)
            }
            let reply = try await context.caller.call(O.self, try input(parsed, context), options)
            return output(reply, context)
        }
    }
}

extension CommandSpecification {
    /// The declaration with what every changing command takes.
    fileprivate var changing: CommandSpecification {
        CommandSpecification(
            name,
            summary: summary,
            discussion: discussion,
            section: section,
            aliases: aliases,
            arguments: arguments,
            options: options + [.key],
            flags: flags + [.dryRun],
            examples: examples,
            seeAlso: seeAlso,
            isHidden: isHidden,
            runsAlone: runsAlone,
            subcommands: subcommands
        )
    }
}

extension Flag {
    static let dryRun = Flag(
        "dry-run",
        help: "Show the events that would be written, and write none"
    )
}

extension Option {
    static let key = Option(
        "key",
        value: "KEY",
        help: "Idempotency key: the same request under it is answered once"
    )
}
