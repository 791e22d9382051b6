import Engine
import GitKit
import Glibc
import Model
import Operations
import SQLiteDriver
import Store

// How a backup becomes a workspace: in the place of the one that is here, or on a machine that has
// none.
extension LocalCaller {
    /// Where a backup goes.
    private struct RestorePlace {
        let found: WorkspaceFinder.Found
        /// Whether there was no workspace here.
        let isNew: Bool
    }

    func restore(
        _ input: RestoreLedger.Input,
        _ context: CallContext
    ) async throws -> Reply<BackupReport> {
        let path = surroundings.absolute(input.path)
        guard access(path, R_OK) == 0 else {
            throw FileError(doing: "read", path: path, number: errno)
        }
        let backup = try SoundBackup(at: path, checkingIn: surroundings.stateRoot())
        defer { backup.close() }
        let place = try restorePlace(of: backup)
        let store = place.found.store
        let kept = "\(store).replaced-\(time.now().milliseconds)"
        var report = try backupReport(path, events: backup.events)
        report.store = store
        if access(store, F_OK) == 0 { report.replaced = kept }
        guard !context.options.dryRun else {
            return Reply(report, revision: backup.events, isDryRun: true)
        }
        if place.isNew { try PrivateFile.makeDirectory(place.found.stateDirectory) }
        // Who writes meanwhile would be told so, and have written into the store that is put aside.
        let limit = try lockWait(or: SQLiteDatabase.Options().lockWait)
        try SQLiteDatabase.withWriterLock(on: store, waiting: limit) {
            try StoreReplacement(store: store).replace(by: backup.database, keeping: kept)
        }
        guard place.isNew, let location = place.found.location else {
            return Reply(report, revision: backup.events)
        }
        let (repository, revision) = try await moveIn(place.found, location)
        report.repository = repository
        return Reply(report, revision: revision)
    }

    /// The workspace that is meant, or, where there is none, a new one of the backup's name.
    private func restorePlace(of backup: SoundBackup) throws -> RestorePlace {
        let finder = WorkspaceFinder(surroundings: surroundings)
        let location = try finder.location()
        if let named = workspace ?? surroundings.variable("WORKLEAD_WORKSPACE") {
            let directory = try finder.stateDirectory(named)
            let found = WorkspaceFinder.Found(stateDirectory: directory, location: location)
            return RestorePlace(found: found, isNew: access(found.store, F_OK) != 0)
        }
        if let location, let directory = try finder.registered(location) {
            let found = WorkspaceFinder.Found(stateDirectory: directory, location: location)
            return RestorePlace(found: found, isNew: false)
        }
        guard let name = backup.workspace else { throw WorkspaceError.absent }
        let directory = try finder.stateDirectory(name.text)
        let found = WorkspaceFinder.Found(stateDirectory: directory, location: location)
        // Another's workspace of that name is not to be replaced because nobody named it.
        guard access(found.store, F_OK) != 0 else { throw WorkspaceError.exists(name) }
        return RestorePlace(found: found, isNew: true)
    }

    /// Makes the clone that the command stands in the workspace's: the repository that is no
    /// longer where it was is here now, and the founder has a session in it.
    ///
    /// - Returns: The repository, if the workspace has one that this can be; and the revision.
    private func moveIn(
        _ found: WorkspaceFinder.Found,
        _ location: RepositoryLocation
    ) async throws -> (RepositoryName?, Int64) {
        let opened = try open(found)
        let known = try opened.engine.read { view in
            (
                repositories: try view.repositories.repositories(),
                founder: try view.agents.active(in: [.founder]).first?.id,
                seated: try location.root.flatMap { try view.sessions.live(in: $0)?.agent },
                revision: try view.ledger.head()
            )
        }
        guard let here = try repository(at: location, among: known.repositories),
            let founder = known.founder, (known.seated ?? founder) == founder
        else { return (nil, known.revision) }
        let joining = ChangeRequest(caller: .joining(founder))
        let changed = try await opened.engine.change(joining, encode: { _ in .null }) { change in
            _ = try change.repositories.move(here)
            return try change.sessions.start(in: location.root, of: here.name, focus: "restoring")
        }
        guard case .made(let started, let revision) = changed else {
            return (nil, known.revision)
        }
        try settle(started, of: founder, in: location, found.stateDirectory)
        return (here.name, revision)
    }

    /// Which of the repositories the clone is: the one that is registered here, or, of those that
    /// are not where they were, the one of its name or the only one.
    private func repository(
        at location: RepositoryLocation,
        among known: [Repository]
    ) throws -> Repository? {
        if let same = known.first(where: { $0.commonDirectory == location.commonDirectory }) {
            return same
        }
        let gone = known.filter { access($0.commonDirectory, F_OK) != 0 }
        let folder = location.root?.split(separator: "/").last.map { Self.canonical(String($0)) }
        let name =
            gone.first { $0.name.text == folder }?.name ?? (gone.count == 1 ? gone[0].name : nil)
        return try name.map { try described(location, name: $0) }
    }
}
