import Digests
import Model
import SQLKit

/// What a verification of the ledger found.
package struct LedgerVerification: Hashable, Sendable {
    package let events: Int64
    /// The root of the RFC 6962 tree over all events.
    package let root: Digest
    /// The first thing that is wrong, or `nil` when all is well.
    package let difference: LedgerDifference?
}

/// The first place where the store is not what the ledger says.
package enum LedgerDifference: Reportable, Equatable, Hashable {
    case gap(expected: Int64, found: Int64)
    case leaf(sequence: Int64)
    case unreadable(sequence: Int64, fault: String)
    case row(table: String, key: String)

    package var code: String {
        switch self {
        case .gap: "ledger.gap"
        case .leaf: "ledger.altered"
        case .unreadable: "ledger.unreadable"
        case .row: "ledger.table_differs"
        }
    }

    package var category: ErrorCategory { .checkFailed }

    package var message: String {
        switch self {
        case .gap(let expected, let found):
            "The ledger goes from event \(expected - 1) to event \(found): something is missing."
        case .leaf(let sequence):
            "Event \(sequence) is not what was written: its leaf hash differs."
        case .unreadable(let sequence, let fault): "Event \(sequence) can't be read: \(fault)"
        case .row(let table, let key):
            "The table '\(table)' differs from the ledger at \(key.printable(limit: 120))."
        }
    }

    package var hint: String? {
        switch self {
        case .row: "`worklead ledger rebuild` makes the tables anew; it takes a backup first."
        case .gap, .leaf, .unreadable:
            "`worklead ledger restore` goes back to a backup that verifies."
        }
    }
}
