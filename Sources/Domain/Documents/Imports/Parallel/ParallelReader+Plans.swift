import Digests
import Model

extension ParallelReader {
    private static let planStatuses: Set = [
        "queued", "in_progress", "active", "blocked", "paused", "done", "satisfied", "pending",
        "abandoned",
    ]

    mutating func readPlan(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        let stem = Self.stem(place.file)
        let plan = draft.required(members, "plan_id", place) ?? stem
        if plan != stem {
            draft.note(
                .fileNameDiffers,
                place,
                read: plan,
                .kept,
                how: "the name in the file counts"
            )
        }
        plans.insert(plan)
        let actor = draft.agent(draft.required(members, "actor", place), place)
        let created = draft.moment(draft.required(members, "created", place), place)
        let summary = draft.required(members, "summary", place)
        let status = planStatus(members, place)
        for step in members["steps"]?.arrayValue ?? [] { readStep(step, place) }
        draft.noteReceipts(draft.texts(members, "receipts", place), place)
        for link in members["links"]?.arrayValue ?? [] {
            guard let ref = link["ref"]?.stringValue, !draft.paths.contains(ref) else { continue }
            draft.note(.missingFile, place, read: ref, .kept)
        }
        if let checkpoint = members["checkpoint"]?.objectValue {
            _ = draft.agent(draft.text(checkpoint, "owner", place), place)
            let isMet = draft.text(checkpoint, "status", place) == "satisfied"
            if status == "done", !isMet {
                draft.note(.contradiction, place, read: "done, its checkpoint is not", .kept)
            }
        } else {
            draft.note(.missingField, place, read: "checkpoint", .kept)
        }
        let record = draft.record(
            .plan,
            named: plan,
            place,
            members,
            at: created,
            agent: actor,
            task: nil,
            summary: "\(status ?? "no status"): \(summary ?? plan)"
        )
        guard draft.add(record) else { return }
        if let fault = PlanName.rule.fault(in: plan) {
            draft.note(.badName, place, read: plan, .refused, how: "no plan: \(fault)")
            return
        }
        addPlan(PlanName(trusted: plan), record.digest, bytes, place)
    }

    /// The plan itself, as the reader of plan files has it.
    private mutating func addPlan(
        _ name: PlanName,
        _ digest: Digest,
        _ bytes: [UInt8],
        _ place: ImportDraft.Place
    ) {
        do throws(PlanFileError) {
            let file = try PlanFile(bytes, at: place.file, now: draft.now)
            draft.plans.append(
                ImportedPlan(name: name, digest: digest, content: file.content, file: place.file)
            )
        } catch {
            draft.note(.planRule, place, read: error.message, .refused, how: "its record is kept")
        }
    }

    private mutating func readStep(_ step: JSONValue, _ place: ImportDraft.Place) {
        guard let members = step.objectValue else {
            draft.note(.notObject, place, read: "a step", .refused)
            return
        }
        let id = draft.required(members, "id", place) ?? "a step"
        let status = planStatus(members, place)
        let receipts = draft.texts(members, "receipts", place)
        draft.noteReceipts(receipts, place)
        if status == "done", receipts.isEmpty {
            draft.note(.doneWithoutReceipt, place, read: "step \(id)", .kept)
        }
    }

    private mutating func planStatus(
        _ members: [String: JSONValue],
        _ place: ImportDraft.Place
    ) -> String? {
        let status = draft.required(members, "status", place)
        if let status, !Self.planStatuses.contains(status) {
            draft.note(.unknownStatus, place, read: status, .kept)
        }
        return status
    }

    /// A brief of the queue: `034-l4-binding.md` is QUEUE-034.
    mutating func readBrief(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        let text = draft.text(bytes, place)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let named = Self.briefKey(lines, place.file) else {
            draft.note(.fileNameDiffers, place, read: place.file, .kept, how: "of no task")
            draft.add(draft.record(.brief, place, text: text, summary: Self.stem(place.file)))
            return
        }
        let key = task(named, place)
        let title = lines.first { $0.hasPrefix("# ") }.map { line in
            let words = line.dropFirst(2).trimming(while: { $0 == " " })
            return words.hasPrefix("Task: ") ? String(words.dropFirst(6)) : String(words)
        }
        if title == nil { draft.note(.missingField, place, read: "a title", .kept) }
        let isDone = lines.contains { line in
            line.hasPrefix("Status:") && line.lowercased().contains("**done**")
        }
        if let key {
            if stories[key]?.isDescribed == true {
                draft.note(.duplicateID, place, read: key.text, .kept, how: "both are kept")
            }
            stories[key, default: TaskStory()].isDescribed = true
            if isDone { stories[key]?.briefSaysDone = place }
            if let title { draft.tasks[key]?.title = ImportDraft.line(title) }
        }
        draft.add(draft.record(.brief, place, text: text, task: key, summary: title ?? "a brief"))
    }

    /// The task of a brief: as a line of it says, else by the number of its file.
    private static func briefKey(_ lines: [Substring], _ file: String) -> String? {
        let mark = "Task ID: "
        if let line = lines.first(where: { $0.hasPrefix(mark) }) {
            return String(line.dropFirst(mark.count).trimming { $0.isWhitespace })
        }
        let number = stem(file).prefix { $0.isNumber }
        guard number.utf8.count == 3, number.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return "QUEUE-\(number)"
    }
}

extension Substring {
    /// The text without such characters at its start and end.
    func trimming(while isOut: (Character) -> Bool) -> Substring {
        var rest = self
        while let first = rest.first, isOut(first) { rest.removeFirst() }
        while let last = rest.last, isOut(last) { rest.removeLast() }
        return rest
    }
}
