import CSQLite
import Testing

/// A database that another program made.
func makeDatabase(at path: String, _ script: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK)
}
