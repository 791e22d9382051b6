import Digests

/// What an agent is given to do, in terms that every dialect can say.
package struct AgentBrief: Hashable, Sendable {
    package var prompt: String
    /// Where it works; absolute.
    package var directory: String
    /// `nil` leaves it to the program.
    package var model: String?
    /// The conversation that is taken up again.
    package var session: String?
    /// Servers of tools that it is offered.
    ///
    /// Only the Agent Client Protocol carries them: other
    /// programs read theirs from their settings.
    package var toolServers: [ToolServer]

    package init(
        prompt: String,
        directory: String,
        model: String? = nil,
        session: String? = nil,
        toolServers: [ToolServer] = []
    ) {
        self.prompt = prompt
        self.directory = directory
        self.model = model
        self.session = session
        self.toolServers = toolServers
    }
}

/// A program that offers tools over MCP.
package struct ToolServer: Hashable, Sendable {
    package var name: String
    package var command: String
    package var arguments: [String]
    package var environment: [String: String]

    package init(
        name: String,
        command: String,
        arguments: [String] = [],
        environment: [String: String] = [:]
    ) {
        self.name = name
        self.command = command
        self.arguments = arguments
        self.environment = environment
    }
}
