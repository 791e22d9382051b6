import Model
import Store

/// Something that a person changed in a board's file.
package struct BoardEdit: Hashable, Sendable {
    /// What was changed.
    package enum Kind: String, Sendable, CaseIterable {
        /// A cell of a task's row.
        case cell
        /// A row for which there is no task.
        case added
        /// The row of a task was taken away.
        case removed
        /// A task has more than one row.
        case repeated
        /// A line that is no row.
        case line
        /// Something that shows no task, such as a count.
        case other
    }

    package let kind: Kind
    /// The task as the row names it; empty for a line that is no row.
    package let task: String
    /// The column, for a cell.
    package let column: String?
    /// What the board said, and what stands there now.
    package let was: String?
    package let edited: String?
    /// What the ledger says by now, where that is something else.
    package let ledger: String?
    /// What makes the change; `nil` where nothing does or nothing is left to do.
    package let command: String?

    /// Whether the ledger says so too by now.
    package var isMade: Bool {
        switch kind {
        case .cell: ledger == edited
        case .added: ledger != nil
        case .removed, .repeated, .line, .other: false
        }
    }

    /// The edit as a sentence.
    package var text: String {
        switch kind {
        case .cell:
            let since = ledger.map { "; the ledger says '\($0)' by now" } ?? ""
            return "\(task): \(column ?? "") '\(was ?? "")' became '\(edited ?? "")'\(since)."
        case .added: return "A row was added for \(task), which is no task."
        case .removed: return "The row of \(task) was taken away; the task stays."
        case .repeated: return "\(task) has more than one row."
        case .line: return "A line was written: '\(edited ?? "")'."
        case .other: return "A part that shows no task was changed."
        }
    }
}

/// Finds the command that makes a change that somebody wrote into a board.
///
/// None of them takes anything away for good: how to end a task is left to its own help.
enum BoardOffer {
    static func command(
        for column: Board.Column,
        of row: TaskStore.BoardRow,
        to value: String
    ) -> String? {
        let key = row.key.text
        switch column {
        case .task, .holder: return nil
        case .title: return value.isEmpty ? nil : "task edit \(key) --title=\(value.quoted)"
        case .lane: return value.isEmpty ? nil : "task edit \(key) --lane=\(value.quoted)"
        case .phase: return value.isEmpty ? nil : "task edit \(key) --phase=\(value.quoted)"
        case .priority:
            guard let number = Int64(value), number >= 0 else { return nil }
            return "task edit \(key) --priority \(number)"
        case .assignee:
            return value.isEmpty ? "task assign \(key)" : "task assign \(key) \(value.quoted)"
        case .state: return state(row, to: value)
        }
    }

    static func creation(of key: String, title: String) -> String? {
        do throws(IdentifierError) {
            return "task create --task \(try TaskKey(key)) -- \(title.quoted)"
        } catch {
            // A key that can't be one is nothing to offer.
            return nil
        }
    }

    private static func state(_ row: TaskStore.BoardRow, to value: String) -> String? {
        let key = row.key.text
        guard !row.state.isFinal, let wanted = TaskState.Name(rawValue: value.lowercased()) else {
            return nil
        }
        switch wanted {
        case .draft: return "task draft \(key)"
        case .ready:
            return switch row.state {
            case .blocked: "task unblock \(key)"
            case .parked: "task unpark \(key)"
            case .claimed, .paused: "task release \(key)"
            case .delivered: "reject \(key) --finding TEXT"
            case .draft, .ready, .rework, .accepted, .cancelled, .superseded: "task ready \(key)"
            }
        case .claimed: return row.state == .paused ? "task resume \(key)" : "claim \(key)"
        case .paused: return "task pause \(key) --reason TEXT"
        case .delivered: return "deliver \(key) --report FILE"
        case .rework: return "rework \(key) --finding TEXT"
        case .blocked: return "task block \(key) --reason TEXT"
        case .parked: return "task park \(key) --reason TEXT"
        case .accepted: return row.state == .delivered ? "accept \(key)" : nil
        case .cancelled, .superseded: return nil
        }
    }
}

extension String {
    /// The text as one word for a shell; what can't be seen stays out of it.
    fileprivate var quoted: String {
        "'" + printable(limit: 200).replacing("'", with: "'\\''") + "'"
    }
}
