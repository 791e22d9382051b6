import Engine
import GitKit
import Glibc
import Model
import Operations
import SQLiteDriver
import SubprocessKit

/// The store of a gateway, opened once for all its callers.
package struct SharedStore: Sendable {
    package let stateDirectory: String
    package let database: SQLiteDatabase
    package let engine: WorkspaceEngine
    /// Which file it is, whatever has its name now.
    private let file: (device: UInt64, number: UInt64)

    /// Opens a workspace's store for the life of the process: no other writes meanwhile, and
    /// concurrent changes share their flushes.
    ///
    /// - Parameter changed: Told of the ledger's revision after each change.
    package init(
        stateDirectory: String,
        time: any TimeSource,
        identifiers: any IdentifierSource,
        git: GitProgram,
        changed: @escaping @Sendable (Int64) -> Void
    ) throws {
        self.stateDirectory = stateDirectory
        var options = SQLiteDatabase.Options()
        options.creates = false
        options.writerLock = .life
        database = try LocalCaller.database(at: stateDirectory + "/store.db", options)
        file = Self.file(database.path) ?? (0, 0)
        engine = WorkspaceEngine(
            database: database,
            time: time,
            identifiers: identifiers,
            checkouts: GitCheckouts(program: git, time: time),
            commit: .grouped,
            changed: changed
        )
    }

    /// Whether the workspace was deleted, or another one stands in its place.
    package var isGone: Bool { Self.file(database.path).map { $0 != file } ?? true }

    private static func file(_ path: String) -> (device: UInt64, number: UInt64)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (UInt64(status.st_dev), UInt64(status.st_ino))
    }

    /// The workspace as somebody sees it who stands at that place in git.
    func opened(at location: RepositoryLocation?) -> OpenWorkspace {
        OpenWorkspace(
            found: WorkspaceFinder.Found(stateDirectory: stateDirectory, location: location),
            database: database,
            engine: engine
        )
    }
}

extension LocalCaller {
    /// Carries out one caller's operations in a gateway.
    ///
    /// - Parameters:
    ///   - surroundings: Those of the caller.
    ///   - interruption: Ends a replay early.
    package convenience init(
        of gateway: any GatewayControl,
        store: SharedStore,
        seen surroundings: Surroundings,
        time: any TimeSource,
        identifiers: any IdentifierSource,
        git: GitProgram,
        interruption: Interruption?
    ) {
        self.init(
            surroundings: surroundings,
            time: time,
            identifiers: identifiers,
            git: git,
            packets: DocumentPackets(),
            replayer: SandboxedReplays(
                surroundings: surroundings,
                git: git,
                time: time,
                interruption: interruption,
                progress: { _ in }
            ),
            workspace: nil,
            shared: store,
            gateway: gateway
        )
    }
}
