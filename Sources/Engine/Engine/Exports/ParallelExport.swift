import Digests
import Documents
import Model
import Store

/// The files of a coordination bus.
struct ParallelExport {
    private let export: LayoutExport
    /// The texts so far, by their paths.
    private var pages: [String: String] = [:]
    private var logs: [String: [String]] = [:]

    init(_ export: LayoutExport) {
        self.export = export
    }

    func files() throws -> [String: String] {
        var made = self
        made.addRecords()
        try made.addTasks()
        try made.addPlans()
        try made.addAgents()
        made.addHistory()
        for (path, lines) in made.logs { made.pages[path] = lines.joined() }
        return made.pages
    }

    /// What was taken over is written as it was said; what has happened since overwrites it below.
    private mutating func addRecords() {
        for stored in export.records {
            let record = stored.record
            switch record.kind {
            case .claim, .assignment, .agent:
                guard record.content.objectValue != nil else { continue }
                pages[record.file] = record.content.prettyText + "\n"
            case .brief:
                guard let text = record.content["text"]?.stringValue else { continue }
                pages[record.file] = text
            case .event, .message, .decision, .receipt:
                guard record.content.objectValue != nil else { continue }
                logs[record.file, default: []].append(record.content.canonicalText + "\n")
            default: continue
            }
        }
    }

    private mutating func addTasks() throws {
        let claimFiles = places(of: .claim)
        let assignmentFiles = places(of: .assignment)
        let said = saidToHave
        let claims = try export.view.claims.latest()
        let briefs = Set(export.records.filter { $0.record.kind == .brief }.map(\.record.task))
        for stored in export.tasks {
            let task = stored.task
            if let claim = claims[task.key] {
                let path = claimFiles[task.key] ?? "_bus/claims/\(task.key).json"
                pages[path] = Self.claim(claim, task).prettyText + "\n"
            }
            if let assignee = task.assignee, let assigned = export.history.assigned[task.key],
                !said.contains("\(task.key) \(assignee)")
            {
                let path = assignmentFiles[task.key] ?? "_bus/assignments/\(task.key).json"
                let document: JSONValue = [
                    "task_id": .string(task.key.text), "engineer": .string(assignee.text),
                    "manager": .string(assigned.by.text),
                    "assigned_at": .string(assigned.at.text), "note": .string(task.title),
                ]
                pages[path] = document.prettyText + "\n"
            }
            if !briefs.contains(task.key), claimFiles[task.key] == nil {
                pages["queue/\(task.key).md"] = Self.brief(task)
            }
        }
    }

    private func places(of kind: ImportedRecord.Kind) -> [TaskKey: String] {
        var places: [TaskKey: String] = [:]
        for stored in export.records where stored.record.kind == kind {
            if let task = stored.record.task { places[task] = stored.record.file }
        }
        return places
    }

    /// Who was said to have which task in hand, in what was taken over.
    private var saidToHave: Set<String> {
        Set(
            export.records.map(\.record).filter { $0.kind == .assignment || $0.kind == .claim }
                .compactMap { record in
                    guard let task = record.task, let agent = record.agent else { return nil }
                    return "\(task) \(agent)"
                }
        )
    }

    private static func claim(_ claim: ClaimStore.Record, _ task: WorkTask) -> JSONValue {
        var members: [String: JSONValue] = [
            "task_id": .string(task.key.text), "agent_id": .string(claim.agent.text),
            "claimed_at": .string(claim.claimedAt.text), "plan_id": .string(task.key.text),
            "branch": .string("agent/\(claim.agent)/\(task.key)"),
        ]
        members["status"] =
            switch task.state {
            case .claimed, .delivered: "active"
            case .paused, .rework: "paused"
            case .accepted: "done"
            case .blocked: "blocked"
            case .draft, .ready, .parked, .cancelled, .superseded: "released"
            }
        if case .delivered = task.state { members["notes"] = "delivered, awaiting replay" }
        if let ended = claim.endedAt { members["released_at"] = .string(ended.text) }
        return .object(members)
    }

    private static func brief(_ task: WorkTask) -> String {
        let isDone = task.state.name == .accepted
        return "# Task: \(LayoutText.line(task.title))\nTask ID: \(task.key)\n"
            + "Priority: \(task.priority)\n\n"
            + "Status: \(isDone ? "**Done**" : task.state.name.rawValue)\n"
    }

    private mutating func addPlans() throws {
        let files = Dictionary(
            export.records.filter { $0.record.kind == .plan }.map { ($0.record.name, $0.record) },
            uniquingKeysWith: { first, _ in first }
        )
        let names = try export.view.plans.names()
        for name in names {
            guard let stored = try export.view.plans.plan(name) else { continue }
            let read = files[name.text]
            let document = PlanPage.document(
                stored,
                over: read?.content.objectValue ?? [:],
                try export.view.following(stored.plan)
            )
            pages[read?.file ?? "_plans/\(name)\(PlanFile.ending)"] = document.prettyText + "\n"
        }
        // What became no plan is written as it was read.
        let known = Set(names.map(\.text))
        for (name, record) in files where !known.contains(name) && !record.content.isNull {
            pages[record.file] = record.content.prettyText + "\n"
        }
    }

    private mutating func addAgents() throws {
        let known = Set(
            export.records.filter { $0.record.kind == .agent }.compactMap(\.record.agent)
        )
        for agent in try export.view.agents.agents()
        where agent.isActive && !known.contains(agent.id) {
            let manifest: JSONValue = [
                "agent_id": .string(agent.id.text),
                "capabilities": .array(agent.capabilities.map(JSONValue.string)),
                "desired_roles": [.string(agent.role.rawValue)],
                "branch_prefix": .string("agent/\(agent.id)/"),
            ]
            pages["AGENT_MANIFEST.\(agent.id).json"] = manifest.prettyText + "\n"
        }
    }

    private mutating func addHistory() {
        for line in export.history.lines {
            var members: [String: JSONValue] = [
                "ts": .string(line.at.text), "agent_id": .string(line.agent.text),
                "event": .string(line.type), "summary": .string(line.summary),
            ]
            if let task = line.task { members["task_id"] = .string(task.text) }
            logs["_bus/events/events.jsonl", default: []]
                .append(JSONValue.object(members).canonicalText + "\n")
        }
        for (at, message) in export.history.messages {
            var members: [String: JSONValue] = [
                "ts": .string(at.text), "from": .string(message.sender.text),
                "type": .string(Self.type(message.kind)), "summary": .string(message.subject),
                "note": .string(message.body),
            ]
            if let task = message.task { members["task_id"] = .string(task.text) }
            if let recipient = message.recipients.first, message.recipients.count == 1 {
                members["to"] = .string(recipient.text)
            }
            logs["_bus/messages/\(message.thread).jsonl", default: []]
                .append(JSONValue.object(members).canonicalText + "\n")
        }
    }

    private static func type(_ kind: Message.Kind) -> String {
        switch kind {
        case .acknowledgement: "ack"
        case .verdict: "status"
        case .note, .guidance, .question, .answer, .status, .blocker, .handoff, .safety, .legal,
            .decision, .request, .directive, .pointer, .nudge:
            kind.rawValue
        }
    }
}

/// Texts of the ledger, made fit for a line of a document.
enum LayoutText {
    /// One line, in which nothing breaks out of Markdown's text.
    static func line(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.printable(limit: 400)
    }
}
