import Documents
import Model
import ReportKit
import Store

/// A board's file held against the ledger: what somebody edited in it, and what it no longer
/// shows as it is.
package struct BoardComparison: Sendable {
    /// What a person changed since it was written.
    package private(set) var edits: [BoardEdit] = []
    /// Tasks whose row is not what the ledger says, whoever is to blame; by key.
    package private(set) var drift: [String] = []

    /// - Throws: ``BoardError/foreign`` for a file that is no board of ours.
    package init(of file: String, with board: Board, in view: View) throws {
        guard let found = BoardFile(file) else { throw BoardError.foreign }
        let shown = Dictionary(
            zip(Board.lines(of: board.rows), board.rows),
            uniquingKeysWith: { first, _ in first }
        )
        let rows = Dictionary(uniqueKeysWithValues: board.rows.map { ($0.key.text, $0) })
        var reading = Reading(shown: shown, rows: rows)
        reading.read(found.text)
        drift = reading.drift(from: board.rows)
        guard !found.isUntouched else { return }
        let all = try reading.edits(since: found.mark.revision, board, in: view)
        // What was made so by now is in the ledger, and is not lost when the file is written.
        guard all.isEmpty else {
            edits = all.filter { !$0.isMade }
            return
        }
        let isMade = try reading.hasMadeEdits(since: found.mark.revision, in: view)
        edits = isMade ? [] : [BoardEdit(kind: .other, task: "")]
    }

    /// What the lines of a file say of tasks.
    private struct Reading {
        let shown: [String: TaskStore.BoardRow]
        let rows: [String: TaskStore.BoardRow]
        /// Tasks whose row is the very line that would be written now.
        private(set) var same: Set<String> = []
        /// Rows that are otherwise, in the order of the file.
        private(set) var others: [(key: String, cells: [String])] = []
        private(set) var repeated: [String] = []
        /// Lines that are no rows of tasks.
        private(set) var lines: [String] = []
        private var seen: Set<String> = []
        private let head = Board.Column.allCases.map(\.rawValue)

        init(shown: [String: TaskStore.BoardRow], rows: [String: TaskStore.BoardRow]) {
            self.shown = shown
            self.rows = rows
        }

        mutating func read(_ text: String) {
            for line in text.split(separator: "\n") {
                if let row = shown[String(line)] {
                    take(row.key.text)
                    same.insert(row.key.text)
                } else if line.hasPrefix("|") {
                    guard let cells = BoardCells(line: line)?.cells, cells != head else { continue }
                    // Other tables have other columns, and one that lost a cell is no row.
                    guard cells.count == head.count else {
                        if !Self.otherColumns.contains(cells.count) { lines.append(String(line)) }
                        continue
                    }
                    take(cells[0])
                    others.append((cells[0], cells))
                } else {
                    lines.append(String(line))
                }
            }
        }

        /// How many columns the other tables have.
        private static let otherColumns: Set = [
            Board.staleColumns.count, StrandedTask.columns.count,
        ]

        private mutating func take(_ key: String) {
            if !seen.insert(key).inserted { repeated.append(key) }
        }

        func drift(from rows: [TaskStore.BoardRow]) -> [String] {
            let gone = others.map(\.key).filter { self.rows[$0] == nil }
            let wrong = rows.map(\.key.text).filter { !same.contains($0) }
            return (wrong + gone + repeated).uniqued.sorted()
        }

        func edits(since revision: Int64, _ board: Board, in view: View) throws -> [BoardEdit] {
            var edits: [BoardEdit] = []
            for (key, cells) in others {
                guard let row = rows[key] else {
                    let title = cells.last ?? ""
                    edits.append(
                        BoardEdit(
                            kind: .added,
                            task: key,
                            edited: title,
                            command: BoardOffer.creation(of: key, title: title)
                        )
                    )
                    continue
                }
                guard let base = try view.boardRow(row, at: revision) else {
                    edits.append(
                        BoardEdit(kind: .added, task: key, edited: row.title, ledger: row.title)
                    )
                    continue
                }
                edits += Self.cells(cells, row, from: base)
            }
            edits += repeated.uniqued.map { BoardEdit(kind: .repeated, task: $0) }
            let missing = Set(rows.keys).subtracting(seen)
            for row in board.rows where missing.contains(row.key.text) {
                guard try view.boardRow(row, at: revision) != nil else { continue }
                edits.append(BoardEdit(kind: .removed, task: row.key.text))
            }
            return edits + Self.written(lines, board)
        }

        /// Whether a row is what the ledger says now and was otherwise when the board was written:
        /// the person wrote it so.
        func hasMadeEdits(since revision: Int64, in view: View) throws -> Bool {
            try same.contains { key in
                guard let row = rows[key], row.revision > revision else { return false }
                guard let base = try view.boardRow(row, at: revision) else { return true }
                return Board.lines(of: [base]) != Board.lines(of: [row])
            }
        }

        private static func cells(
            _ cells: [String],
            _ row: TaskStore.BoardRow,
            from base: TaskStore.BoardRow
        ) -> [BoardEdit] {
            let (was, now) = (Board.cells(of: base), Board.cells(of: row))
            return Board.Column.allCases.enumerated().compactMap { index, column in
                guard cells[index] != was[index] else { return nil }
                let isSoAlready = cells[index] == now[index]
                return BoardEdit(
                    kind: .cell,
                    task: row.key.text,
                    column: column.rawValue,
                    was: was[index],
                    edited: cells[index],
                    ledger: now[index] == was[index] ? nil : now[index],
                    command: isSoAlready
                        ? nil : BoardOffer.command(for: column, of: row, to: cells[index])
                )
            }
        }

        /// Lines that no board has: all that begins otherwise than the parts of one do.
        private static func written(_ lines: [String], _ board: Board) -> [BoardEdit] {
            let known = Set(
                board.page.written(as: .markdown).split(separator: "\n").map(String.init)
            )
            let facts = Set(["tasks"] + TaskState.Name.allCases.map(\.rawValue))
            return lines.filter { line in
                if known.contains(line) || line.hasPrefix("As of revision ") { return false }
                if line.hasPrefix("Nobody has worked on these for ") || line == "None." {
                    return false
                }
                // The counts of a board that was written earlier.
                let words = line.split(separator: "*", omittingEmptySubsequences: true)
                return !(words.count == 3 && facts.contains(String(words[1])))
            }.map { BoardEdit(kind: .line, task: "", edited: $0) }
        }
    }
}

