import Digests
import Engine
import GitKit
import Model
import SQLKit
import Operations
import SQLiteDriver
import Store
import Telemetry

/// Carries operations out in this process, on the workspace's file.
package final class LocalCaller: OperationCaller {
    let surroundings: Surroundings
    let time: any TimeSource
    let identifiers: any IdentifierSource
    let git: GitProgram
    let packets: any PacketReading
    let replayer: any Replaying
    /// The workspace that an option names; `nil` for that of the directory.
    let workspace: String?
    private let opened = Lock<OpenWorkspace?>(nil)
    private let provider: Lock<OperationProvider?> = Lock(nil)

    package init(
        surroundings: Surroundings,
        time: any TimeSource,
        identifiers: any IdentifierSource,
        git: GitProgram,
        packets: any PacketReading,
        replayer: any Replaying,
        workspace: String?
    ) {
        self.surroundings = surroundings
        self.time = time
        self.identifiers = identifiers
        self.git = git
        self.packets = packets
        self.replayer = replayer
        self.workspace = workspace
    }

    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        try await operations.call(operation, input, options)
    }

    /// All operations, bound to this process.
    var operations: OperationProvider {
        provider.withLock { provider in
            if let provider { return provider }
            var made = OperationProvider()
            provideWorkspaces(&made)
            provideRepositories(&made)
            provideLanes(&made)
            provideAgents(&made)
            provideSessions(&made)
            provideTasks(&made)
            provideClaims(&made)
            provideDeliveries(&made)
            provideWorktrees(&made)
            provideMessages(&made)
            provideLedger(&made)
            provideDoctor(&made)
            provider = made
            return made
        }
    }

    /// The workspace's store, opened once for all that one command asks.
    func open() throws -> OpenWorkspace {
        try opened.withLock { opened in
            if let opened { return opened }
            let found = try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
            let fresh = try open(found)
            opened = fresh
            return fresh
        }
    }

    func open(_ found: WorkspaceFinder.Found, creating: Bool = false) throws -> OpenWorkspace {
        var options = SQLiteDatabase.Options()
        options.creates = creating
        let database = try SQLiteDatabase(at: found.store, options: options)
        _ = try Schema.migrator.migrate(database)
        return OpenWorkspace(
            found: found,
            database: database,
            engine: WorkspaceEngine(
                database: database,
                time: time,
                identifiers: identifiers,
                checkouts: GitCheckouts(program: git, time: time)
            )
        )
    }
}

/// A workspace whose store is open.
struct OpenWorkspace: Sendable {
    let found: WorkspaceFinder.Found
    let database: SQLiteDatabase
    let engine: WorkspaceEngine

    var places: WorktreePlaces { WorktreePlaces(root: found.stateDirectory + "/worktrees") }
}
