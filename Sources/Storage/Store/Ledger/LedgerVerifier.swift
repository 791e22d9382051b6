import Digests
import Model
import SQLKit

/// Checks the ledger against itself, and the tables against the ledger.
package struct LedgerVerifier {
    private let live: any SQLTransaction

    /// - Parameter live: A snapshot of the store.
    package init(_ live: any SQLTransaction) {
        self.live = live
    }

    /// Looks at each event, folds it beside the live tables, and compares.
    ///
    /// - Parameters:
    ///   - scratch: An empty database with the same schema and no foreign keys enforced, for the
    ///     rebuilt tables.
    ///   - roots: What the tree's root was at some sizes, as signed checkpoints have it.
    package func verify(
        rebuildingIn scratch: any SQLTransaction,
        expecting roots: [Int64: Digest] = [:]
    ) throws -> LedgerVerification {
        var frontier = MerkleFrontier()
        var expected: Int64 = 1
        var difference: LedgerDifference?
        let folds = Folds(scratch, remembering: FoldedTasks())
        try LedgerStore(live).each { record in
            do throws(LedgerDifference) {
                let (event, leaf) = try record.checked(after: expected - 1)
                do {
                    try folds.fold(event)
                } catch {
                    throw LedgerDifference(unreadable: event.sequence, error)
                }
                frontier.append(leaf)
                if let root = roots[expected], root != frontier.root {
                    throw .checkpoint(size: expected)
                }
                expected += 1
                return true
            } catch {
                difference = error
                return false
            }
        }
        return LedgerVerification(
            events: expected - 1,
            root: frontier.root,
            difference: try difference ?? firstDifference(from: scratch)
        )
    }

    /// The first row that is in one and not in the other, by table and key.
    package func firstDifference(from rebuilt: any SQLTransaction) throws -> LedgerDifference? {
        for table in FoldedTables.all {
            let query = SQL(text: "SELECT * FROM \(table.name) ORDER BY \(table.key)")
            let wanted = try rebuilt.query(query) { try $0.values() }
            var index = 0
            var difference: LedgerDifference?
            try live.each(query) { row in
                let found = try row.values()
                let columns = table.keyColumns
                guard index < wanted.count, wanted[index] == found else {
                    let other = index < wanted.count ? wanted[index] : found
                    difference = .row(
                        table: table.name,
                        key: Self.key(Self.first(found, other, columns), columns)
                    )
                    return false
                }
                index += 1
                return true
            }
            if let difference { return difference }
            if index < wanted.count {
                return .row(table: table.name, key: Self.key(wanted[index], table.keyColumns))
            }
        }
        return nil
    }

    /// The row that comes first in the order of its key.
    private static func first(_ one: [SQLValue], _ other: [SQLValue], _ columns: Int) -> [SQLValue]
    {
        for (left, right) in zip(one, other).prefix(columns) where left != right {
            return switch (left, right) {
            case (.integer(let left), .integer(let right)): left < right ? one : other
            default: left.shown < right.shown ? one : other
            }
        }
        return one
    }

    private static func key(_ row: [SQLValue], _ columns: Int) -> String {
        row.prefix(columns).map(\.shown).joined(separator: "/")
    }
}

