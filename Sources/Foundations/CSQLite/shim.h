#pragma once

#include <sqlite3.h>

// Swift imports neither C's variadic functions nor macros that cast.

/// Sets a switch of `sqlite3_db_config` that takes an int and answers with one.
static inline int csqlite_set(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}

/// Binds text that SQLite copies.
static inline int csqlite_bind_text(
    sqlite3_stmt *statement, int parameter, const char *text, sqlite3_uint64 count
) {
    return sqlite3_bind_text64(
        statement, parameter, text, count, SQLITE_TRANSIENT, SQLITE_UTF8
    );
}

/// Binds bytes that SQLite copies.
static inline int csqlite_bind_blob(
    sqlite3_stmt *statement, int parameter, const void *bytes, sqlite3_uint64 count
) {
    return sqlite3_bind_blob64(statement, parameter, bytes, count, SQLITE_TRANSIENT);
}
