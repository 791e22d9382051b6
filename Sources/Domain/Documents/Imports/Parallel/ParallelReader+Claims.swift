import Digests
import Model

extension ParallelReader {
    /// The words that a claim's status may be.
    private static let statuses: Set = ["active", "paused", "released", "done", "blocked"]

    mutating func readManifest(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        let owner = draft.required(members, "agent_id", or: ["owner"], place)
        guard let id = draft.agent(owner, place, introducesItself: true) else { return }
        let words = draft.texts(members, "capabilities", place)
        draft.agents[id]?.capabilities = words.filter { $0.utf8.count <= 48 }
        draft.noteUnknownFields(
            members,
            besides: [
                "agent_id", "owner", "agent_type", "capabilities", "desired_roles",
                "max_prs_per_day", "branch_prefix", "contact", "notes",
            ],
            place
        )
        draft.add(
            draft.record(
                .agent,
                named: place.file,
                place,
                members,
                at: nil,
                agent: id,
                task: nil,
                summary: "manifest of \(id)"
            )
        )
    }

    mutating func readClaim(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        let named = draft.required(members, "task_id", or: ["task"], place)
        checkName(named, place)
        let key = task(named ?? Self.stem(place.file), place)
        let agent = draft.agent(draft.required(members, "agent_id", place), place)
        let status = draft.required(members, "status", place)
        if let status, !Self.statuses.contains(status) {
            draft.note(.unknownStatus, place, read: status, .kept, how: "the task is open")
        }
        let from = draft.moment(draft.required(members, "claimed_at", place), place)
        let until = draft.moment(draft.text(members, "released_at", place), place)
        if status == "done" || status == "released", until == nil {
            draft.note(.missingField, place, read: "released_at", .kept)
        }
        checkBranch(draft.text(members, "branch", place), of: agent, place)
        name(plan: draft.required(members, "plan_id", place), place)
        let notes = draft.text(members, "notes", or: ["note"], place)
        draft.noteReceipts(draft.texts(members, "receipts", or: ["receipt"], place), place)
        draft.noteUnknownFields(
            members,
            besides: [
                "task_id", "task", "agent_id", "status", "claimed_at", "released_at", "branch",
                "plan_id", "notes", "note", "receipts", "receipt",
            ],
            place
        )
        if let key {
            stories[key, default: TaskStory()].isDescribed = true
            stories[key]?.claims.append(
                TaskStory.Claim(
                    place: place,
                    agent: agent,
                    status: status,
                    from: from,
                    until: until
                )
            )
        }
        draft.add(
            draft.record(
                .claim,
                named: place.file,
                place,
                members,
                at: from,
                agent: agent,
                task: key,
                summary: "\(status ?? "no status"): \(notes ?? named ?? place.file)"
            )
        )
    }

    mutating func readAssignment(_ bytes: [UInt8], _ place: ImportDraft.Place) {
        guard let members = draft.object(bytes, place) else { return }
        let named = draft.required(members, "task_id", or: ["task"], place)
        checkName(named, place)
        let key = task(named ?? Self.stem(place.file), place)
        let text = draft.required(members, "engineer", place)
        let engineer = draft.agent(text, place)
        if let text, engineer == nil {
            draft.note(.noAgent, place, read: text, .mended, how: "assigned to nobody")
        }
        let manager = draft.agent(draft.required(members, "manager", place), place)
        if let engineer, engineer == manager {
            draft.note(.selfAssigned, place, read: engineer.text, .kept)
        }
        let at = draft.moment(draft.required(members, "assigned_at", place), place)
        _ = draft.moment(draft.text(members, "resolved_at", place), place)
        checkBranch(draft.text(members, "branch", place), of: engineer, place)
        name(plan: draft.text(members, "plan_id", place), place)
        let note = draft.text(members, "note", or: ["notes"], place)
        draft.noteUnknownFields(
            members,
            besides: [
                "task_id", "task", "engineer", "manager", "assigned_at", "resolved_at", "branch",
                "plan_id", "notes", "note", "resolution_note", "status",
            ],
            place
        )
        if let key {
            stories[key, default: TaskStory()].isDescribed = true
            if let engineer { stories[key]?.assignees.append((engineer, place)) }
        }
        draft.add(
            draft.record(
                .assignment,
                named: place.file,
                place,
                members,
                at: at,
                agent: engineer,
                task: key,
                summary: note ?? "assigned to \(engineer?.text ?? "nobody")"
            )
        )
    }

    /// Notes a file that is called otherwise than the task in it.
    private mutating func checkName(_ named: String?, _ place: ImportDraft.Place) {
        guard let named, named != Self.stem(place.file) else { return }
        draft.note(.fileNameDiffers, place, read: named, .kept, how: "the name in the file counts")
    }

    /// Notes a branch that is not under the agent's own prefix.
    mutating func checkBranch(_ branch: String?, of agent: AgentID?, _ place: ImportDraft.Place) {
        guard let branch, let agent else { return }
        let parts = branch.split(separator: "/")
        guard parts.first == "agent", parts.count > 1, parts[1] != agent.text else { return }
        draft.note(.foreignBranch, place, read: "\(agent) on \(branch)", .kept)
    }
}
