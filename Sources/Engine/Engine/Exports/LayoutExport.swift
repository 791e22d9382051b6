import Digests
import Documents
import Model
import Store

/// The files that a team reads which coordinates by files, as the ledger has them now.
package struct LayoutExport {
    let view: View
    let layout: ImportLayout
    /// What was taken over from files of this layout, in the order of files and lines.
    let records: [ImportStore.Stored]
    let tasks: [StoredTask]
    let history: ExportedHistory

    package init(_ layout: ImportLayout, of view: View) throws {
        self.view = view
        self.layout = layout
        records = try view.imports.records(.init(layout: layout), limit: .max).sorted {
            ($0.record.file, $0.record.line ?? 0) < ($1.record.file, $1.record.line ?? 0)
        }
        tasks = try view.tasks.tasks(TaskFilter(), limit: .max).sorted { $0.task.key < $1.task.key }
        history = try ExportedHistory(of: view)
    }

    /// The texts of the files, by their paths; the same ledger gives the same bytes.
    package func files() throws -> [String: String] {
        let files =
            switch layout {
            case .parallel: try ParallelExport(self).files()
            case .mayor: try MayorExport(self).files()
            }
        // A path comes from a record, and a record from a file of somebody else's.
        return files.filter { Self.isContained($0.key) }
    }

    /// What says which ledger it is.
    package func ledger() throws -> String {
        try view.ledger.first()?.text ?? ""
    }

    private static func isContained(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.contains("") && !parts.contains("..") && !parts.contains(".")
            && parts.first != ".git"
    }
}

/// What happened here, as far as files tell of it.
struct ExportedHistory {
    /// Something that happened, as a line of a log.
    struct Line {
        let at: Timestamp
        let agent: AgentID
        let type: String
        let task: TaskKey?
        let summary: String
    }

    private(set) var lines: [Line] = []
    /// Messages that were sent here, in order.
    private(set) var messages: [(at: Timestamp, message: Message)] = []
    /// Who assigned a task last, and when.
    private(set) var assigned: [TaskKey: (by: AgentID, at: Timestamp)] = [:]

    init(of view: View) throws {
        try view.ledger.each { record in
            let event = try record.read.get().event
            switch event.subject.kind {
            case .task: try take(event, of: TaskKey(trusted: event.subject.name))
            case .message: try takeMessage(event)
            case .session where event.fact.type == "session.started":
                lines.append(
                    Line(
                        at: event.time,
                        agent: event.actor,
                        type: "handshake",
                        task: nil,
                        summary: "\(event.subject.name) started"
                    )
                )
            default: break
            }
            return true
        }
    }

    private mutating func take(_ event: Event, of key: TaskKey) throws {
        if event.fact.type == "task.assigned" { assigned[key] = (event.actor, event.time) }
        guard let (type, summary) = Self.told(event.fact) else { return }
        lines.append(
            Line(at: event.time, agent: event.actor, type: type, task: key, summary: summary)
        )
    }

    private static func told(_ fact: Fact) -> (type: String, summary: String)? {
        let reason = fact.data["reason"]?.stringValue ?? ""
        return switch fact.type {
        case "task.claimed": ("claim", "claimed")
        case "task.released": ("release", "released: \(reason)")
        case "task.delivered":
            ("status", "delivered \(fact.data["commit"]?.stringValue ?? ""), awaiting replay")
        case "task.accepted": ("complete", "accepted after replay")
        case "task.sent_back": ("status", "sent back for rework")
        case "task.rejected": ("status", "rejected")
        case "task.blocked": ("block", "blocked: \(reason)")
        default: nil
        }
    }

    private mutating func takeMessage(_ event: Event) throws {
        let id = MessageID(trusted: event.subject.name)
        switch try MessageEvent(event.fact, of: id) {
        case .sent(let message)?, .announced(let message)?: messages.append((event.time, message))
        default: break
        }
    }
}
