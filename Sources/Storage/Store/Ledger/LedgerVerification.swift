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
    /// The first so many events are not those that a signed checkpoint was made of.
    case checkpoint(size: Int64)

    package var code: String {
        switch self {
        case .gap: "ledger.gap"
        case .leaf: "ledger.altered"
        case .unreadable: "ledger.unreadable"
        case .row: "ledger.table_differs"
        case .checkpoint: "ledger.rewritten"
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
        case .checkpoint(let size):
            "The first \(size) events are not those that a checkpoint was made of."
        }
    }

    package var hint: String? {
        switch self {
        case .row: "`worklead ledger rebuild` makes the tables anew; it takes a backup first."
        case .gap, .leaf, .unreadable, .checkpoint:
            "`worklead ledger restore` goes back to a backup that verifies."
        }
    }
}
