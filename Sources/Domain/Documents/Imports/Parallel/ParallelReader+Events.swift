import Digests
import Model

extension ParallelReader {
    private static let types: Set = [
        "init", "handshake", "claim", "status", "complete", "proposal", "assignment", "alert",
        "release", "pr_opened", "pr_merged", "observation", "audit", "block", "hold",
    ]

    mutating func readEvents(_ bytes: [UInt8], _ path: String) {
        var times: [(line: Int, agent: AgentID?, at: Timestamp)] = []
        for (line, members) in draft.objects(bytes, in: path) {
            let place = ImportDraft.Place(file: path, line: line)
            let at = readEvent(members, place)
            if let at { times.append((line, at.agent, at.moment)) }
        }
        draft.noteDatedAhead(times.map { ($0.line, $0.at) }, in: path)
        draft.noteEvenlySpaced(times, in: path)
    }

    private mutating func readEvent(
        _ members: [String: JSONValue],
        _ place: ImportDraft.Place
    ) -> (agent: AgentID?, moment: Timestamp)? {
        let type = eventType(members, place)
        let named = draft.required(members, "agent_id", or: ["agent", "from"], place)
        let isSeed = type == "init"
        let agent =
            isSeed ? nil : draft.agent(named, place, introducesItself: type == "handshake")
        let at = draft.moment(draft.required(members, "ts", place), place)
        let key = task(draft.text(members, "task_id", or: ["task"], place), place)
        let summary = draft.required(members, "summary", place)
        name(plan: draft.text(members, "plan_id", place), place)
        checkBranch(draft.text(members, "branch", place), of: agent, place)
        let receipts = draft.texts(members, "receipts", or: ["receipt"], place)
        draft.noteReceipts(receipts, place)
        draft.noteUnknownFields(
            members,
            besides: [
                "ts", "agent_id", "agent", "from", "event", "summary", "task_id", "task",
                "plan_id", "branch", "branch_prefix", "receipts", "receipt", "severity",
            ],
            place
        )
        if type == "complete", let key {
            stories[key, default: TaskStory()].completions.append(
                TaskStory.Completion(place: place, agent: agent, hasReceipts: !receipts.isEmpty)
            )
        }
        draft.add(
            draft.record(
                .event,
                named: Self.lineName(members, in: place.file),
                place,
                members,
                at: at,
                agent: agent,
                task: key,
                summary: "\(type): \(summary ?? "")"
            )
        )
        return at.map { (agent, $0) }
    }

    private mutating func eventType(
        _ members: [String: JSONValue],
        _ place: ImportDraft.Place
    ) -> String {
        let written = draft.required(members, "event", or: ["type"], place) ?? "status"
        if written == "assign" {
            draft.note(.otherName, place, read: written, .mended, how: "read as 'assignment'")
            return "assignment"
        }
        if !Self.types.contains(written) {
            draft.note(.unknownType, place, read: written, .kept)
        }
        return written
    }

    /// By what a line of a log is known again: its content, so that lines above it don't matter.
    static func lineName(_ members: [String: JSONValue], in file: String) -> String {
        let digest = Digest(of: JSONValue.object(members).canonicalBytes)
        return "\(file)#\(digest.hex.prefix(16))"
    }

    /// The lines of a chain of receipts: each names the hash of the one before.
    mutating func readReceipts(_ bytes: [UInt8], _ path: String) {
        var before: String?
        for (line, members) in draft.objects(bytes, in: path) {
            let place = ImportDraft.Place(file: path, line: line)
            let link = draft.required(members, "prev_hash", place)
            let expected = before ?? String(repeating: "0", count: 64)
            if let link, link != expected {
                draft.note(.brokenChain, place, read: link, .kept, how: "after \(expected)")
            }
            before = draft.required(members, "hash", place) ?? before
            let agent = draft.agent(draft.required(members, "agent_id", place), place)
            let at = draft.moment(draft.required(members, "ts", place), place)
            let receipt = draft.required(members, "receipt_path", place)
            draft.noteReceipts([receipt].compactMap(\.self), place)
            name(plan: draft.text(members, "plan_id", place), place)
            draft.add(
                draft.record(
                    .receipt,
                    named: Self.lineName(members, in: path),
                    place,
                    members,
                    at: at,
                    agent: agent,
                    task: nil,
                    summary: receipt ?? "no path"
                )
            )
        }
    }

    mutating func readDecisions(_ bytes: [UInt8], _ path: String) {
        for (line, members) in draft.objects(bytes, in: path) {
            let place = ImportDraft.Place(file: path, line: line)
            let decision = draft.required(members, "decision_id", place)
            let agent = draft.agent(draft.required(members, "agent_id", place), place)
            let at = draft.moment(draft.required(members, "ts", place), place)
            let summary = draft.required(members, "summary", place)
            draft.noteReceipts(draft.texts(members, "receipts", or: ["receipt"], place), place)
            let meta = members["meta"]?.objectValue ?? [:]
            let key = task(draft.text(meta, "task_id", place), place)
            name(plan: draft.text(meta, "plan_id", place), place)
            draft.add(
                draft.record(
                    .decision,
                    named: Self.lineName(members, in: path),
                    place,
                    members,
                    at: at,
                    agent: agent,
                    task: key,
                    summary: "\(decision ?? "no id"): \(summary ?? "")"
                )
            )
        }
    }
}
