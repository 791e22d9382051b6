/// The options and flags that are valid at one place in the tree.
struct Scope: Sendable {
    let own: CommandSpecification
    let root: CommandSpecification
    let isRoot: Bool
    let hasVersion: Bool

    var options: [Option] { isRoot ? own.options : own.options + root.options }

    var flags: [Flag] { isRoot ? ownFlags : own.flags + root.flags + [.help] }

    /// Those that the command's own documents explain: the root's are the global ones too.
    var ownFlags: [Flag] {
        guard isRoot else { return own.flags }
        return own.flags + (hasVersion ? [.help, .version] : [.help])
    }

    /// The names with their dashes, for suggestions.
    var labels: [String] { options.map(\.label) + flags.map(\.label) }

    func option(named name: String) -> Option? { options.first { $0.name.hasSameBytes(as: name) } }

    func flag(named name: String) -> Flag? { flags.first { $0.name.hasSameBytes(as: name) } }

    func option(short letter: Unicode.Scalar) -> Option? {
        options.first { $0.short.isLetter(letter) }
    }

    func flag(short letter: Unicode.Scalar) -> Flag? { flags.first { $0.short.isLetter(letter) } }
}

extension Program {
    /// What is valid at a place in the tree.
    func scope(of node: CommandNode) -> Scope {
        Scope(
            own: node.command,
            root: root,
            isRoot: node.path.isEmpty,
            hasVersion: version != nil
        )
    }
}

extension Character? {
    fileprivate func isLetter(_ letter: Unicode.Scalar) -> Bool {
        self?.unicodeScalars.elementsEqual(CollectionOfOne(letter)) ?? false
    }
}
