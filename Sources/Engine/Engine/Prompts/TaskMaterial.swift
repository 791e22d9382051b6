import Model
import Store

/// What there is to tell about a task to whoever takes it on.
package struct TaskMaterial: Sendable {
    /// Where somebody stood when they wrote it down last.
    package struct Note: Hashable, Sendable {
        package let agent: AgentID
        package let lines: [String]
    }

    package let task: WorkTask
    /// The sequence of the last event about the task.
    package let revision: Int64
    /// Who it is for, where that is known.
    package let reader: AgentID?
    package let packet: Packet?
    package let waitsFor: [TaskKey]
    /// What happened to it, oldest first.
    package let history: [String]
    package let note: Note?
    /// What is to be mended: of the last verdict, and of reviews.
    package let findings: [String]

    /// Gathers what the ledger has of a task.
    ///
    /// - Parameters:
    ///   - reader: Who it is for; else who has it in hand, or is to do it.
    ///   - packet: The packet as it was read.
    package init(
        of key: TaskKey,
        for reader: AgentID?,
        packet: Packet?,
        in view: View
    ) throws {
        let stored = try view.task(key)
        task = stored.task
        revision = stored.revision
        self.packet = packet
        let claims = try view.claims.claims(on: key)
        let worker = task.hold?.agent ?? claims.last?.agent
        self.reader = reader ?? task.hold?.agent ?? task.assignee
        waitsFor = try view.tasks.dependencies(of: key).filter { $0.state != .accepted }.map(\.key)
        let deliveries = try view.deliveries.deliveries(of: key)
        history =
            claims.map(Self.line)
            + (try deliveries.map { try Self.line($0, view) })
            + (try view.worktrees.worktrees(of: key).map(Self.line))
        note = try worker.flatMap { agent in
            try view.sessions.note(of: agent).map { Self.note($0.note, agent) }
        }
        // Whoever has taken it up again still has to know why it came back.
        let verdict: [String] =
            switch task.state.name {
            case .rework, .ready, .claimed, .paused: deliveries.last?.verdict?.findings ?? []
            case .draft, .delivered, .blocked, .parked, .accepted, .cancelled, .superseded: []
            }
        findings =
            verdict
            + (try view.findings.unresolved(of: key).map {
                "\($0.id) \($0.severity.rawValue): \($0.sentence)"
            })
    }

    private static func line(_ claim: ClaimStore.Record) -> String {
        let end = claim.endedAt.map { " until \($0.text), \(claim.ending ?? "ended")" } ?? ""
        return "claimed by \(claim.agent) under fence \(claim.fence.number), "
            + "\(claim.claimedAt.text)\(end)"
    }

    private static func line(_ stored: DeliveryStore.Stored, _ view: View) throws -> String {
        let delivery = stored.delivery
        let grade = try view.replays.latest(of: delivery.id).map { ", \($0.id) \($0.event.grade)" }
        let outcome = stored.outcome.map { ", \($0.rawValue)" } ?? ", waits for a verdict"
        return "\(delivery.id) by \(delivery.handover.agent): commit "
            + "\(delivery.commit.prefix(12))\(grade ?? "")\(outcome)"
    }

    private static func line(_ worktree: Worktree) -> String {
        let branch = worktree.plan.branch.map { " on \($0)" } ?? ""
        let parked = worktree.parkedCommit.map { ", its work kept as \($0.prefix(12))" } ?? ""
        return "worktree \(worktree.plan.path)\(branch), \(worktree.state.rawValue)\(parked)"
    }

    private static func note(_ note: SessionNote, _ agent: AgentID) -> Note {
        let place = [note.branch, note.commit.map { String($0.prefix(12)) }].compactMap(\.self)
        return Note(
            agent: agent,
            lines: ["Done: \(note.done)"] + (note.next.map { ["Next: \($0)"] } ?? [])
                + (place.isEmpty ? [] : ["At: \(place.joined(separator: " "))"])
        )
    }
}

extension TaskMaterial {
    /// Who is spoken to, and where the task stands.
    func introduction(to role: Role, _ purpose: TaskPrompt.Purpose, _ cut: Cut) -> String {
        let who = (reader.map { "`\($0)`, " } ?? "") + role.article
        var text =
            switch purpose {
            case .handoff: "For \(who): `\(task.key)` is "
            case .launch: "You are \(who). Carry out `\(task.key)` and no other task; it is "
            case .resume: "You are \(who). Go on with `\(task.key)`; it is "
            }
        text += task.state.name.words
        if let lane = task.lane { text += ", in the lane `\(lane)`" }
        if let repository = task.repository { text += ", repository `\(repository)`" }
        text += "."
        if !waitsFor.isEmpty {
            let keys = cut.lines(waitsFor.map(\.text)).joined(separator: ", ")
            text += " It waits for \(keys)."
        }
        return text
    }

    /// What somebody of that role does next.
    func commands(for role: Role, _ purpose: TaskPrompt.Purpose) -> [String] {
        let key = task.key
        var commands: [String] = []
        if purpose != .handoff, let reader {
            commands.append("worklead --as \(reader) session start")
        }
        switch role {
        case .worker: commands += work(key)
        case .validator:
            commands +=
                task.handover == nil
                ? ["worklead task show \(key)"]
                : [
                    "worklead replay \(key)", "worklead accept \(key)",
                    "worklead rework \(key) --finding TEXT",
                ]
        case .lead, .founder:
            commands += ["worklead task show \(key)"]
            switch task.state.name {
            case .claimed: commands.append("worklead task acknowledge \(key)")
            case .delivered: commands += ["worklead replay \(key)", "worklead accept \(key)"]
            case .draft: commands.append("worklead task ready \(key)")
            case .ready, .paused, .rework, .blocked, .parked, .accepted, .cancelled, .superseded:
                break
            }
        case .auditor: commands += ["worklead task show \(key) --packet", "worklead ledger verify"]
        }
        return commands
    }

    private func work(_ key: TaskKey) -> [String] {
        let handIn = [
            "worklead preflight \(key)",
            "worklead deliver \(key) --report report.md --claim 'all: passed'",
        ]
        switch task.state.name {
        case .claimed, .paused: return handIn
        case .ready, .rework: return ["worklead claim \(key)"] + handIn
        case .draft, .delivered, .blocked, .parked, .accepted, .cancelled, .superseded:
            return ["worklead task show \(key)"]
        }
    }

    /// What the text rests on.
    var footing: String {
        let packet =
            task.packetRevision > 0
            ? "packet revision \(task.packetRevision)"
                + (task.packetDigest.map { ", \($0)" } ?? "")
            : "no packet"
        return "Made from revision \(revision) of the ledger, \(packet). "
            + "`worklead task show \(task.key) --packet` has the whole contract."
    }
}

extension Role {
    /// The role with its article, as somebody is spoken to.
    fileprivate var article: String {
        switch self {
        case .founder: "the founder"
        case .lead: "the lead"
        case .worker: "a worker"
        case .validator: "a validator"
        case .auditor: "an auditor"
        }
    }
}
