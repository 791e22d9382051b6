import Glibc
import Model
import SQLKit
import SQLiteDriver
import Store

/// A backup that verifies, in the form of this program.
///
/// One that an older program has written is copied and moved forward first; the backup itself stays
/// as it is.
struct SoundBackup {
    let database: SQLiteDatabase
    let events: Int64
    /// The name of the workspace that it is of.
    let workspace: WorkspaceName?
    private let copy: String?

    /// - Parameter folder: Where a copy may lie meanwhile.
    /// - Throws: What is wrong with it; nothing is left then.
    init(at path: String, checkingIn folder: String) throws {
        var options = SQLiteDatabase.Options()
        options.creates = false
        let backup = try SQLiteDatabase(at: path, options: options)
        let schema = try backup.read { try backup.schema(in: $0) }
        // Its tables are of use only to a program that knows them.
        guard !schema.isEmpty else { throw StoreEmptyError(path: path) }
        try Schema.migrator.requireKnown(backup)
        guard schema.number < Schema.migrator.newest else {
            try self.init(backup, copy: nil)
            return
        }
        try PrivateFile.makeDirectory(folder)
        let copy = "\(folder)/.restoring-\(getpid()).db"
        Self.remove(copy)
        do {
            try backup.backup(to: copy)
            backup.close()
            let fresh = try SQLiteDatabase(at: copy, options: options)
            if let older = try Schema.migrator.migrate(fresh).backup { unlink(older) }
            try self.init(fresh, copy: copy)
        } catch {
            Self.remove(copy)
            throw error
        }
    }

    private init(_ database: SQLiteDatabase, copy: String?) throws {
        let verification = try LocalCaller.verification(of: database)
        if let difference = verification.difference { throw difference }
        self.database = database
        self.copy = copy
        events = verification.events
        workspace = try database.read { try WorkspaceStore($0).name() }
    }

    /// Lets go of it, and removes the copy.
    func close() {
        database.close()
        if let copy { Self.remove(copy) }
    }

    private static func remove(_ copy: String) {
        for suffix in ["", "-wal", "-shm", ".writer", ".write-stopped"] { unlink(copy + suffix) }
    }
}
