import CommandLineKit
import Model
import Operations

/// What a command is run with.
package struct CommandContext: Sendable {
    package let caller: any OperationCaller
    /// Who asks; the command adds dry run and key.
    package var options: CallOptions
    /// Whether the environment asks for dry runs only.
    package var isDryRun: Bool
    package let files: any FileReading
    /// How what is written looks.
    package let presentation: Presentation
    package let time: any TimeSource
    package let environment: [String: String]
    /// Writes an item of a stream at once, in the format that was asked for.
    package let emit: @Sendable (StreamItem) -> Void
    /// Waits; ends early with an error when the process is to end.
    package let pause: @Sendable (Duration) async throws -> Void
    package let program: Program
    package let demo: any DemoRunning
    package let driving: any RunDriving
    package let gateway: any GatewayStarting
    package let outbox: any OutboxServing
    package let remotes: any RemoteChoosing
    package let manuals: any ManualWriting
    package let mcp: any MCPServing
    package let hooks: any HookMemory
    package let setup: any AgentSetup
    package let signing: any EvidenceSigning
    package let terminal: any TerminalTaking

    package init(
        caller: any OperationCaller,
        options: CallOptions,
        isDryRun: Bool,
        files: any FileReading,
        presentation: Presentation,
        time: any TimeSource,
        environment: [String: String],
        emit: @escaping @Sendable (StreamItem) -> Void,
        pause: @escaping @Sendable (Duration) async throws -> Void,
        program: Program,
        demo: any DemoRunning,
        driving: any RunDriving,
        gateway: any GatewayStarting,
        outbox: any OutboxServing,
        remotes: any RemoteChoosing,
        manuals: any ManualWriting,
        mcp: any MCPServing,
        hooks: any HookMemory,
        setup: any AgentSetup,
        signing: any EvidenceSigning,
        terminal: any TerminalTaking
    ) {
        self.caller = caller
        self.options = options
        self.isDryRun = isDryRun
        self.files = files
        self.presentation = presentation
        self.time = time
        self.environment = environment
        self.emit = emit
        self.pause = pause
        self.program = program
        self.demo = demo
        self.driving = driving
        self.gateway = gateway
        self.outbox = outbox
        self.remotes = remotes
        self.manuals = manuals
        self.mcp = mcp
        self.hooks = hooks
        self.setup = setup
        self.signing = signing
        self.terminal = terminal
    }
}

/// Reads the files that commands are given, and writes the one that a command is to make.
package protocol FileReading: Sendable {
    /// The text of a file; `-` stands for standard input.
    func text(of path: String) throws -> String
    /// The paths on standard input, each ended by a NUL, as git writes them with `-z`.
    func paths() throws -> [String]
    /// The device of the terminal that the process stands at.
    func terminal() -> String?
    /// Takes what stands on standard input and is not needed, without waiting for more.
    func drainInput()
    /// Writes a file that others may read, in place of what is there.
    func write(_ text: String, to path: String) throws
}

/// Runs the demonstration.
package protocol DemoRunning: Sendable {
    /// Runs the whole of it, saying each step as it happens.
    ///
    /// - Returns: What it came to, every number counted.
    func run(_ plan: DemoPlan, say: @escaping @Sendable (String) -> Void) async throws -> DemoReport
    /// Takes away what demonstrations left.
    func clean() throws -> [String]
    /// Shows the dashboard of a demonstration that still runs.
    func open() throws -> DemoLink
}

/// A link that logs one browser in at a demonstration's dashboard.
package struct DemoLink: Sendable {
    package let address: String
    /// Whether a browser was asked to show it, which uses it up.
    package let isShown: Bool

    package init(address: String, isShown: Bool) {
        self.address = address
        self.isShown = isShown
    }
}

/// How the demonstration is to be run.
package struct DemoPlan: Sendable {
    /// Leases and pauses short enough for tests.
    package var isFast: Bool
    package var seed: UInt64
    /// Keeps the repositories and the workspace to look at.
    package var keeps: Bool
    /// When the dashboard is shown, and stays after the end.
    package var dashboard: Dashboard

    package enum Dashboard: Sendable {
        case never
        /// Where there is a display for a browser.
        case onDisplay
        /// Its link is said where there is none.
        case always
        /// Its link is said, and no browser is started.
        case link
    }

    package init(isFast: Bool, seed: UInt64, keeps: Bool, dashboard: Dashboard) {
        self.isFast = isFast
        self.seed = seed
        self.keeps = keeps
        self.dashboard = dashboard
    }
}

/// Serves the Model Context Protocol on the process's own streams.
package protocol MCPServing: Sendable {
    /// Answers until the input ends.
    ///
    /// - Parameters:
    ///   - role: Whose tools are offered; `nil` for those of the session's agent.
    ///   - workspace: Its name; `nil` for that of the directory.
    func serve(
        as role: Role?,
        _ options: CallOptions,
        in workspace: String?
    ) async
}

/// Puts manual pages into a directory.
package protocol ManualWriting: Sendable {
    /// - Returns: The paths of the files written.
    func write(_ pages: [(name: String, text: String)], to directory: String) throws -> [String]
}
