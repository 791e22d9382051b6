import AgentProtocols

/// One piece of work for one agent's program: what is started, where, with what and how far.
package struct AgentOrder: Sendable {
    /// A path, or a name that is looked up in the `PATH` of ``environment``.
    package var program: String
    /// What it gets before the arguments that its dialect adds.
    package var arguments: [String]
    package var dialect: AgentDialect
    package var brief: AgentBrief
    /// The whole environment; see ``AgentEnvironment``.
    package var environment: [String: String]
    /// A value that no other order has.
    ///
    /// It is in the environment of the program and of all that it
    /// starts, and tells them from others.
    package var mark: String
    /// An existing directory of this order alone, for the record of its process and its streams.
    package var recordDirectory: String
    package var policy: PermissionPolicy
    package var limits: AgentLimits

    package init(
        _ program: String,
        _ arguments: [String] = [],
        dialect: AgentDialect,
        brief: AgentBrief,
        environment: [String: String],
        mark: String,
        recordDirectory: String,
        policy: PermissionPolicy = PermissionPolicy(),
        limits: AgentLimits = AgentLimits()
    ) {
        self.program = program
        self.arguments = arguments
        self.dialect = dialect
        self.brief = brief
        self.environment = environment
        self.mark = mark
        self.recordDirectory = recordDirectory
        self.policy = policy
        self.limits = limits
    }
}

/// How far an agent's program may go, whatever it says of itself.
package struct AgentLimits: Sendable, Hashable {
    /// How long it may work in all.
    package var wall: Duration = .seconds(3600)
    /// How long it may go without progress: what it prints of broken connections is none.
    ///
    /// Waiting
    /// for leave does not count.
    package var quiet: Duration = .seconds(600)
    /// How much it may print, on each of its two outputs.
    package var outputBytes = 256 << 20
    /// The longest line that is read as one; a longer one is kept in the stream only.
    package var lineBytes = AgentConversation.lineBytesMax
    /// How long a request for leave waits for its answer; then it is denied.
    package var answer: Duration = .seconds(900)
    /// How long an agent that was asked to stop by its protocol has before it is told by signal.
    package var stopping: Duration = .seconds(10)
    /// How long a program may stay once its work is over.
    package var leaving: Duration = .seconds(10)
    /// How long it has between SIGTERM and SIGKILL.
    package var terminating: Duration = .seconds(5)

    package init() {}
}
