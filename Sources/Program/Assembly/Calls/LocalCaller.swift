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
    /// The gateway that this process is; `nil` in a command.
    let gateway: (any GatewayControl)?
    let machine = MachineChecks()
    private let shared: SharedStore?
    private let sighting: GatewaySighting
    private let opened = Lock<OpenWorkspace?>(nil)
    private let provider: Lock<OperationProvider?> = Lock(nil)

    package init(
        surroundings: Surroundings,
        time: any TimeSource,
        identifiers: any IdentifierSource,
        git: GitProgram,
        packets: any PacketReading,
        replayer: any Replaying,
        workspace: String?,
        sighting: GatewaySighting = GatewaySighting(),
        shared: SharedStore? = nil,
        gateway: (any GatewayControl)? = nil
    ) {
        self.surroundings = surroundings
        self.time = time
        self.identifiers = identifiers
        self.git = git
        self.packets = packets
        self.replayer = replayer
        self.workspace = workspace
        self.sighting = sighting
        self.shared = shared
        self.gateway = gateway
    }

    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        try await operations.call(operation, input, options)
    }

    /// Whether the operation does nothing but one transaction for who stands nowhere.
    package func isOneTransaction(_ operation: String) -> Bool {
        operations.transactions.contains(operation)
    }

    /// All operations, bound to this process.
    var operations: OperationProvider {
        provider.withLock { provider in
            if let provider { return provider }
            var made = OperationProvider()
            provideWorkspaces(&made)
            provideNow(&made)
            provideNotices(&made)
            provideRepositories(&made)
            provideLanes(&made)
            provideAgents(&made)
            providePresence(&made)
            provideSessions(&made)
            provideTasks(&made)
            providePackets(&made)
            provideSpecs(&made)
            providePhases(&made)
            providePlans(&made)
            provideWaves(&made)
            provideRuns(&made)
            provideRunArtifacts(&made)
            provideMerges(&made)
            provideWindows(&made)
            providePrompts(&made)
            provideWaivers(&made)
            provideSupply(&made)
            provideClaims(&made)
            providePaths(&made)
            provideDeliveries(&made)
            provideProof(&made)
            provideReviews(&made)
            provideFindings(&made)
            provideWorktrees(&made)
            provideMessages(&made)
            provideFollowUps(&made)
            provideDecisions(&made)
            provideConsensus(&made)
            provideMemory(&made)
            provideEvidence(&made)
            provideLedger(&made)
            provideProofs(&made)
            provideDoctor(&made)
            provideGateway(&made)
            provideTokens(&made)
            provideUsage(&made)
            provideTrends(&made)
            provideGates(&made)
            provideReports(&made)
            provideTimeline(&made)
            provideLinks(&made)
            provideImports(&made)
            provideExports(&made)
            provider = made
            return made
        }
    }

    /// The workspace's store, opened once for all that one command asks.
    func open() throws -> OpenWorkspace {
        try opened.withLock { opened in
            if let opened { return opened }
            if let shared {
                // Who comes from elsewhere stands in no directory of this machine.
                let location =
                    surroundings.directory.isEmpty
                    ? nil : try WorkspaceFinder(surroundings: surroundings).location()
                let fresh = shared.opened(at: location)
                opened = fresh
                return fresh
            }
            let found = try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
            let fresh = try open(found)
            opened = fresh
            return fresh
        }
    }

    func open(_ found: WorkspaceFinder.Found, creating: Bool = false) throws -> OpenWorkspace {
        var options = SQLiteDatabase.Options()
        options.creates = creating
        options.lockWait = try lockWait(or: options.lockWait)
        // A gateway that starts takes the lock for its life: then it has to be asked.
        options.isWaitVain = { [sighting] in sighting.isAny(in: found.stateDirectory) }
        let database = try Self.database(at: found.store, options)
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

    /// Opens a store in the form of this program.
    static func database(
        at path: String,
        _ options: SQLiteDatabase.Options
    ) throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(at: path, options: options)
        if try database.read({ try database.schema(in: $0) }).isEmpty {
            // A store that lost its content is not to be taken for a new one.
            guard options.creates else { throw StoreEmptyError(path: path) }
            // The disk failed while the store was made: there is nothing yet to be verified.
            if database.writeStopReason != nil { try database.clearWriteStop() }
        }
        _ = try Schema.migrator.migrate(database)
        return database
    }
}

extension LocalCaller {
    /// How long to wait while another process writes.
    func lockWait(or standard: Duration) throws -> Duration {
        guard let text = surroundings.variable("WORKLEAD_LOCK_WAIT") else { return standard }
        return try Duration(text: text)
    }
}

/// A store without anything in it where there was a workspace.
struct StoreEmptyError: Reportable {
    let path: String

    var code: String { "store.empty" }
    var category: ErrorCategory { .failure }
    var message: String { "The store '\(path.printable(limit: 200))' has lost its content." }
    var hint: String? { "Put a backup in its place: `worklead ledger restore --help`." }
}

/// A workspace whose store is open.
struct OpenWorkspace: Sendable {
    let found: WorkspaceFinder.Found
    let database: SQLiteDatabase
    let engine: WorkspaceEngine
}
