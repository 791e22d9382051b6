import CSQLite
import SQLKit

/// A prepared statement, and the row that it stands on.
final class Statement: SQLCursor {
    private let handle: OpaquePointer
    private unowned let connection: Connection
    private let parameters: Int

    /// Set while somebody runs it or reads its rows.
    var isInUse = false
    /// The statements that follow this one in its text.
    let rest: String?

    init(_ text: String, parameters: Int, on connection: Connection) throws(SQLError) {
        var text = text
        var prepared: OpaquePointer?
        let (outcome, rest) = text.withUTF8 { utf8 -> (Int32, String?) in
            guard let base = utf8.baseAddress else { return (SQLITE_OK, nil) }
            return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) { start in
                var tail: UnsafePointer<CChar>?
                let outcome = sqlite3_prepare_v3(
                    connection.handle,
                    start,
                    Int32(utf8.count),
                    UInt32(SQLITE_PREPARE_PERSISTENT),
                    &prepared,
                    &tail
                )
                let used = tail.map { $0 - start } ?? utf8.count
                let rest = String(decoding: utf8[used...], as: UTF8.self)
                return (outcome, rest.utf8.allSatisfy(isSpace) ? nil : rest)
            }
        }
        guard outcome == SQLITE_OK else { throw connection.failure(detailed: true) }
        guard let prepared else { throw .misuse("A statement of the store has no text.") }
        handle = prepared
        self.connection = connection
        self.parameters = parameters
        self.rest = rest
        if rest != nil, parameters > 0 {
            throw .misuse("A text of several statements cannot have parameters.")
        }
        guard Int(sqlite3_bind_parameter_count(prepared)) == parameters else {
            throw .misuse("A statement has other parameters than the values interpolated into it.")
        }
    }

    deinit { sqlite3_finalize(handle) }

    var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

    func bind(_ values: [SQLValue]) throws(SQLError) {
        var parameter: Int32 = 0
        for value in values {
            parameter += 1
            let outcome =
                switch value {
                case .null: sqlite3_bind_null(handle, parameter)
                case .integer(let number): sqlite3_bind_int64(handle, parameter, number)
                case .real(let number): sqlite3_bind_double(handle, parameter, number)
                case .text(let text): bind(text, to: parameter)
                case .blob(let bytes): bind(bytes, to: parameter)
                }
            guard outcome == SQLITE_OK else { throw connection.failure(detailed: false) }
        }
    }

    /// Moves to the next row; `false` when there is none.
    func step() throws(SQLError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.failure(detailed: parameters == 0)
        }
    }

    /// Lets go of the row, of locks that the statement holds, and of the bound values.
    func finish() {
        sqlite3_reset(handle)
        if parameters > 0 { sqlite3_clear_bindings(handle) }
        isInUse = false
    }

    private func bind(_ text: String, to parameter: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { utf8 in
            // An empty text may have no address, which SQLite would take for NULL.
            guard let base = utf8.baseAddress else {
                return csqlite_bind_text(handle, parameter, "", 0)
            }
            return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                csqlite_bind_text(handle, parameter, $0, UInt64(utf8.count))
            }
        }
    }

    private func bind(_ bytes: [UInt8], to parameter: Int32) -> Int32 {
        bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, parameter, 0)
            : csqlite_bind_blob(handle, parameter, bytes, UInt64(bytes.count))
    }

    // MARK: The row

    var columnCount: Int { Int(sqlite3_column_count(handle)) }

    func columnName(_ column: Int) -> String {
        sqlite3_column_name(handle, index(column)).map { String(cString: $0) } ?? "?"
    }

    func kind(_ column: Int) -> SQLValue.Kind {
        switch sqlite3_column_type(handle, index(column)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    func text(_ column: Int) -> String? {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        do {
            // Not `String(validating:as:)`: generic over the encoding, it spends most of its time
            // on looking up its types.
            let bytes = UnsafeBufferPointer(start: start, count: count)
            return String(copying: try UTF8Span(validating: bytes.span))
        } catch {
            // Not UTF-8: the caller names the column.
            return nil
        }
    }

    func blob(_ column: Int) -> [UInt8] {
        let start = sqlite3_column_blob(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func index(_ column: Int) -> Int32 {
        precondition(column >= 0 && column < columnCount, "the query has no column \(column)")
        return Int32(column)
    }
}

private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
        || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: ";")
}