/// The tables that are folds of the ledger, each with what orders it.
package enum FoldedTables {
    /// A table and the columns that order it, which come first in its rows.
    package struct Table: Sendable {
        package let name: String
        package let key: String
        /// How many leading columns make the key.
        package let keyColumns: Int
        /// How it is emptied before a rebuild; `nil` for a table whose rows are deleted: one that
        /// is no index of another's.
        package var emptying: SQL?

        /// Takes all out of it.
        var clearance: SQL { emptying ?? SQL(text: "DELETE FROM \(name)") }
    }

    package static let all: [Table] = [
        Table(name: "workspace", key: "id", keyColumns: 1),
        Table(name: "rule", key: "name", keyColumns: 1),
        Table(name: "repository", key: "name", keyColumns: 1),
        Table(name: "lane", key: "key", keyColumns: 1),
        Table(name: "agent", key: "id", keyColumns: 1),
        Table(name: "session", key: "id", keyColumns: 1),
        Table(name: "alert", key: "agent", keyColumns: 1),
        Table(name: "session_note", key: "agent", keyColumns: 1),
        Table(name: "beat", key: "agent", keyColumns: 1),
        Table(name: "leftover", key: "session", keyColumns: 1),
        Table(name: "task", key: "key", keyColumns: 1),
        Table(name: "packet", key: "task, revision", keyColumns: 2),
        Table(name: "packet_lock", key: "task", keyColumns: 1),
        Table(name: "packet_variant", key: "task", keyColumns: 1),
        Table(name: "task_scope", key: "task, position", keyColumns: 2),
        Table(name: "dependency", key: "task, on_task", keyColumns: 2),
        Table(name: "claim", key: "task, fence", keyColumns: 2),
        Table(name: "reservation", key: "task, position", keyColumns: 2),
        Table(name: "waiter", key: "task, agent", keyColumns: 2),
        Table(name: "delivery", key: "id", keyColumns: 1),
        Table(name: "replay", key: "id", keyColumns: 1),
        Table(name: "message", key: "id", keyColumns: 1),
        Table(name: "inbox", key: "agent, place", keyColumns: 2),
        Table(name: "worktree", key: "name", keyColumns: 1),
        Table(name: "request", key: "key", keyColumns: 1),
        Table(name: "usage", key: "day, agent, task, lane, source, model", keyColumns: 6),
        Table(name: "gate_run", key: "id", keyColumns: 1),
        Table(name: "gate_result", key: "gate, sequence", keyColumns: 2),
        Table(name: "bundle", key: "id", keyColumns: 1),
        Table(name: "bundle_file", key: "bundle, path", keyColumns: 2),
        Table(name: "pin", key: "bundle, kind", keyColumns: 2),
        Table(name: "spec", key: "name", keyColumns: 1),
        Table(name: "spec_clause", key: "spec, position", keyColumns: 2),
        Table(name: "spec_task", key: "spec, section, words, task", keyColumns: 4),
        Table(name: "spec_evidence", key: "spec, section, words, path, line", keyColumns: 5),
        Table(name: "phase", key: "name", keyColumns: 1),
        Table(name: "waiver", key: "id", keyColumns: 1),
        Table(name: "supply", key: "ecosystem, name", keyColumns: 2),
        Table(name: "review", key: "id", keyColumns: 1),
        Table(name: "review_author", key: "review, agent", keyColumns: 2),
        Table(name: "finding", key: "id", keyColumns: 1),
        Table(name: "plan", key: "name", keyColumns: 1),
        Table(name: "plan_step", key: "plan, position", keyColumns: 2),
        Table(name: "plan_link", key: "plan, position", keyColumns: 2),
        Table(name: "wave", key: "name", keyColumns: 1),
        Table(name: "wave_file", key: "path, digest", keyColumns: 2),
        Table(name: "work_window", key: "name", keyColumns: 1),
        Table(name: "window_lane", key: "name, lane", keyColumns: 2),
        Table(name: "window_bundle", key: "name, lane", keyColumns: 2),
        Table(name: "decision", key: "id", keyColumns: 1),
        Table(name: "decision_option", key: "decision, position", keyColumns: 2),
        Table(name: "decision_task", key: "decision, task", keyColumns: 2),
        Table(name: "decision_evidence", key: "decision, position", keyColumns: 2),
        Table(name: "link", key: "name", keyColumns: 1),
        Table(name: "imported", key: "layout, kind, name", keyColumns: 3),
        Table(name: "memory", key: "place", keyColumns: 1),
        // The index of words: how often each stands in how many memories, and how many words each
        // memory has.
        Table(
            name: "memory_word",
            key: "term, col",
            keyColumns: 2,
            emptying: MemoryStore.emptying
        ),
        Table(
            name: "memory_text_docsize",
            key: "id",
            keyColumns: 1,
            emptying: MemoryStore.emptying
        ),
        Table(name: "followup", key: "id", keyColumns: 1),
        Table(name: "followup_evidence", key: "followup, position", keyColumns: 2),
        Table(name: "run", key: "name", keyColumns: 1),
        Table(name: "run_slice", key: "run, position", keyColumns: 2),
        Table(name: "run_launch", key: "run, number", keyColumns: 2),
        Table(name: "run_round", key: "run, slice, round", keyColumns: 3),
        Table(name: "run_question", key: "decision", keyColumns: 1),
        Table(name: "merge_queue", key: "task", keyColumns: 1),
        Table(name: "counter", key: "kind", keyColumns: 1),
    ]
}

extension LedgerStore.Record {
    /// The event with its leaf hash, if it follows the one before and is what was written.
    func checked(after last: Int64) throws(LedgerDifference) -> (event: Event, leaf: Digest) {
        guard sequence == last + 1 else {
            throw .gap(expected: last + 1, found: sequence)
        }
        switch read {
        case .failure(let error): throw LedgerDifference(unreadable: sequence, error)
        case .success(let read):
            guard read.leaf == storedLeaf else { throw .leaf(sequence: sequence) }
            return read
        }
    }
}

extension LedgerDifference {
    /// An event that can't be read or folded, with what its error says.
    init(unreadable sequence: Int64, _ error: any Error) {
        self = .unreadable(
            sequence: sequence,
            fault: (error as? any Reportable)?.message ?? String(describing: error)
        )
    }
}

extension SQLRow {
    fileprivate func values() throws -> [SQLValue] {
        var values: [SQLValue] = []
        values.reserveCapacity(columnCount)
        for column in 0..<columnCount { values.append(try value(column)) }
        return values
    }
}

extension SQLValue {
    /// The value of a key column, as it is named to people.
    fileprivate var shown: String {
        switch self {
        case .null: "-"
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }
}
