import Glibc
import SQLiteDriver

/// Puts a verified backup in the place of a store, and keeps the store that was there.
struct StoreReplacement {
    let store: String

    /// The steps leave at each moment either the old store or the new one in place: the copy is
    /// made beside it and flushed, the old one is linked away, and one rename puts the copy there.
    func replace(by backup: SQLiteDatabase, keeping kept: String) throws {
        let fresh = store + ".restoring"
        unlink(fresh)
        try backup.backup(to: fresh)
        if access(store, F_OK) == 0, link(store, kept) != 0 {
            throw FileError(doing: "keep", path: store, number: errno)
        }
        for suffix in ["-wal", "-shm"] where access(store + suffix, F_OK) == 0 {
            guard rename(store + suffix, kept + suffix) == 0 else {
                throw FileError(doing: "keep", path: store + suffix, number: errno)
            }
        }
        guard rename(fresh, store) == 0 else {
            throw FileError(doing: "replace", path: store, number: errno)
        }
        PrivateFile.syncDirectory(of: store)
    }
}
