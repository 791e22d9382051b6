import Digests
import Model

extension MayorReader {
    /// The states that a list of tasks may use.
    private static let listed: Set = [
        "pending", "in-progress", "in_progress", "done", "review", "deferred", "cancelled",
        "blocked",
    ]

    mutating func readTaskList(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        var lists: [(tag: String?, tasks: [JSONValue])] = []
        if let tasks = members["tasks"]?.arrayValue { lists.append((nil, tasks)) }
        for tag in members.keys.sorted() {
            guard let tasks = members[tag]?["tasks"]?.arrayValue else { continue }
            lists.append((tag == "master" ? nil : tag, tasks))
        }
        if lists.isEmpty { draft.note(.missingField, place, read: "tasks", .kept) }
        for (tag, tasks) in lists {
            for task in tasks { readListed(task, tag, place) }
        }
    }

    private mutating func readListed(
        _ value: JSONValue,
        _ tag: String?,
        _ place: ImportDraft.Place
    ) {
        guard let members = value.objectValue, let id = Self.id(members["id"]) else {
            draft.note(.notObject, place, read: value.canonicalText, .refused, how: "no task")
            return
        }
        func key(_ id: String) -> String { tag.map { "TM-\($0)-\(id)" } ?? "TM-\(id)" }
        guard let task = draft.task(key(id), place) else { return }
        let status = draft.required(members, "status", place) ?? "pending"
        if !Self.listed.contains(status) {
            draft.note(.unknownStatus, place, read: "\(task): \(status)", .kept)
        }
        if stories[task]?.listed != nil {
            draft.note(.duplicateID, place, read: task.text, .kept, how: "the first one counts")
            return
        }
        stories[task, default: PacketStory()].listed = status
        listed[id] = status
        if status == "blocked" { stories[task]?.blocker = "blocked in \(place.file)" }
        let title = draft.required(members, "title", place) ?? task.text
        draft.tasks[task]?.title = ImportDraft.line(title)
        draft.tasks[task]?.priority = Self.priority(members["priority"]?.stringValue)
        let others = (members["dependencies"]?.arrayValue ?? []).compactMap(Self.id)
        let dependencies = others.compactMap { draft.taskKey(key($0), place) }
        draft.tasks[task]?.dependencies = dependencies
        let updated = draft.moment(draft.text(members, "updatedAt", place), place)
        readSubtasks(members["subtasks"]?.arrayValue ?? [], of: task, status, place)
        draft.add(
            draft.record(
                .ticket,
                named: task.text,
                place,
                members,
                at: updated,
                agent: nil,
                task: task,
                summary: "\(status): \(title)"
            )
        )
    }

    private mutating func readSubtasks(
        _ subtasks: [JSONValue],
        of task: TaskKey,
        _ status: String,
        _ place: ImportDraft.Place
    ) {
        for subtask in subtasks {
            let id = Self.id(subtask["id"]) ?? "?"
            if let parent = subtask["parentId"]?.stringValue, parent == "undefined" {
                draft.noteOnce(.placeholder, place, read: "parentId: undefined", .kept)
            }
            if status == "done", subtask["status"]?.stringValue != "done" {
                draft.note(
                    .contradiction,
                    place,
                    read: "\(task) is done, its part \(id) not",
                    .kept
                )
            }
        }
    }

    private static func id(_ value: JSONValue?) -> String? {
        value?.stringValue ?? value?.int64Value.map(String.init)
    }

    private static func priority(_ word: String?) -> Int64 {
        switch word {
        case "critical": 25
        case "high": 50
        case "low": 150
        default: 100
        }
    }

    /// A page that was made from the list: it has to tell the same.
    mutating func readTaskPage(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        func value(_ name: String) -> String? {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
            return line.map { String($0.dropFirst(name.count).trimming { $0.isWhitespace }) }
        }
        if let id = value("# Task ID:"), let status = value("**Status:**") {
            if let other = listed[id], other != status {
                draft.note(.contradiction, place, read: "\(status) here, \(other) there", .kept)
            }
        } else {
            draft.note(.missingField, place, read: "Task ID, Status", .kept)
        }
        draft.addDocument(.document, bytes, place)
    }

    mutating func readTicket(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        let id = draft.required(members, "id", place)
        let status = draft.required(members, "status", place) ?? "pending"
        if !Self.listed.contains(status), status != "archived" {
            draft.note(.unknownStatus, place, read: status, .kept)
        }
        let created = draft.moment(draft.required(members, "created_at", place), place)
        _ = draft.moment(draft.text(members, "updated_at", place), place)
        for note in members["notes"]?.arrayValue ?? [] {
            guard let time = note["time"]?.stringValue, Timestamp(time) == nil else { continue }
            draft.note(.badTime, place, read: time, .kept, how: "a time of no day")
        }
        let title = draft.required(members, "title", place) ?? place.file
        let key = draft.task(id.map { "TICKET-" + $0 }, place)
        if let key {
            stories[key, default: PacketStory()].listed = status
            draft.tasks[key]?.title = ImportDraft.line(title)
        }
        draft.add(
            draft.record(
                .ticket,
                named: place.file,
                place,
                members,
                at: created,
                agent: nil,
                task: key,
                summary: "\(status): \(title)"
            )
        )
    }

    /// A flag of an agent: how far it has read, or when it was last told.
    mutating func readFlag(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = String(draft.text(bytes, place)[...].trimming { $0.isWhitespace })
        let name = place.file.split(separator: "/").last.map(String.init) ?? ""
        let agent = draft.agent(name.split(separator: ".").first.map(String.init), place)
        var at: Timestamp?
        if name.contains("guidance"), let seconds = text.split(separator: "_").first,
            let number = Int64(seconds), (0..<253_402_300_799).contains(number)
        {
            at = draft.moment(Timestamp(milliseconds: number * 1000).text, place)
        }
        if text.isEmpty { draft.note(.emptyFile, place, read: name, .kept) }
        draft.add(
            draft.record(.flag, place, text: text, at: at, agent: agent, summary: "\(name) \(text)")
        )
    }

    mutating func readNotes(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        for (line, members) in draft.objects(bytes, in: place.file) {
            let at = ImportDraft.Place(file: place.file, line: line)
            let type = draft.required(members, "type", at) ?? "note"
            let moment = draft.moment(draft.required(members, "ts", at), at)
            let summary = draft.required(members, "summary", at) ?? ""
            let topic =
                draft.text(members, "topic", at) ?? draft.text(members, "step", at) ?? type
            draft.add(
                draft.record(
                    type == "decision" ? .decision : .note,
                    named: ParallelReader.lineName(members, in: place.file),
                    at,
                    members,
                    at: moment,
                    agent: nil,
                    task: nil,
                    summary: "\(topic): \(summary)"
                )
            )
        }
    }
}
