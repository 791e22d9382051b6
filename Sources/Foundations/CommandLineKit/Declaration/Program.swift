/// A program: its tree of commands, and what its documents say beside them.
///
/// This is the one entry to everything: ``parse(_:argumentBytesMax:)``, ``help(for:width:style:)``,
/// ``completionScript(for:)``, ``manualPages(dated:)`` and ``reference()``.
package struct Program: Sendable {
    /// The program itself; its options and flags are global.
    package let root: CommandSpecification
    /// What `--version` answers, or `nil` where the program has no such flag.
    package let version: String?
    /// What the process's exit codes mean.
    package let exitCodes: [ExitCode]
    /// The environment variables that the program reads.
    package let environment: [EnvironmentVariable]

    package init(
        root: CommandSpecification,
        version: String? = nil,
        exitCodes: [ExitCode] = [],
        environment: [EnvironmentVariable] = []
    ) {
        self.root = root
        self.version = version
        self.exitCodes = exitCodes
        self.environment = environment
    }

    /// The word that starts the program.
    package var name: String { root.name }
}

/// An exit code of a program, for its documents.
package struct ExitCode: Sendable, Equatable {
    package let code: Int32
    /// One or two words, for help: `conflict`.
    package let name: String
    /// A phrase without a full stop, for the man pages and the reference.
    package let meaning: String

    package init(_ code: Int32, _ name: String, meaning: String) {
        self.code = code
        self.name = name
        self.meaning = meaning
    }
}

/// An environment variable that a program reads, for its documents.
package struct EnvironmentVariable: Sendable, Equatable {
    package let name: String
    /// A phrase without a full stop.
    package let meaning: String

    package init(_ name: String, meaning: String) {
        self.name = name
        self.meaning = meaning
    }
}
