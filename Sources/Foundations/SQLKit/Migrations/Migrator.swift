/// Moves a database's schema forward to the newest that this program knows.
package struct Migrator: Sendable {
    private let applicationID: Int32
    private let migrations: [Migration]

    /// - Parameters:
    ///   - applicationID: Marks files as ours; not 0.
    ///   - migrations: Numbered 1, 2, 3 … without a gap; anything else is a fault of our own code.
    package init(applicationID: Int32, migrations: [Migration]) {
        precondition(applicationID != 0, "an application id of 0 marks no file")
        precondition(
            migrations.map(\.number) == Array(1...max(1, migrations.count)),
            "migrations are numbered 1, 2, 3 … without a gap"
        )
        self.applicationID = applicationID
        self.migrations = migrations
    }

    /// What a migration did.
    package struct Report: Hashable, Sendable {
        /// The schema's number before and after; equal if there was nothing to do.
        package let from: Int
        package let to: Int
        /// The copy of the database as it was before, if there was anything to copy.
        package let backup: String?
    }

    /// The number of the newest schema that this program knows.
    package var newest: Int { migrations.count }

    /// Applies what is missing, all of it or nothing.
    ///
    /// Costs one short read when there is nothing to do. Before it changes a database that holds
    /// something, it copies it.
    ///
    /// - Throws: ``SQLError`` of kind `schemaNewer` or `foreign`, and then nothing was touched.
    package func migrate(_ database: any SQLMigratable) throws -> Report {
        let seen = try database.read { try database.schema(in: $0) }
        if try isCurrent(seen, at: database.location) {
            return Report(from: seen.number, to: seen.number, backup: nil)
        }
        return try database.changeSchema { transaction in
            // Another process may have been first while this one waited for the writer lock.
            let found = try database.schema(in: transaction)
            if try isCurrent(found, at: database.location) {
                return Report(from: found.number, to: found.number, backup: nil)
            }
            // The transaction has changed nothing yet, so the copy is of what it will change.
            let backup = found.isEmpty ? nil : try self.backup(database, before: found.number)
            for migration in migrations[found.number...] {
                try apply(migration, in: transaction)
            }
            try database.mark(applicationID: applicationID, number: newest, in: transaction)
            return Report(from: found.number, to: newest, backup: backup)
        }
    }

    /// Requires that a database holds a schema of ours that this program knows; touches nothing.
    ///
    /// - Throws: ``SQLError`` of kind `schemaNewer` or `foreign`.
    package func requireKnown(_ database: any SQLMigratable) throws {
        _ = try isCurrent(database.read { try database.schema(in: $0) }, at: database.location)
    }

    private func isCurrent(_ schema: SQLSchema, at location: String) throws(SQLError) -> Bool {
        if schema.isEmpty, schema.applicationID == 0, schema.number == 0 { return false }
        guard schema.applicationID == applicationID else {
            throw SQLError(.foreign, "'\(location)' belongs to another program.")
        }
        guard schema.number <= newest else {
            throw SQLError(
                .schemaNewer(found: schema.number, known: newest),
                "'\(location)' has schema \(schema.number); this program knows up to \(newest).",
                hint: "Use the newer program that wrote it, or restore a backup made before."
            )
        }
        return schema.number == newest
    }

    private func apply(_ migration: Migration, in transaction: any SQLTransaction) throws {
        for statement in migration.statements {
            do {
                try transaction.run(statement)
            } catch {
                throw error.during("Migration \(migration.number) (\(migration.name))")
            }
        }
    }

    /// Copies the database beside itself under the first free name.
    private func backup(_ database: any SQLMigratable, before number: Int) throws -> String {
        let name = "\(database.location).schema-\(number)"
        var path = name
        var attempt = 1
        while true {
            do {
                try database.backup(to: path)
                return path
            } catch let error as SQLError where error.kind == .exists {
                // An earlier attempt was interrupted after its copy; keep that one too.
                attempt += 1
                path = "\(name)-\(attempt)"
            }
        }
    }
}
