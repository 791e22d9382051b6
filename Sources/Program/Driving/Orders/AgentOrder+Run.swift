import AgentKit
import AgentProtocols
import Model

extension AgentOrder {
    /// What the file of a run says of an agent's program, with the work that it is given.
    ///
    /// - Parameters:
    ///   - variables: What the program's environment has in any case.
    ///   - directory: Of the launch, for the record.
    init(
        _ driver: RunDriver,
        brief: AgentBrief,
        limits: RunLimits,
        caller: [String: String],
        variables: [String: String],
        mark: String,
        directory: String
    ) {
        var brief = brief
        brief.model = driver.model
        let dialect = AgentDialect(driver.dialect)
        var policy = PermissionPolicy(driver.rules.compactMap(PermissionRule.init))
        policy.otherwise = PermissionPolicy.Effect(rawValue: driver.otherwise) ?? .ask
        var bounds = AgentLimits()
        if let slice = limits.slice { bounds.wall = slice }
        if let quiet = driver.quiet { bounds.quiet = quiet }
        let names =
            AgentEnvironment.standard + AgentEnvironment.names(for: dialect) + driver.environment
        self.init(
            driver.program,
            driver.arguments,
            dialect: dialect,
            brief: brief,
            environment: AgentEnvironment.passing(names, of: caller, with: variables),
            mark: mark,
            recordDirectory: directory,
            policy: policy,
            limits: bounds
        )
    }
}

extension AgentDialect {
    init(_ dialect: RunDriver.Dialect) {
        self =
            switch dialect {
            case .claudeCode: .claudeCode
            case .codex: .codexExec
            case .codexServer: .codexServer(CodexAccess())
            case .agentClient: .agentClient
            case .vibe: .vibe
            case .command: .plain(.input)
            }
    }
}
