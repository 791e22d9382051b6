/// A command and its place in the tree.
struct CommandNode: Sendable {
    /// The names that lead to it from the root, without the program's.
    let path: [String]
    let command: CommandSpecification

    /// Those of the group's commands that documents show.
    var children: [CommandNode] {
        command.subcommands.visible.map { CommandNode(path: path + [$0.name], command: $0) }
    }

    /// Whether nothing can be done with it but to call one of its subcommands.
    var needsSubcommand: Bool { !command.runsAlone && !command.subcommands.isEmpty }
}

extension Program {
    /// What a person types to call a command: `shelf book list`.
    package func title(_ path: [String]) -> String {
        ([name] + path).joined(separator: " ")
    }

    /// The root, then every visible command, each group before its members.
    var visibleNodes: [CommandNode] {
        var nodes: [CommandNode] = []
        func visit(_ node: CommandNode) {
            nodes.append(node)
            node.children.forEach(visit)
        }
        visit(CommandNode(path: [], command: root))
        return nodes
    }

    /// The command that words lead to, hidden or not, by names or aliases.
    ///
    /// - Throws: ``UsageError`` with what was meant, where a word calls nothing.
    func node(at words: [String]) throws(UsageError) -> CommandNode {
        var node = CommandNode(path: [], command: root)
        for word in words {
            guard let next = node.command.subcommands.called(word) else {
                throw UsageError.unknownCommand(word, at: node.path, of: self)
            }
            node = CommandNode(path: node.path + [next.name], command: next)
        }
        return node
    }
}
