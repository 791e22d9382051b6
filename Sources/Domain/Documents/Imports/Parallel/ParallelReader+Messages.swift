import Digests
import Model

extension ParallelReader {
    private static let kinds: [String: Message.Kind] = [
        "note": .note, "summary": .status, "status": .status, "progress": .status,
        "heartbeat": .status, "heartbeat-update": .status, "assignment": .guidance,
        "directive": .guidance, "guidance": .guidance, "reminder": .guidance,
        "request": .question, "question": .question, "response": .answer, "answer": .answer,
        "reflection": .note, "consensus": .note, "blocker": .blocker, "handoff": .handoff,
        "ack": .acknowledgement,
    ]

    mutating func readMessages(_ bytes: [UInt8], _ path: String) {
        let stem = Self.stem(path)
        let file = ImportDraft.Place(file: path, line: nil)
        var thread: ThreadID?
        if let fault = ThreadID.rule.fault(in: stem) {
            draft.note(.badName, file, read: stem, .refused, how: "no thread: \(fault)")
        } else {
            thread = ThreadID(trusted: stem)
        }
        var times: [(line: Int, at: Timestamp)] = []
        for (line, members) in draft.objects(bytes, in: path) {
            let at = readMessage(members, thread, ImportDraft.Place(file: path, line: line))
            if let at { times.append((line, at)) }
        }
        draft.noteDatedAhead(times, in: path)
    }

    private mutating func readMessage(
        _ members: [String: JSONValue],
        _ thread: ThreadID?,
        _ place: ImportDraft.Place
    ) -> Timestamp? {
        let sender = draft.agent(draft.required(members, "from", or: ["agent_id"], place), place)
        let at = draft.moment(draft.required(members, "ts", place), place)
        let type = draft.required(members, "type", place) ?? "note"
        if Self.kinds[type] == nil {
            draft.note(.unknownType, place, read: type, .mended, how: "a note")
        }
        let named = draft.text(members, "task_id", or: ["task"], place)
        if let named, let thread, named != thread.text {
            let read = "\(named) in the thread \(thread)"
            draft.note(.fileNameDiffers, place, read: read, .kept, how: "the thread is the file's")
        }
        let key = task(named ?? threadTask(thread), place)
        readAssignments(members["meta"]?.objectValue ?? [:], of: key, place)
        let summary = draft.required(members, "summary", place) ?? ""
        let note = draft.text(members, "note", or: ["notes"], place)
        draft.noteReceipts(draft.texts(members, "receipts", or: ["receipt"], place), place)
        if let recipient = draft.text(members, "to", place) { checkRecipient(recipient, place) }
        draft.noteUnknownFields(
            members,
            besides: [
                "from", "agent_id", "ts", "type", "task_id", "task", "summary", "note", "notes",
                "receipts", "receipt", "meta", "to", "branch",
            ],
            place
        )
        examine(summary, note, from: sender, at, place)
        let name = Self.lineName(members, in: place.file)
        let isNew = draft.add(
            draft.record(
                .message,
                named: name,
                place,
                members,
                at: at,
                agent: sender,
                task: key,
                summary: "\(type): \(summary)"
            )
        )
        if isNew, let sender, let thread {
            draft.messages.append(
                ImportedMessage(
                    name: name,
                    thread: thread,
                    sender: sender,
                    kind: Self.kinds[type] ?? .note,
                    subject: draft.fitting(summary, within: 500, place),
                    body: draft.fitting(note ?? summary, within: 64 << 10, place),
                    task: key,
                    saidAt: at
                )
            )
        }
        return at
    }

    /// Who is to do what, as a message says beside its text.
    private mutating func readAssignments(
        _ meta: [String: JSONValue],
        of key: TaskKey?,
        _ place: ImportDraft.Place
    ) {
        if let key, let assignee = draft.agent(meta["assignee"]?.stringValue, place) {
            stories[key, default: TaskStory()].assignees.append((assignee, place))
        }
        for (name, agent) in (meta["assignments"]?.objectValue ?? [:]).sorted(by: {
            $0.key < $1.key
        }) {
            guard let other = task(name, place), let agent = draft.agent(agent.stringValue, place)
            else { continue }
            stories[other, default: TaskStory()].assignees.append((agent, place))
        }
    }

    /// The task that a thread is about, where messages in it name none.
    private func threadTask(_ thread: ThreadID?) -> String? {
        guard let thread, let key = draft.tasks[TaskKey(trusted: thread.text)] else { return nil }
        return key.key.text
    }

    private mutating func checkRecipient(_ recipient: String, _ place: ImportDraft.Place) {
        let isKnown =
            AgentID.rule.fault(in: recipient) == nil
            && draft.agents[AgentID(trusted: recipient)] != nil
        guard !isKnown else { return }
        draft.note(.unknownRecipient, place, read: recipient, .kept)
    }

    /// Notes what is said twice, or for another.
    private mutating func examine(
        _ summary: String,
        _ note: String?,
        from sender: AgentID?,
        _ at: Timestamp?,
        _ place: ImportDraft.Place
    ) {
        let first = summary.split(whereSeparator: { $0 == " " || $0 == ":" }).first ?? ""
        if let sender, first != sender.text, AgentID.rule.fault(in: String(first)) == nil,
            draft.agents[AgentID(trusted: String(first))] != nil
        {
            draft.note(.speaksForAnother, place, read: "\(sender) writes '\(first) …'", .kept)
        }
        let said = "\(sender?.text ?? "")\n\(summary)\n\(note ?? "")"
        let message = HeardMessage(file: place.file, line: place.line, at: at)
        for earlier in heard[said, default: []] {
            if earlier.file != place.file {
                let read = "as in \(earlier.file), line \(earlier.line ?? 0)"
                draft.note(.twoThreads, place, read: read, .kept)
            } else if let at, let before = earlier.at, at - before < .seconds(600) {
                let read = "as in line \(earlier.line ?? 0)"
                draft.note(.repeatedMessage, place, read: read, .kept)
            }
        }
        heard[said, default: []] = (heard[said, default: []] + [message]).suffix(4)
    }
}

extension ImportDraft {
    /// A text cut to so many bytes, at the end of a character; a cut is noted.
    mutating func fitting(_ text: String, within limit: Int, _ place: Place) -> String {
        guard text.utf8.count > limit else { return text }
        note(.tooLong, place, read: "\(text.utf8.count) bytes", .mended, how: "cut at \(limit)")
        var kept = ""
        var bytes = 0
        for character in text {
            bytes += character.utf8.count
            guard bytes <= limit - 3 else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
