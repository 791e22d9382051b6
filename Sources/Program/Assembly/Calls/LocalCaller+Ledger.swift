import Digests
import Engine
import Glibc
import Model
import Operations
import SQLKit
import SQLiteDriver
import Store

extension LocalCaller {
    func provideLedger(_ provider: inout OperationProvider) {
        provider.read(ListEvents.self, self) { view, input in
            let events = try view.ledger.events(
                EventFilter(
                    after: input.after,
                    through: input.through,
                    actor: input.actor,
                    subject: input.subject,
                    type: input.type,
                    types: input.preset?.types ?? [],
                    since: input.since
                ),
                limit: input.limit
            )
            let head = try view.ledger.head()
            return EventPage {
                $0.events = events.map(\.json)
                $0.head = head
            }
        }
        provider.provide(VerifyLedger.self) { [unowned self] input, _ in
            try verify(against: input.checkpoint)
        }
        provider.provide(RebuildLedger.self) { [unowned self] input, context in
            try await rebuild(input, context)
        }
        provider.provide(BackupLedger.self) { [unowned self] input, context in
            let workspace = try open()
            let path = surroundings.absolute(input.path)
            guard !context.options.dryRun else {
                return Reply(BackupReport { $0.path = path }, isDryRun: true)
            }
            try workspace.database.backup(to: path)
            let head = try workspace.engine.read { try $0.ledger.head() }
            return Reply(try backupReport(path, events: head), revision: head)
        }
        provider.provide(RestoreLedger.self) { [unowned self] input, context in
            try await restore(input, context)
        }
    }

    /// Checks the ledger and the tables; clears the stop of writing after a failed flush when all
    /// is well.
    private func verify(against checkpoint: String?) throws -> Reply<LedgerReport> {
        let workspace = try open()
        let start = time.elapsed()
        let problems = try workspace.database.integrityCheck(.quick)
        guard problems.isEmpty else { throw StoreDamagedError(problems: problems) }
        let roots = try signedRoots(and: checkpoint)
        let verification = try Self.verification(of: workspace.database, expecting: roots)
        if let difference = verification.difference { throw difference }
        if let size = roots.keys.max(), size > verification.events {
            throw CheckpointError.beyond(size: size, events: verification.events)
        }
        try workspace.database.clearWriteStop()
        return Reply(
            LedgerReport {
                $0.events = verification.events
                $0.root = verification.root
                $0.tables = FoldedTables.all.count
                $0.checkpoints = roots.count
                $0.durationMs = (time.elapsed() - start).wholeMilliseconds
            },
            revision: verification.events
        )
    }

    static func verification(
        of database: SQLiteDatabase,
        expecting roots: [Int64: Digest] = [:]
    ) throws -> LedgerVerification {
        let scratch = try SQLiteDatabase.temporary()
        defer { scratch.close() }
        _ = try Schema.migrator.migrate(scratch)
        return try database.read { live in
            try scratch.write { rebuilt in
                try LedgerVerifier(live).verify(rebuildingIn: rebuilt, expecting: roots)
            }
        }
    }

    private func rebuild(
        _ input: NoInput,
        _ context: CallContext
    ) async throws -> Reply<LedgerReport> {
        let workspace = try open()
        let start = time.elapsed()
        // Only who may plan; the change itself is no event, since the ledger stays as it is.
        let request = try request(RebuildLedger.self, input, context, right: .plan)
        _ = try workspace.engine.read(as: request.caller, expecting: request.expected) { view in
            try view.requireAsker().require(.plan)
        }
        let backup = "\(workspace.found.store).before-rebuild-\(time.now().milliseconds)"
        if !context.options.dryRun { try workspace.database.backup(to: backup) }
        let rebuilt = try workspace.database.write { transaction in
            let rebuilt = try LedgerRebuild(transaction).run()
            if context.options.dryRun { throw RebuildTried(rebuilt: rebuilt) }
            return rebuilt
        }
        return Reply(
            LedgerReport {
                $0.events = rebuilt.events
                $0.root = rebuilt.root
                $0.tables = FoldedTables.all.count
                $0.backup = backup
                $0.durationMs = (time.elapsed() - start).wholeMilliseconds
            },
            revision: rebuilt.events
        )
    }

    func backupReport(_ path: String, events: Int64) throws -> BackupReport {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw FileError(doing: "read", path: path, number: errno)
        }
        return BackupReport {
            $0.path = path
            $0.events = events
            $0.bytes = Int64(status.st_size)
        }
    }
}

/// Ends a rebuild that was only tried.
private struct RebuildTried: Reportable {
    let rebuilt: LedgerRebuild.Rebuilt

    var code: String { "ledger.would_rebuild" }
    var category: ErrorCategory { .wouldChange }
    var message: String { "The tables can be made anew from \(rebuilt.events.counted("event"))." }
}

/// A store whose file is damaged.
struct StoreDamagedError: Reportable {
    let problems: [String]

    var code: String { "store.damaged" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        "The store is damaged: \(problems.prefix(3).joined(separator: "; ").printable(limit: 300))."
    }
    var hint: String? { "`worklead ledger restore` goes back to a backup that verifies." }
}
