/// The page of one command.
struct ManualText {
    let program: Program
    let node: CommandNode

    private var command: CommandSpecification { node.command }
    private var isRoot: Bool { node.path.isEmpty }

    func text(dated date: ManualDate) -> String {
        var page = MdocWriter()
        page.macro("Dd", raw: date.text)
        page.macro("Dt", program.manualName(node.path).uppercased(), "1")
        page.macro("Os")
        page.section("NAME")
        page.macro("Nm", program.manualName(node.path))
        page.macro("Nd", command.summary.withLowercasedStart)
        writeSynopsis(to: &page)
        writeDescription(to: &page)
        writeOptions(to: &page)
        writeFacts(to: &page)
        return page.text
    }

    private func writeSynopsis(to page: inout MdocWriter) {
        page.section("SYNOPSIS")
        page.macro("Nm", program.title(node.path))
        for flag in command.flags { page.macro("Op", raw: MdocWriter.flag(flag, isBrief: true)) }
        for option in command.options {
            page.macro(
                option.count.isRequired ? "" : "Op",
                raw: MdocWriter.option(option, isBrief: true)
            )
        }
        if !command.subcommands.isEmpty {
            page.macro(command.runsAlone ? "Op" : "", raw: "Ar COMMAND")
        }
        for argument in command.arguments {
            page.macro(argument.count.isRequired ? "" : "Op", raw: MdocWriter.argument(argument))
        }
    }

    private func writeDescription(to page: inout MdocWriter) {
        page.section("DESCRIPTION")
        page.prose(command.summary.asSentence)
        for paragraph in command.paragraphs {
            page.macro("Pp")
            page.prose(paragraph)
        }
        if !command.aliases.isEmpty {
            page.macro("Pp")
            page.prose("It is also called \(command.aliases.joined(separator: ", ")).")
        }
        let children = node.children
        if !children.isEmpty {
            page.macro("Pp")
            page.prose("The commands are:")
            page.list {
                for child in children {
                    $0.item(raw: "Cm " + MdocWriter.word(child.command.name))
                    $0.prose(child.command.summary.asSentence)
                }
            }
        }
        if !command.arguments.isEmpty {
            page.macro("Pp")
            page.prose("The arguments are:")
            page.list {
                for argument in command.arguments {
                    $0.item(raw: MdocWriter.argument(argument))
                    $0.prose(argument.annotatedHelp.asSentence)
                }
            }
        }
    }

    private func writeOptions(to page: inout MdocWriter) {
        let flags = program.scope(of: node).ownFlags
        if !(flags.isEmpty && command.options.isEmpty) {
            page.macro("Pp")
            page.prose(
                isRoot ? "These options are valid with every command:" : "The options are:"
            )
            page.list {
                for flag in flags {
                    $0.item(raw: MdocWriter.flag(flag))
                    $0.prose(flag.help.asSentence)
                }
                for option in command.options {
                    $0.item(raw: MdocWriter.option(option))
                    $0.prose(option.annotatedHelp.asSentence)
                }
            }
        }
        if !isRoot {
            page.macro("Pp")
            page.prose("The options that are valid with every command are described in")
            page.macro("Xr", raw: "\(program.manualName([])) 1 .")
        }
    }

    /// What follows the description, in the order that mdoc(7) prescribes.
    private func writeFacts(to page: inout MdocWriter) {
        if isRoot, !program.environment.isEmpty {
            page.section("ENVIRONMENT")
            page.list {
                for variable in program.environment {
                    $0.item(raw: "Ev " + MdocWriter.word(variable.name))
                    $0.prose(variable.meaning.asSentence)
                }
            }
        }
        if !program.exitCodes.isEmpty {
            page.section("EXIT STATUS")
            page.list {
                for exit in program.exitCodes {
                    $0.item(raw: String(exit.code))
                    $0.prose(exit.meaning.asSentence)
                }
            }
        }
        if !command.examples.isEmpty {
            page.section("EXAMPLES")
            for (index, example) in command.examples.enumerated() {
                if index > 0 { page.macro("Pp") }
                page.prose(example.sentence)
                page.literal(example.line)
            }
        }
        let references = isRoot ? related : [[]] + related
        if !references.isEmpty {
            page.section("SEE ALSO")
            page.references(references.map(program.manualName))
        }
    }

    /// The group above, then the commands that the declaration names.
    private var related: [[String]] {
        let group = node.path.count > 1 ? [Array(node.path.dropLast())] : []
        return group + command.relatedPaths
    }
}

extension String {
    /// The start of a sentence as the continuation of one, unless it begins with an abbreviation.
    fileprivate var withLowercasedStart: String {
        let second = dropFirst().first
        guard let first, second?.isUppercase != true else { return self }
        return first.lowercased() + dropFirst()
    }
}
