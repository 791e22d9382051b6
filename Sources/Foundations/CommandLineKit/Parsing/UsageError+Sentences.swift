// Every sentence about a command line, on one page.

extension UsageError {
    private init(
        _ fault: UsageFault,
        _ message: String,
        hint: String?,
        path: [String],
        word: String? = nil
    ) {
        self.init(code: fault.code, message: message, hint: hint, path: path, word: word)
    }

    static func unknownCommand(
        _ word: String,
        at path: [String],
        of program: Program
    ) -> UsageError {
        UsageError(
            .unknownCommand,
            "unknown command '\(word.quotable)'."
                + didYouMean(program.commandMeant(by: word, at: path)),
            hint: "Run '\(program.title(path)) --help' for the commands.",
            path: path,
            word: word
        )
    }

    static func missingCommand(at node: CommandNode, of program: Program) -> UsageError {
        UsageError(
            .missingCommand,
            "'\(program.title(node.path))' needs a command: "
                + oneOf(node.children.map(\.command.name)) + ".",
            hint: helpHint(node.path, program),
            path: node.path
        )
    }

    static func unknownOption(
        _ option: String,
        in scope: Scope,
        at path: [String],
        of program: Program
    ) -> UsageError {
        // An option written before its command is known to the command, not here.
        let owners =
            path.isEmpty || !scope.own.subcommands.isEmpty
            ? program.commands(under: path, withOption: option) : []
        let meant = Suggestion.nearest(to: option, among: scope.labels)
        let hint =
            if let owner = owners.first {
                "'\(option)' goes after its command: '\(program.title(owner)) \(option)'."
            } else if meant == nil, !scope.own.arguments.isEmpty {
                "Run '\(program.title(path)) --help', or write '--' before words that begin with "
                    + "'-'."
            } else {
                helpHint(path, program)
            }
        return UsageError(
            .unknownOption,
            "unknown option '\(option.quotable)'."
                + (owners.isEmpty ? didYouMean(meant) : ""),
            hint: hint,
            path: path,
            word: option
        )
    }

    static func misplacedOption(
        _ label: String,
        of group: CommandNode,
        before command: String,
        in program: Program
    ) -> UsageError {
        let title = program.title(group.path)
        return UsageError(
            .misplacedOption,
            "'\(label)' belongs to '\(title)' alone, not to '\(title) \(command)'.",
            hint: helpHint(group.path + [command], program),
            path: group.path,
            word: label
        )
    }

    static func repeatedOption(
        _ option: Option,
        at path: [String],
        of program: Program
    ) -> UsageError {
        UsageError(
            .repeatedOption,
            "'\(option.label)' is given twice; it takes one \(option.valueName).",
            hint: helpHint(path, program),
            path: path,
            word: option.label
        )
    }

    static func missingOption(
        _ option: Option,
        at path: [String],
        of program: Program
    ) -> UsageError {
        UsageError(
            .missingOption,
            "'\(program.title(path))' needs '\(option.label) \(option.valueName)'.",
            hint: helpHint(path, program),
            path: path
        )
    }

    /// - Parameter next: The word in the value's place, where there is one.
    static func missingValue(
        _ option: Option,
        before next: String?,
        at path: [String],
        of program: Program
    ) -> UsageError {
        // "--" ends the options, so it is unlikely to be meant as a value.
        let hint =
            if let next, next != "--" {
                "A value that begins with '-' is joined: '\(option.label)=\(next.quotable)'."
            } else {
                helpHint(path, program)
            }
        return UsageError(
            .missingValue,
            "'\(option.label)' needs a value: \(option.valueName).",
            hint: hint,
            path: path,
            word: option.label
        )
    }

    static func unexpectedValue(
        _ value: String,
        of flag: Flag,
        at path: [String],
        in program: Program
    ) -> UsageError {
        UsageError(
            .unexpectedValue,
            "'\(flag.label)' takes no value, but '\(value.quotable)' is given.",
            hint: helpHint(path, program),
            path: path,
            word: flag.label
        )
    }

    static func notAllowed(
        _ value: String,
        for parameter: some Parameter,
        at path: [String],
        of program: Program
    ) -> UsageError {
        UsageError(
            .invalidValue,
            "\(parameter.label): '\(value.quotable)' is not \(oneOf(parameter.allowed))."
                + didYouMean(Suggestion.nearest(to: value, among: parameter.allowed)),
            hint: helpHint(path, program),
            path: path,
            word: value
        )
    }

    static func missingArgument(
        _ argument: Argument,
        at path: [String],
        of program: Program
    ) -> UsageError {
        UsageError(
            .missingArgument,
            "'\(program.title(path))' needs \(argument.valueName).",
            hint: helpHint(path, program),
            path: path
        )
    }

    static func unexpectedArgument(
        _ word: String,
        after arguments: [Argument],
        at path: [String],
        of program: Program
    ) -> UsageError {
        let taken =
            arguments.isEmpty
            ? "no arguments" : arguments.map(\.usage).joined(separator: " ") + " only"
        return UsageError(
            .unexpectedArgument,
            "unexpected argument '\(word.quotable)': '\(program.title(path))' takes \(taken).",
            hint: helpHint(path, program),
            path: path,
            word: word
        )
    }

    /// - Parameter position: From 1, not counting the program's name.
    static func notText(position: Int, shown: String) -> UsageError {
        UsageError(
            .notText,
            "argument \(position) is not valid UTF-8: '\(shown.quotable)'.",
            hint: "Rename the file, or type the text in a UTF-8 locale.",
            path: []
        )
    }

    static func argumentTooLong(position: Int, bytes: Int, bytesMax: Int) -> UsageError {
        UsageError(
            .argumentTooLong,
            "argument \(position) has \(bytes) bytes, and \(bytesMax) is the most.",
            hint: nil,
            path: []
        )
    }

    private static func helpHint(_ path: [String], _ program: Program) -> String {
        "Run '\(program.title(path)) --help'."
    }

    private static func didYouMean(_ meant: String?) -> String {
        meant.map { " Did you mean '\($0)'?" } ?? ""
    }

    private static func oneOf(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
