import Digests
import Documents
import Model
import Store

/// The files of a mayor.
struct MayorExport {
    private let export: LayoutExport
    /// The folder of each phase that had one in what was taken over.
    private let folders: [String: String]
    /// The texts so far, by their paths.
    private var pages: [String: String] = [:]

    init(_ export: LayoutExport) {
        self.export = export
        let checkIns = export.records.map(\.record).filter {
            [.status, .guidance, .boundary].contains($0.kind)
        }
        folders = Dictionary(
            checkIns.flatMap { record in
                Self.phases(in: record.file).map { ($0, Self.folder(of: record.file)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The phases whose check-ins a path lies in.
    private static func phases(in path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.indices.dropFirst().dropLast(2).filter { parts[$0] == "checkins" }
            .map { String(parts[$0 + 1]) }
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    func files() throws -> [String: String] {
        var made = self
        made.addRecords()
        made.addTaskLists()
        made.addCheckIns()
        let kinds = Dictionary(
            export.records.compactMap { stored in
                stored.record.task.map { ($0, [stored.record.kind] as Set) }
            },
            uniquingKeysWith: { $0.union($1) }
        )
        for stored in export.tasks { made.addPacket(stored.task, beside: kinds[stored.task.key]) }
        return made.pages
    }

    /// A phase becomes the name of a folder.
    private static func isFolderName(_ phase: String) -> Bool {
        IdentifierRule(lengthMax: 64).fault(in: phase) == nil
    }

    /// What was taken over as a text is written as it was.
    private mutating func addRecords() {
        var notes: [String: [String]] = [:]
        for stored in export.records {
            let record = stored.record
            switch record.kind {
            case .boundary, .worklist, .prompt, .wave, .flag, .blocker, .status:
                guard record.name == record.file, let text = record.content["text"]?.stringValue
                else { continue }
                pages[record.file] = record.kind == .flag ? text + "\n" : text
            case .ticket where record.name == record.file:
                pages[record.file] = record.content.prettyText + "\n"
            case .note, .decision:
                guard record.content.objectValue != nil else { continue }
                notes[record.file, default: []].append(record.content.canonicalText + "\n")
            default: continue
            }
        }
        for (path, lines) in notes { pages[path] = lines.joined() }
    }

    /// The lists of tasks, with the states that the tasks have come to here.
    private mutating func addTaskLists() {
        let states = Dictionary(
            export.tasks.map { ($0.task.key, $0.task.state) },
            uniquingKeysWith: { first, _ in first }
        )
        var lists: [String: [String: [JSONValue]]] = [:]
        for stored in export.records {
            let record = stored.record
            guard record.kind == .ticket, record.name != record.file, let key = record.task,
                var members = record.content.objectValue
            else { continue }
            let id = members["id"]?.stringValue ?? members["id"]?.int64Value.map(String.init) ?? ""
            if let word = states[key].flatMap(Self.listed) { members["status"] = .string(word) }
            let tag = key.text.dropFirst(3).dropLast(id.count)
            let name = tag.isEmpty ? "master" : String(tag.dropLast())
            lists[record.file, default: [:]][name, default: []].append(.object(members))
        }
        for (path, tags) in lists {
            let document = JSONValue.object(tags.mapValues { ["tasks": .array($0)] })
            pages[path] = document.prettyText + "\n"
        }
    }

    /// The word for a state that a task has come to here; `nil` where it stands as it was said.
    private static func listed(_ state: TaskState) -> String? {
        switch state {
        case .claimed, .paused, .rework: "in-progress"
        case .delivered: "review"
        case .accepted: "done"
        case .cancelled, .superseded: "cancelled"
        case .draft, .ready, .blocked, .parked: nil
        }
    }

    private func folder(of phase: String) -> String {
        folders[phase] ?? ".planning/checkins/\(phase)"
    }

    private mutating func addCheckIns() {
        let phases = Dictionary(grouping: export.tasks.map(\.task), by: \.phase)
        let records = Dictionary(grouping: export.records.map(\.record), by: \.file)
        let threads = Dictionary(grouping: export.history.messages, by: \.message.thread.text)
        for (phase, tasks) in phases {
            guard let phase, Self.isFolderName(phase) else { continue }
            let folder = folder(of: phase)
            let (blockers, guidance) = ("\(folder)/BLOCKERS.md", "\(folder)/GUIDANCE.md")
            pages["\(folder)/STATUS.md"] = Self.status(phase, tasks)
            pages[blockers] = Self.blockers(phase, tasks, records[blockers] ?? [])
            pages[guidance] = Self.guidance(
                phase,
                records[guidance] ?? [],
                threads["\(phase)-guidance"] ?? []
            )
        }
    }

    private static func status(_ phase: String, _ tasks: [WorkTask]) -> String {
        let states = tasks.map { "\($0.key) (\(word(of: $0.state)))" }.joined(separator: ", ")
        let done = tasks.filter(isDone)
        let accepted = tasks.count { $0.state.name == .accepted }
        let open = tasks.filter { !isDone($0) && !$0.state.name.isFinal }
        let percent = tasks.isEmpty ? 0 : accepted * 100 / tasks.count
        return """
            # \(phase) Status

            - Packet ID: \(states)
            - Percent Complete: \(percent)

            ## Completed

            \(list(done) { $0.state.name == .accepted ? "accepted after replay" : "claimed done" })

            ## In Progress

            \(list(open) { "\($0.state.name.rawValue): \(LayoutText.line($0.title))" })

            """
    }

    private static func isDone(_ task: WorkTask) -> Bool {
        ["ACCEPTED", "COMPLETE"].contains(word(of: task.state))
    }

    private static func list(_ tasks: [WorkTask], _ told: (WorkTask) -> String) -> String {
        tasks.isEmpty ? "- None." : tasks.map { "- \($0.key) \(told($0))" }.joined(separator: "\n")
    }

    private static func word(of state: TaskState) -> String {
        switch state {
        case .draft: "DRAFT"
        case .ready: "READY"
        case .claimed: "ACTIVE"
        case .paused: "PAUSED"
        case .delivered: "DELIVERED"
        case .rework: "REWORK"
        case .blocked: "BLOCKED"
        case .parked(let parking, _):
            parking.reason == ImportRun.notReplayed ? "COMPLETE" : "PARKED"
        case .accepted: "ACCEPTED"
        case .cancelled: "CANCELLED"
        case .superseded: "SUPERSEDED"
        }
    }

    /// - Parameter records: What was taken over from the file.
    private static func blockers(
        _ phase: String,
        _ tasks: [WorkTask],
        _ records: [ImportedRecord]
    ) -> String {
        let blocked = tasks.compactMap { task -> String? in
            guard case .blocked(let reason, _) = task.state else { return nil }
            return "- \(task.key): \(LayoutText.line(reason))"
        }
        let resolved = records.filter { $0.kind == .blocker && $0.name != $0.file }
            .compactMap { $0.content["text"]?.stringValue }
        return
            (["# \(phase) Blockers", "", "## Current", ""]
            + (blocked.isEmpty ? ["- None."] : blocked) + ["", "## Resolved", ""]
            + [
                "| Date | Packet | Blocker | Resolution |",
                "|------|--------|---------|------------|",
            ]
            + resolved).joined(separator: "\n") + "\n"
    }

    /// - Parameters:
    ///   - records: What was taken over from the file.
    ///   - messages: What was said here since.
    private static func guidance(
        _ phase: String,
        _ records: [ImportedRecord],
        _ messages: [(at: Timestamp, message: Message)]
    ) -> String {
        var entries = records.filter { $0.kind == .guidance }
            .compactMap { $0.content["text"]?.stringValue }
        for (at, message) in messages {
            let body = message.body.split(whereSeparator: \.isNewline).map { "  - \($0)" }
            entries.append(
                ([
                    "- Date: \(at.text)", "- Author: \(message.sender)",
                    "- Context: \(LayoutText.line(message.subject))", "- Guidance:",
                ] + body).joined(separator: "\n")
            )
        }
        return (["# \(phase) Guidance Log"] + entries).joined(separator: "\n\n---\n\n") + "\n"
    }

    /// A boundary and a launch prompt for a task that has none yet.
    ///
    /// - Parameter has: The kinds of what was taken over of it.
    private mutating func addPacket(
        _ task: WorkTask,
        beside has: Set<ImportedRecord.Kind>?
    ) {
        guard let phase = task.phase, Self.isFolderName(phase), !task.state.name.isFinal else {
            return
        }
        let has = has ?? []
        guard !has.contains(.boundary) else { return }
        let agent = (task.hold?.agent ?? task.assignee)?.text ?? "unassigned"
        let short =
            task.key.text.hasPrefix(phase + "-")
            ? String(task.key.text.dropFirst(phase.count + 1)) : task.key.text
        let boundary = "AUTONOMY_BOUNDARY_\(short)_\(agent.uppercased()).md"
        let path = "\(folder(of: phase))/\(boundary)"
        pages[path] = """
            # Autonomy Boundary: \(task.key) (\(agent))

            ## Objective

            \(LayoutText.line(task.title))

            ## Allowed Work

            - What its packet names: `worklead packet show \(task.key)`.

            ## Must Not Do

            - Change what is outside of it.

            ## Required Evidence

            - A delivered commit: `worklead deliver \(task.key)`.

            """
        guard !has.contains(.prompt) else { return }
        pages[".planning/prompts/LAUNCH_\(task.key.text.replacing("-", with: "_")).md"] = """
            # Launch Prompt - \(task.key) (\(agent))

            Read `\(path)`, then claim the task: `worklead claim \(task.key)`.

            """
    }
}
