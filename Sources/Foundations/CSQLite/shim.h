#pragma once

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

// Swift imports neither C's variadic functions nor macros that cast.

/// Sets a switch of `sqlite3_db_config` that takes an int and answers with one.
static inline int csqlite_set(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}

/// Stops SQLite from counting its memory, which takes a lock at each allocation, and from setting
/// aside the first twenty pages of every cache at once, which touches memory that a short command
/// never needs.
///
/// Works only before the first connection of the process, and changes nothing after it.
static inline int csqlite_configure_memory(void) {
    int outcome = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (outcome != SQLITE_OK) return outcome;
    return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
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

/// How far the write-ahead log is committed, in bytes of its file; -1 where that cannot be told.
///
/// Reads the header of the index that the connections share, by the interface that SQLite itself
/// uses for it ("WalIndexHdr" in wal.c: a page size of 16 bits at offset 14, the number of the last
/// committed frame of 32 bits at offset 16). Only with the lock that lets nobody else write.
static inline int64_t csqlite_committed_log_bytes(sqlite3 *database) {
    sqlite3_file *file = 0;
    volatile void *region = 0;
    if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
        || !file || !file->pMethods || file->pMethods->iVersion < 2
        || file->pMethods->xShmMap(file, 0, 32768, 0, &region) != SQLITE_OK || !region) {
        return -1;
    }
    const volatile unsigned char *header = region;
    unsigned char copy[20];
    for (int index = 0; index < 20; index++) copy[index] = header[index];
    uint16_t page_size = 0;
    uint32_t frames = 0;
    memcpy(&page_size, copy + 14, sizeof page_size);
    memcpy(&frames, copy + 16, sizeof frames);
    int is_initialized = copy[12];
    if (!is_initialized || page_size < 512) return -1;
    // A header of 32 bytes, and for each frame one of 24 bytes and a page.
    return frames == 0 ? 0 : 32 + (int64_t)frames * (24 + (int64_t)page_size);
}
