import Documents
import Model
import ReportKit
import Store

/// The tasks of a workspace as a table that people read: a projection of the ledger, so that it
/// can't disagree with it.
package struct Board: Sendable {
    package let workspace: String
    /// The sequence of the last event that it shows.
    package let revision: Int64
    package let rows: [TaskStore.BoardRow]
    /// What nobody has worked on for ``idle``.
    package let stale: [TaskStore.IdleRow]
    /// What waits for a task that was cancelled.
    package let stranded: [StrandedTask]
    package let idle: Duration
    package let now: Timestamp

    /// How long work may stand still before it is listed, where nobody says.
    package static let standardIdle = Duration.seconds(4 * 3600)

    /// Shows one state of the ledger, in three questions however many tasks there are.
    package init(in view: View, idle: Duration = standardIdle) throws {
        workspace = try view.workspace.name()?.text ?? "workspace"
        revision = try view.ledger.head()
        rows = try view.tasks.board()
        stale = try view.tasks.idle(since: view.now + (.zero - idle))
        stranded = try view.tasks.stranded(limit: 100)
        self.idle = idle
        now = view.now
    }

    /// The columns of a task's row, in their order.
    enum Column: String, CaseIterable {
        case task, state, priority, lane, phase, assignee, holder, title

        fileprivate func text(of row: TaskStore.BoardRow) -> ReportText {
            switch self {
            case .task: ReportText(row.key)
            case .state: ReportText(row.state.rawValue)
            case .priority: .number(row.priority)
            case .lane: ReportText(row.lane)
            case .phase: ReportText(row.phase ?? "")
            case .assignee: ReportText(row.assignee)
            case .holder: ReportText(row.holder)
            case .title: ReportText(row.title)
            }
        }
    }

    /// The board as a page; without a time, so that it changes when a task does and not before.
    package var page: ReportDocument {
        let open = rows.filter { !$0.state.isFinal }
        let counts = Dictionary(grouping: rows, by: \.state).mapValues(\.count)
        return ReportDocument(
            title: "Task board of \(workspace)",
            revision: revision,
            blocks: [
                .facts(
                    [ReportFact("tasks", .number(rows.count))]
                        + TaskState.Name.allCases.compactMap { state in
                            counts[state].map { ReportFact(state.rawValue, .number($0)) }
                        }
                )
            ],
            sections: [
                ReportSection("Standing still", staleBlocks),
                StrandedTask.section(stranded),
                ReportSection("Open", [.table(Self.table(open))]),
                ReportSection("Finished", [.table(Self.table(rows.filter(\.state.isFinal)))]),
            ]
        )
    }

    static let staleColumns: [ReportTable.Column] = ["worked", "what", "stands", "with", "about"]

    private var staleBlocks: [ReportBlock] {
        [
            .paragraph(
                ReportText("Nobody has worked on these for \(idle.text) or more, at \(now.text).")
            ),
            .table(
                ReportTable(
                    columns: Self.staleColumns,
                    rows: stale.map { row in
                        [
                            ReportText(row.workedAt), ReportText(row.key),
                            ReportText(row.state.rawValue), ReportText(row.agent),
                            ReportText(row.title),
                        ]
                    }
                )
            ),
        ]
    }

    static func table(_ rows: [TaskStore.BoardRow]) -> ReportTable {
        ReportTable(
            columns: Column.allCases.map { column in
                ReportTable.Column(column.rawValue, isNumeric: column == .priority)
            },
            rows: rows.map { row in Column.allCases.map { $0.text(of: row) } }
        )
    }

    /// The board as a file: Markdown, with a mark that tells later whether somebody edited it.
    package var file: String {
        let text = page.written(as: .markdown) + "\n"
        return text + BoardMark(of: text, revision: revision).line
    }

    /// The Markdown of tasks' rows, one line for each.
    static func lines(of rows: [TaskStore.BoardRow]) -> [String] {
        let page = ReportDocument(title: "", blocks: [.table(table(rows))])
        return page.written(as: .markdown).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("| ") }.dropFirst(2).map(\.self)
    }
}
