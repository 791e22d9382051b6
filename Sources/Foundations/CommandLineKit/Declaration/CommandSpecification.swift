/// What a command is called, what it takes and what it is for, said once.
///
/// Parsing, help, completion, man pages and the reference are all made from it. A command with
/// subcommands is a group; groups nest. The root is the program itself, and its options and flags
/// are the global ones: they are valid everywhere.
package struct CommandSpecification: Sendable {
    /// The word that calls it; for the root, the program's name.
    package let name: String
    /// A phrase without a full stop, for lists of commands.
    package let summary: String
    /// What the summary leaves out, in paragraphs divided by blank lines.
    package let discussion: String
    /// The heading under which the parent's help lists it; empty for none.
    package let section: String
    /// Other words that call it, which lists do not show.
    package let aliases: [String]
    package let arguments: [Argument]
    package let options: [Option]
    package let flags: [Flag]
    package let examples: [CommandExample]
    /// Paths of related commands, without the program's name: `book list`.
    package let seeAlso: [String]
    /// Whether lists, completion, suggestions and documents leave it out.
    package let isHidden: Bool
    /// Whether a group does something when it is called without one of its subcommands.
    package let runsAlone: Bool
    private let makeSubcommands: @Sendable () -> [CommandSpecification]

    /// Declares a command or a group.
    ///
    /// - Parameter subcommands: Evaluated only when the group is entered or listed, so that a large
    ///   tree costs a program's start only the branch that is called.
    package init(
        _ name: String,
        summary: String,
        discussion: String = "",
        section: String = "",
        aliases: [String] = [],
        arguments: [Argument] = [],
        options: [Option] = [],
        flags: [Flag] = [],
        examples: [CommandExample] = [],
        seeAlso: [String] = [],
        isHidden: Bool = false,
        runsAlone: Bool = false,
        subcommands: @autoclosure @escaping @Sendable () -> [CommandSpecification] = []
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.section = section
        self.aliases = aliases
        self.arguments = arguments
        self.options = options
        self.flags = flags
        self.examples = examples
        self.seeAlso = seeAlso
        self.isHidden = isHidden
        self.runsAlone = runsAlone
        self.makeSubcommands = subcommands
    }

    /// The commands of a group, in the order of declaration; empty for a plain command.
    package var subcommands: [CommandSpecification] { makeSubcommands() }

    /// The paths of ``seeAlso``, name by name.
    var relatedPaths: [[String]] { seeAlso.map { $0.split(separator: " ").map(String.init) } }

    /// The discussion's paragraphs, each as one line.
    var paragraphs: [String] {
        discussion.split(separator: "\n", omittingEmptySubsequences: false)
            .split(whereSeparator: \.isEmpty)
            .map { $0.joined(separator: " ") }
    }
}

/// A command line that works, and what it is good for.
package struct CommandExample: Sendable, Equatable {
    /// The whole line as somebody types it, from the program's name on.
    package let line: String
    /// One sentence.
    package let sentence: String

    package init(_ line: String, _ sentence: String) {
        self.line = line
        self.sentence = sentence
    }
}

extension [CommandSpecification] {
    /// The command that a word calls, by its name or an alias.
    func called(_ word: String) -> CommandSpecification? {
        first { command in
            command.name.hasSameBytes(as: word)
                || command.aliases.contains { $0.hasSameBytes(as: word) }
        }
    }

    /// Those that lists and documents show.
    var visible: [CommandSpecification] { filter { !$0.isHidden } }
}
