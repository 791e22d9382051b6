extension Program {
    /// The reference of all commands that are not hidden: one Markdown document.
    package func reference() -> String {
        var document = MarkdownWriter()
        document.heading(1, "Commands of `\(name)`")
        document.prose(root.summary.asSentence)
        root.paragraphs.forEach { document.prose($0) }
        for node in visibleNodes {
            CommandReference(program: self, node: node).write(to: &document)
        }
        if !environment.isEmpty {
            document.heading(2, "Environment")
            document.list(environment.map { ("`\($0.name)`", $0.meaning) })
        }
        if !exitCodes.isEmpty {
            document.heading(2, "Exit codes")
            document.list(exitCodes.map { ("`\($0.code)` \($0.name)", $0.meaning) })
        }
        return document.text
    }
}

/// What the reference tells about one command.
private struct CommandReference {
    let program: Program
    let node: CommandNode

    func write(to document: inout MarkdownWriter) {
        let command = node.command
        if node.path.isEmpty {
            document.code([program.usage(of: node).joined(separator: " ")])
            document.list("Global options", options)
        } else {
            document.heading(2, "`\(program.title(node.path))`")
            document.prose(command.summary.asSentence)
            document.code([program.usage(of: node).joined(separator: " ")])
            command.paragraphs.forEach { document.prose($0) }
            document.list(
                "Arguments",
                command.arguments.map { ("`\($0.usage)`", $0.annotatedHelp) }
            )
            document.list("Options", options)
        }
        document.list(
            "Commands",
            node.children.map { child in
                (link(child.path, child.command.name), child.command.summary)
            }
        )
        for example in command.examples {
            document.prose(example.sentence)
            document.code([example.line])
        }
        if !command.aliases.isEmpty {
            let names = command.aliases.map { "`\($0)`" }
            document.markdown("Also called " + names.joined(separator: ", ") + ".")
        }
        if !command.seeAlso.isEmpty {
            let links = command.relatedPaths.map { link($0, $0.joined(separator: " ")) }
            document.markdown("See also " + links.joined(separator: ", ") + ".")
        }
    }

    private var options: [(term: String, text: String)] {
        let options = node.command.options.map { option in
            (spelling(option.short, "\(option.label) \(option.valueName)"), option.annotatedHelp)
        }
        let flags = program.scope(of: node).ownFlags
        return options + flags.map { (spelling($0.short, $0.label), $0.help) }
    }

    private func spelling(_ short: Character?, _ long: String) -> String {
        (short.map { "`-\($0)`, " } ?? "") + "`\(long)`"
    }

    /// A link to the command's heading: in anchors, spaces are dashes and other marks are left out.
    private func link(_ path: [String], _ text: String) -> String {
        "[`\(text)`](#\(program.manualName(path)))"
    }
}
