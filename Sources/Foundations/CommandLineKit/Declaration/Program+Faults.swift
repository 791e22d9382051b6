extension Program {
    /// What is wrong in the declarations, a sentence for each fault.
    ///
    /// Walks the whole tree, hidden commands too, so it belongs in a test and not in a program's
    /// start. Examples are parsed, so that one that no longer works is a fault.
    package func faults() -> [String] {
        var faults: [String] = []
        func visit(_ node: CommandNode) {
            let audit = CommandAudit(program: self, node: node)
            faults += audit.faults.map { "'\(title(node.path))': \($0)" }
            for child in node.command.subcommands {
                visit(CommandNode(path: node.path + [child.name], command: child))
            }
        }
        visit(CommandNode(path: [], command: root))
        return faults
    }
}

/// Looks for faults in the declaration of one command.
private struct CommandAudit {
    let program: Program
    let node: CommandNode

    private var command: CommandSpecification { node.command }

    var faults: [String] {
        nameFaults + phraseFaults + argumentFaults + valueFaults + referenceFaults + exampleFaults
    }

    private var nameFaults: [String] {
        let scope = program.scope(of: node)
        let names =
            [command.name] + command.aliases + scope.options.map(\.name)
            + scope.flags.map(\.name)
        let letters = (scope.options.map(\.short) + scope.flags.map(\.short)).compactMap(\.self)
        var faults: [String] = []
        for name in names where !name.isWellFormedName {
            faults.append("the name '\(name)' is not a-z, 0-9 and '-'.")
        }
        for letter in letters where !(letter.isASCII && (letter.isLetter || letter.isNumber)) {
            faults.append("'-\(letter)' is neither a letter nor a digit.")
        }
        for name in command.subcommands.flatMap({ [$0.name] + $0.aliases }).repeated {
            faults.append("two of its commands are called '\(name)'.")
        }
        let labels = scope.labels + command.arguments.map(\.label) + letters.map { "-\($0)" }
        return faults + labels.repeated.map { "'\($0)' is declared twice." }
    }

    private var phraseFaults: [String] {
        let phrases =
            [command.summary] + command.options.map(\.help) + command.flags.map(\.help)
            + command.arguments.map(\.help)
        return phrases.filter { $0.isEmpty || $0.hasSuffix(".") }
            .map { "the phrase '\($0)' is empty or ends with a full stop." }
            + command.examples.map(\.sentence).filter { !$0.hasSuffix(".") }
            .map { "the sentence '\($0)' has no full stop." }
    }

    private var argumentFaults: [String] {
        var faults: [String] = []
        for (earlier, later) in zip(command.arguments, command.arguments.dropFirst()) {
            if earlier.count.isRepeatable {
                faults.append("\(later.label) can't be reached behind \(earlier.usage).")
            } else if later.count.isRequired, !earlier.count.isRequired {
                faults.append("\(later.label) is required behind \(earlier.usage), which is not.")
            }
        }
        if !command.arguments.isEmpty, !command.subcommands.isEmpty {
            faults.append("a group takes commands, so it can't take arguments.")
        }
        return faults
    }

    private var valueFaults: [String] {
        let parameters: [any Parameter] = command.arguments + command.options
        return parameters.flatMap { parameter in
            var faults: [String] = []
            if let text = parameter.defaultText {
                if parameter.count.isRequired {
                    faults.append("\(parameter.label) is required and has a default.")
                }
                if !parameter.allowed.isEmpty, !parameter.allowed.contains(text) {
                    faults.append("\(parameter.label): the default '\(text)' is not allowed.")
                }
            }
            if parameter is Option, parameter.completion == .command {
                faults.append("\(parameter.label): only an argument can be completed by commands.")
            }
            return faults
        }
    }

    private var referenceFaults: [String] {
        let paths = command.seeAlso.isEmpty ? [] : program.visibleNodes.map(\.path)
        return command.relatedPaths.filter { !paths.contains($0) }
            .map { "it refers to '\($0.joined(separator: " "))', which is no command." }
    }

    private var exampleFaults: [String] {
        command.examples.compactMap { example in
            guard let words = CommandLineWords(example.line), words.first == program.name else {
                return "the example '\(example.line)' does not begin with '\(program.name)'."
            }
            do throws(UsageError) {
                _ = try program.parse(Array(words.texts.dropFirst()))
                return nil
            } catch {
                return "the example '\(example.line)' fails: \(error.message)"
            }
        }
    }
}

extension [String] {
    /// Those that stand in it more than once, each once.
    fileprivate var repeated: [String] {
        var seen: Set<String> = []
        return Set(filter { !seen.insert($0).inserted }).sorted()
    }
}

extension String {
    fileprivate var isWellFormedName: Bool {
        let isPlain = utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return isPlain && !isEmpty && first != "-" && last != "-"
    }
}
