/// How the programs of some agents of a run are started and talked to, as its file says.
package struct RunDriver: Hashable, Sendable {
    /// How a program talks.
    package enum Dialect: String, Sendable, CaseIterable {
        case claudeCode = "claude-code"
        case codex
        case codexServer = "codex-server"
        /// The Agent Client Protocol, version 1.
        case agentClient = "acp"
        case vibe
        /// Any command, told by its input.
        case command
    }

    /// Who hands the work in.
    package enum Deliverer: String, Sendable, CaseIterable {
        /// The agent, with `worklead deliver`.
        case agent
        /// Whoever drives it, once the program has ended well: what is not committed is, in the
        /// agent's name.
        case lead
    }

    package let name: DriverName
    package var dialect: Dialect
    package var program: String
    package var arguments: [String]
    /// `nil` leaves it to the program.
    package var model: String?
    /// Variables that its program gets beside the usual ones, by name.
    package var environment: [String]
    /// Rules for what it may do without asking, as ``PermissionRule`` reads them.
    package var rules: [String]
    /// What is done with a request that no rule is about: `ask`, `allow` or `deny`.
    package var otherwise: String
    package var deliverer: Deliverer
    /// How long it may go without progress; `nil` for the usual time.
    package var quiet: Duration?
    package var line: Int

    package init(
        name: DriverName,
        dialect: Dialect,
        program: String,
        arguments: [String] = [],
        model: String? = nil,
        environment: [String] = [],
        rules: [String] = [],
        otherwise: String = "ask",
        deliverer: Deliverer = .agent,
        quiet: Duration? = nil,
        line: Int
    ) {
        self.name = name
        self.dialect = dialect
        self.program = program
        self.arguments = arguments
        self.model = model
        self.environment = environment
        self.rules = rules
        self.otherwise = otherwise
        self.deliverer = deliverer
        self.quiet = quiet
        self.line = line
    }
}
