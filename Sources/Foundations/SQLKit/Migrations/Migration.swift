/// One step of a schema's history.
///
/// A step that has been released is never edited.
package struct Migration: Sendable {
    /// The number of the schema after this step: 1 for the first.
    package let number: Int
    /// A few words for messages: `add lanes`.
    package let name: String
    private let makeStatements: @Sendable () -> [SQL]

    /// - Parameter statements: Evaluated only when the step is applied: a program that finds its
    ///   database current does not pay for the text of the whole schema.
    package init(
        number: Int,
        name: String,
        statements: @autoclosure @escaping @Sendable () -> [SQL]
    ) {
        self.number = number
        self.name = name
        makeStatements = statements
    }

    package var statements: [SQL] { makeStatements() }
}

/// What a file says about its schema.
package struct SQLSchema: Hashable, Sendable {
    /// The program that the file belongs to; 0 if it names none.
    package let applicationID: Int32
    /// The number of the last migration that was applied; 0 before the first.
    package let number: Int
    /// Whether there is no table yet.
    package let isEmpty: Bool

    package init(applicationID: Int32, number: Int, isEmpty: Bool) {
        self.applicationID = applicationID
        self.number = number
        self.isEmpty = isEmpty
    }
}

/// A database whose schema can be moved forward.
package protocol SQLMigratable: SQLDatabase {
    /// The database for messages, and the start of a backup's name.
    var location: String { get }

    /// What the file says about its schema, as seen by `transaction`.
    func schema(in transaction: any SQLTransaction) throws -> SQLSchema

    /// Records who owns the file and the number of its schema.
    func mark(
        applicationID: Int32,
        number: Int,
        in transaction: any SQLTransaction
    ) throws

    /// A write transaction in which tables may be rebuilt: references are checked at its end only.
    @discardableResult
    func changeSchema<T: Sendable>(_ body: (any SQLTransaction) throws -> T) throws -> T

    /// Copies the last committed state to `path`, which must not exist.
    func backup(to path: String) throws
}
