import CSQLite
import Glibc
import SQLKit

extension SQLError {
    /// What SQLite's result code means for the store at `path`.
    ///
    /// - Parameters:
    ///   - detail: SQLite's own words, where they cannot hold a bound value.
    ///   - errorNumber: The system's `errno` behind a failure of the disk; 0 if unknown.
    static func sqlite(
        _ extendedCode: Int32,
        at path: String,
        detail: String?,
        errorNumber: Int32 = 0
    ) -> SQLError {
        let why = detail.map { " (\($0))" } ?? ""
        func error(_ kind: Kind, _ message: String, hint: String? = nil) -> SQLError {
            SQLError(kind, message, hint: hint, extendedCode: extendedCode)
        }
        switch extendedCode & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            return error(
                .busy,
                "Another program is working on '\(path)'.",
                hint: "Close programs that have the file open, such as sqlite3, and try again."
            )
        case SQLITE_CONSTRAINT:
            let rule = constraintName(detail)
            return error(.constraint(name: rule), "A rule of the store refused this: \(rule).")
        case SQLITE_FULL:
            return .full(path, extendedCode)
        case SQLITE_NOMEM:
            return error(.outOfMemory, "There is not enough memory to use '\(path)'.")
        case SQLITE_IOERR where extendedCode == SQLITE_IOERR | 12 << 8:
            return error(.outOfMemory, "There is not enough memory to use '\(path)'.")
        case SQLITE_IOERR where isOutOfRoom(extendedCode, errorNumber):
            return .full(path, extendedCode)
        case SQLITE_IOERR:
            return error(
                .ioFailure,
                "The disk failed while working on '\(path)': \(failedCall(extendedCode, why)).",
                hint: "Look at the system's log for errors of the disk."
            )
        case SQLITE_READONLY:
            return .readOnly(path, extendedCode)
        case SQLITE_CANTOPEN where errorNumber == ENOSPC || errorNumber == EDQUOT:
            return .full(path, extendedCode)
        case SQLITE_CANTOPEN:
            let reason = errorNumber == 0 ? "no reason was given" : String(errno: errorNumber)
            return error(.cannotOpen, "Cannot open '\(path)': \(reason).")
        case SQLITE_CORRUPT:
            return error(
                .corrupt,
                "'\(path)' is damaged\(why).",
                hint: "Restore it from a backup."
            )
        case SQLITE_NOTADB:
            return error(.notADatabase, "'\(path)' is not a store: it is another kind of file.")
        case SQLITE_TOOBIG:
            return error(.tooBig, "A value is larger than the store can keep.")
        case SQLITE_INTERRUPT:
            return error(.interrupted, "The work on '\(path)' was interrupted.")
        case SQLITE_MISUSE, SQLITE_RANGE:
            return error(.misuse, "The store was used wrongly\(why).")
        default:
            return error(.failed, "The store could not run a statement\(why).")
        }
    }

    static func full(_ path: String, _ extendedCode: Int32 = 0) -> SQLError {
        SQLError(
            .full,
            "There is no room left on the disk for '\(path)'; nothing was changed.",
            hint: "Free some space and try again.",
            extendedCode: extendedCode
        )
    }

    static func readOnly(_ path: String, _ extendedCode: Int32 = 0) -> SQLError {
        SQLError(
            .readOnly,
            "'\(path)' cannot be written: the file, its folder or its disk is read-only.",
            extendedCode: extendedCode
        )
    }

    static func misuse(_ message: String) -> SQLError {
        SQLError(.misuse, message)
    }

    /// The error for a failed call of the system on `path`.
    static func system(_ errorNumber: Int32, _ action: String, _ path: String) -> SQLError {
        switch errorNumber {
        case ENOSPC, EDQUOT: full(path)
        case EROFS, EACCES, EPERM: readOnly(path)
        case EEXIST: SQLError(.exists, "There is already a file at '\(path)'.")
        case ENOENT: SQLError(.missing, "There is no file or folder for '\(path)'.")
        case EIO: SQLError(.ioFailure, "The disk failed while working on '\(path)'.")
        default:
            SQLError(.cannotOpen, "Cannot \(action) '\(path)': \(String(errno: errorNumber)).")
        }
    }

    /// Whether a failed call was one that ran out of room without losing anything.
    private static func isOutOfRoom(_ extendedCode: Int32, _ errorNumber: Int32) -> Bool {
        switch extendedCode {
        // Data that was taken for written may be gone, for whichever reason.
        case SQLITE_IOERR | 4 << 8, SQLITE_IOERR | 5 << 8: false
        // The index in shared memory could not grow; it holds nothing that has to last.
        case SQLITE_IOERR | 19 << 8: errorNumber != EIO
        default: errorNumber == ENOSPC || errorNumber == EDQUOT
        }
    }

    /// What failed, by the second byte of the code: SQLite has no `errno` for most of these.
    private static func failedCall(_ extendedCode: Int32, _ why: String) -> String {
        switch extendedCode >> 8 {
        case 1, 2: "a page could not be read"
        case 3: "a page could not be written"
        case 4, 5: "a flush failed, so that what was written before may be lost"
        case 6: "a file could not be cut"
        default: "error \(extendedCode)\(why)"
        }
    }

    /// `claim_held_or_free` out of "CHECK constraint failed: claim_held_or_free".
    private static func constraintName(_ detail: String?) -> String {
        guard let detail else { return "unnamed" }
        guard let colon = detail.utf8.firstIndex(of: UInt8(ascii: ":")),
            detail[..<colon].hasSuffix("constraint failed")
        else {
            // "FOREIGN KEY constraint failed" has no name; a trigger says what it likes.
            return detail.hasSuffix(" constraint failed") ? String(detail.dropLast(18)) : detail
        }
        return String(detail[colon...].dropFirst(2))
    }
}

extension String {
    /// The system's words for an error number.
    init(errno number: Int32) {
        self = String(cString: strerror(number))
    }
}
