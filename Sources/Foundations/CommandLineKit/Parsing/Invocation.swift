/// What a command line asks the program to do.
package enum Invocation: Sendable {
    /// To run a command.
    case run(ParsedCommand)
    /// To show the help of the command with this path; empty for the program's own.
    case help([String])
    /// To tell its version.
    case version
    /// To answer a shell that completes a word.
    case complete(CompletionAnswer)
}

extension Program {
    /// Reads a command line, without the program's name.
    ///
    /// `--help` and `-h` win over every fault except a command that does not exist, because people
    /// ask for help in the middle of a line that is not finished.
    ///
    /// - Parameter argumentBytesMax: The most bytes that one argument may have.
    package func parse(
        _ arguments: [String],
        argumentBytesMax: Int = ArgumentVector.bytesMax
    ) throws(UsageError) -> Invocation {
        for (index, argument) in arguments.enumerated()
        where argument.utf8.count > argumentBytesMax {
            throw UsageError.argumentTooLong(
                position: index + 1,
                bytes: argument.utf8.count,
                bytesMax: argumentBytesMax
            )
        }
        if arguments.first == CompletionAnswer.requestWord {
            return .complete(completion(of: Array(arguments.dropFirst())))
        }
        var reader = CommandLineReader(of: self)
        do {
            for argument in arguments {
                try reader.take(argument)
                if reader.asksForVersion { return .version }
            }
            return reader.asksForHelp ? .help(reader.path) : .run(try reader.finish())
        } catch {
            guard !error.isFault(.unknownCommand), arguments.askForHelp else { throw error }
            return .help(reader.path)
        }
    }
}

extension [String] {
    fileprivate var askForHelp: Bool {
        prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }
}
