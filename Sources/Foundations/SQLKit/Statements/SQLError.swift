/// Why a database did not do what it was asked.
package struct SQLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, for callers that act on it.
    package let kind: Kind
    /// A sentence about the store.
    ///
    /// Names the file where there is one, and never a bound value.
    package let message: String
    /// What to do next, where something useful can be said.
    package let hint: String?
    /// The driver's own number, such as SQLite's extended result code; 0 if it gave none.
    package let extendedCode: Int32

    package init(_ kind: Kind, _ message: String, hint: String? = nil, extendedCode: Int32 = 0) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.extendedCode = extendedCode
    }

    /// The kinds of failure that callers tell apart.
    package enum Kind: Hashable, Sendable {
        /// Another program works on the file without our writer lock.
        case busy
        /// The writer lock was not free in time.
        case locked
        /// A rule of the schema was broken; the name as the database reports it, which for a
        /// UNIQUE rule is its columns: `claim.task_key`.
        case constraint(name: String)
        /// No room is left on the disk; nothing was changed.
        case full
        /// Reading or writing the disk failed.
        case ioFailure
        /// An earlier flush failed, so nothing is written any more.
        case writeStopped
        case readOnly
        /// There is no file.
        case missing
        /// There is a file where a new one was to be written.
        case exists
        case cannotOpen
        case corrupt
        case notADatabase
        /// The file belongs to another program.
        case foreign
        case schemaNewer(found: Int, known: Int)
        /// A column held another kind of value than the code that reads it needs.
        case decode(column: String, found: SQLValue.Kind)
        case tooBig
        case outOfMemory
        case interrupted
        /// Our own code used the database wrongly.
        case misuse
        /// The statement could not be prepared or run: its text is wrong, or a function refused.
        case failed
    }

    /// A stable, dotted name for programs.
    package var code: String {
        switch kind {
        case .busy: "store.busy"
        case .locked: "store.locked"
        case .constraint: "store.constraint"
        case .full: "store.full"
        case .ioFailure: "store.io_failure"
        case .writeStopped: "store.write_stopped"
        case .readOnly: "store.read_only"
        case .missing: "store.missing"
        case .exists: "store.exists"
        case .cannotOpen: "store.cannot_open"
        case .corrupt: "store.corrupt"
        case .notADatabase: "store.not_a_database"
        case .foreign: "store.foreign"
        case .schemaNewer: "store.schema_newer"
        case .decode: "store.decode"
        case .tooBig: "store.too_big"
        case .outOfMemory: "store.out_of_memory"
        case .interrupted: "store.interrupted"
        case .misuse: "store.misuse"
        case .failed: "store.failed"
        }
    }

    package var description: String { "error[\(code)]: \(message)" }

    /// The error for a column that does not hold what the code needs.
    package static func decode(
        column: String,
        expected: SQLValue.Kind,
        found: SQLValue.Kind
    ) -> SQLError {
        let fault =
            expected == found
            ? "a \(found.rawValue) value out of its range"
            : "\(found.rawValue) where \(expected.rawValue) is needed"
        return SQLError(
            .decode(column: column, found: found),
            "The column '\(column)' holds \(fault)."
        )
    }

    /// This error with a few words before its message that say where it happened.
    package func during(_ what: String) -> SQLError {
        SQLError(kind, "\(what): \(message)", hint: hint, extendedCode: extendedCode)
    }
}
