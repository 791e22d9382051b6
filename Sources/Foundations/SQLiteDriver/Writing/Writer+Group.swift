import SQLKit

// Writes that share a transaction.
extension Writer {
    /// Runs writes that wait together, each undone alone if it fails, and tells each its outcome
    /// once that is certain.
    func write(group: [any GroupedWrite]) {
        var waiting = group[...]
        while !waiting.isEmpty {
            waiting = waiting.dropFirst(attempt(waiting))
        }
    }

    /// Runs writes in one transaction until one of them makes SQLite roll it back.
    ///
    /// - Returns: How many were run and told their outcome.
    private func attempt(_ writes: ArraySlice<any GroupedWrite>) -> Int {
        var tried = 0
        do {
            let connection = try enter()
            defer { leave() }
            try transact(on: connection) {
                for write in writes {
                    tried += 1
                    try run(write, isAlone: writes.count == 1, on: connection)
                }
            }
            for write in writes { write.finish(nil) }
            checkpoint(connection)
            return writes.count
        } catch {
            // Where the transaction never began, the reason holds for all of them.
            if tried == 0 { tried = writes.count }
            for write in writes.prefix(tried) { write.finish(error) }
            return tried
        }
    }

    private func run(
        _ write: any GroupedWrite,
        isAlone: Bool,
        on connection: Connection
    ) throws {
        if !isAlone { try connection.run("SAVEPOINT one") }
        do {
            try Self.run({ try write.run(in: $0) }, on: connection)
            // COMMIT would refuse the whole group for references that this one left open.
            guard !connection.hasOpenReferences else {
                throw SQLError(
                    .constraint(name: "FOREIGN KEY"),
                    "A rule of the store refused this: FOREIGN KEY."
                )
            }
            if !isAlone { try connection.run("RELEASE one") }
        } catch {
            write.fail(error)
            guard !isAlone, connection.isInTransaction, connection.diskFailure == nil else {
                throw error
            }
            try connection.run("ROLLBACK TO one")
            try connection.run("RELEASE one")
        }
    }
}
