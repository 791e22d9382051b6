/// The row that a query stands on, as a driver gives it.
///
/// Columns are counted from zero; a column that is not there is a fault of our own code.
package protocol SQLCursor: AnyObject {
    var columnCount: Int { get }
    func columnName(_ column: Int) -> String
    func kind(_ column: Int) -> SQLValue.Kind
    /// The whole number in a column of kind `integer`.
    func integer(_ column: Int) -> Int64
    /// The number in a column of kind `real`.
    func real(_ column: Int) -> Double
    /// The text in a column of kind `text`; `nil` where its bytes are not UTF-8.
    func text(_ column: Int) -> String?
    /// The bytes in a column of kind `blob`.
    func blob(_ column: Int) -> [UInt8]
}

/// One row of a query's answer, to be read while it is handed out and not kept.
///
/// Each getter throws ``SQLError`` of kind `decode` when the column holds another kind of value,
/// also when it holds NULL; the getters that begin with `optional` give `nil` for NULL.
package struct SQLRow {
    private let cursor: any SQLCursor

    package init(_ cursor: any SQLCursor) {
        self.cursor = cursor
    }

    package var columnCount: Int { cursor.columnCount }

    package func text(_ column: Int) throws(SQLError) -> String {
        guard cursor.kind(column) == .text, let text = cursor.text(column) else {
            throw mismatch(column, .text)
        }
        return text
    }

    package func int64(_ column: Int) throws(SQLError) -> Int64 {
        guard cursor.kind(column) == .integer else { throw mismatch(column, .integer) }
        return cursor.integer(column)
    }

    package func int(_ column: Int) throws(SQLError) -> Int {
        Int(try int64(column))
    }

    /// A number; a whole one counts.
    package func double(_ column: Int) throws(SQLError) -> Double {
        switch cursor.kind(column) {
        case .real: cursor.real(column)
        case .integer: Double(cursor.integer(column))
        case .null, .text, .blob: throw mismatch(column, .real)
        }
    }

    /// True for 1, false for 0; any other number is refused.
    package func bool(_ column: Int) throws(SQLError) -> Bool {
        switch try int64(column) {
        case 0: false
        case 1: true
        default: throw mismatch(column, .integer)
        }
    }

    package func blob(_ column: Int) throws(SQLError) -> [UInt8] {
        guard cursor.kind(column) == .blob else { throw mismatch(column, .blob) }
        return cursor.blob(column)
    }

    /// The value, of whichever kind.
    package func value(_ column: Int) throws(SQLError) -> SQLValue {
        switch cursor.kind(column) {
        case .null: .null
        case .integer: .integer(cursor.integer(column))
        case .real: .real(cursor.real(column))
        case .text: .text(try text(column))
        case .blob: .blob(cursor.blob(column))
        }
    }

    package func isNull(_ column: Int) -> Bool { cursor.kind(column) == .null }

    package func optionalText(_ column: Int) throws(SQLError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    package func optionalInt64(_ column: Int) throws(SQLError) -> Int64? {
        isNull(column) ? nil : try int64(column)
    }

    package func optionalInt(_ column: Int) throws(SQLError) -> Int? {
        isNull(column) ? nil : try int(column)
    }

    package func optionalDouble(_ column: Int) throws(SQLError) -> Double? {
        isNull(column) ? nil : try double(column)
    }

    package func optionalBool(_ column: Int) throws(SQLError) -> Bool? {
        isNull(column) ? nil : try bool(column)
    }

    package func optionalBlob(_ column: Int) throws(SQLError) -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    /// The error for a column that holds something else than the caller needs.
    ///
    /// For stores that turn a column into a type of their own and fail.
    package func mismatch(_ column: Int, _ expected: SQLValue.Kind) -> SQLError {
        .decode(
            column: cursor.columnName(column),
            expected: expected,
            found: cursor.kind(column)
        )
    }
}