extension BoardEdit {
    fileprivate init(
        kind: Kind,
        task: String,
        edited: String? = nil,
        ledger: String? = nil,
        command: String? = nil
    ) {
        self.init(
            kind: kind,
            task: task,
            column: nil,
            was: nil,
            edited: edited,
            ledger: ledger,
            command: command
        )
    }
}

extension Board {
    /// A task's row as a reader of the file sees it.
    fileprivate static func cells(of row: TaskStore.BoardRow) -> [String] {
        lines(of: [row]).first.flatMap { BoardCells(line: $0)?.cells }
            ?? Column.allCases.map { _ in "" }
    }
}

extension View {
    /// A task's row as it was at a revision of the ledger.
    ///
    /// - Returns: `nil` where there was no such task yet.
    fileprivate func boardRow(
        _ row: TaskStore.BoardRow,
        at revision: Int64
    ) throws -> TaskStore.BoardRow? {
        guard row.revision > revision else { return row }
        let filter = EventFilter(after: 0, through: revision, subject: row.key.text)
        let events = try ledger.events(filter, limit: .max).filter { $0.subject.kind == .task }
        guard !events.isEmpty else { return nil }
        var task = WorkTask(key: row.key)
        for event in events {
            if let change = try TaskEvent(event.fact) { task.apply(change) }
        }
        return TaskStore.BoardRow(task, revision: events.last?.sequence ?? 0)
    }
}

extension TaskStore.BoardRow {
    fileprivate init(_ task: WorkTask, revision: Int64) {
        self.init(
            key: task.key,
            title: task.title,
            state: task.state.name,
            lane: task.lane,
            phase: task.phase,
            priority: task.priority,
            assignee: task.assignee,
            holder: task.holder,
            revision: revision
        )
    }
}

/// A board's file that is none.
package enum BoardError: Reportable, Equatable {
    case foreign

    package var code: String {
        switch self {
        case .foreign: "board.foreign"
        }
    }

    package var category: ErrorCategory { .conflict }

    package var message: String {
        switch self {
        case .foreign: "The file is no board that was written here."
        }
    }

    package var hint: String? {
        "`worklead report board --set-aside` keeps that file beside a new board."
    }
}
