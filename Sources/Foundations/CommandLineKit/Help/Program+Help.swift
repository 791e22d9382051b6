extension Program {
    /// The help of the program, a group or a command.
    ///
    /// - Parameters:
    ///   - words: The names or aliases that lead to it; none for the program's own help.
    ///   - width: The most columns of a line, but not under 40. Example lines are never broken.
    /// - Throws: ``UsageError`` where a word calls no command.
    package func help(
        for words: [String] = [],
        width: Int = 80,
        style: TextStyle = .plain
    ) throws(UsageError) -> String {
        let node = try node(at: words)
        return HelpPage(program: self, node: node, width: max(width, 40), style: style).text
    }

    /// The parts of a usage line: the command, its options, its arguments.
    func usage(of node: CommandNode) -> [String] {
        let command = node.command
        let isRoot = node.path.isEmpty
        let hasOptions = isRoot || !(command.options.isEmpty && command.flags.isEmpty)
        var parts = [title(node.path)]
        if hasOptions { parts.append("[OPTIONS]") }
        parts += command.options.filter(\.count.isRequired).map { "\($0.label) \($0.valueName)" }
        if !command.subcommands.isEmpty {
            parts.append(command.runsAlone ? "[COMMAND]" : "COMMAND")
        }
        return parts + command.arguments.map(\.usage)
    }
}

/// The help of one command.
private struct HelpPage {
    let program: Program
    let node: CommandNode
    let width: Int
    let style: TextStyle

    private var command: CommandSpecification { node.command }
    private var isRoot: Bool { node.path.isEmpty }

    /// The parts that have something to say, divided by blank lines.
    var text: String {
        let top = [command.summary.asSentence.wrapped(toWidth: width), usage]
        let paragraphs = command.paragraphs.map { $0.wrapped(toWidth: width) }
        let lists = [
            section("Arguments", command.arguments.map { HelpRow($0) }),
            section("Options", options),
            section("Examples", lines: examples),
            section("Environment", isRoot ? environment : []),
            section("Global options", prose: isRoot ? "" : globalOptions),
            section("Exit codes", prose: exitCodes),
            section("Also called", prose: command.aliases.joined(separator: ", ")),
            section("See also", prose: seeAlso),
        ]
        return (top + paragraphs + commands + lists)
            .filter { !$0.isEmpty }
            .map { lines in lines.map { $0 + "\n" }.joined() }
            .joined(separator: "\n")
    }

    // MARK: - Parts

    private var usage: [String] {
        ("Usage: " + program.usage(of: node).joined(separator: " ")).wrapped(toWidth: width)
    }

    /// A section of the group's commands for each of their headings, in the order of declaration.
    private var commands: [[String]] {
        let children = node.children.map(\.command)
        guard !children.isEmpty else { return [] }
        let headings = children.map(\.section).reduce(into: [String]()) { headings, heading in
            if !headings.contains(heading) { headings.append(heading) }
        }
        let labelWidth = HelpRow.labelWidth(
            of: children.map { HelpRow($0.name, $0.summary) },
            in: width
        )
        let sections = headings.map { heading in
            section(
                heading.isEmpty ? "Commands" : heading,
                children.filter { $0.section == heading }.map { HelpRow($0.name, $0.summary) },
                labelWidth: labelWidth
            )
        }
        let more = "'\(program.title(node.path)) COMMAND --help' tells more about one."
        return sections + [more.wrapped(toWidth: width)]
    }

    private var options: [HelpRow] {
        HelpRow.rows(options: command.options, flags: program.scope(of: node).ownFlags)
    }

    /// The global options by their names alone: the root's help explains them.
    private var globalOptions: String {
        let options = program.root.options.map { "\($0.label) \($0.valueName)" }
        let flags = (program.root.flags + [.help]).map(\.label)
        return (options + flags).joined(separator: ", ") + "; see '\(program.name) --help'"
    }

    private var examples: [String] {
        command.examples.flatMap { example in
            [example.line] + example.sentence.wrapped(toWidth: width - 6).map { "    " + $0 }
        }
    }

    private var environment: [HelpRow] { program.environment.map { HelpRow($0.name, $0.meaning) } }

    private var exitCodes: String {
        program.exitCodes.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
    }

    private var seeAlso: String {
        command.seeAlso.map { "\(program.name) \($0)" }.joined(separator: ", ")
    }

    // MARK: - Layout

    private func section(
        _ heading: String,
        _ rows: [HelpRow],
        labelWidth: Int? = nil
    ) -> [String] {
        let labelWidth = labelWidth ?? HelpRow.labelWidth(of: rows, in: width)
        return section(
            heading,
            lines: rows.flatMap { $0.lines(labelWidth: labelWidth, width: width - 2) }
        )
    }

    /// A heading with text behind it, whose further lines stand under its first.
    private func section(_ heading: String, prose: String) -> [String] {
        guard !prose.isEmpty else { return [] }
        let lines = "\(heading): \(prose)".wrapped(toWidth: width - 2)
        let first = lines.prefix(1).map { style.bold(heading) + $0.dropFirst(heading.count) }
        return first + lines.dropFirst().map { "  " + $0 }
    }

    private func section(_ heading: String, lines: [String]) -> [String] {
        lines.isEmpty ? [] : [style.bold(heading)] + lines.map { "  " + $0 }
    }
}

extension String {
    /// A phrase with its full stop.
    var asSentence: String { isEmpty ? self : self + "." }
}
