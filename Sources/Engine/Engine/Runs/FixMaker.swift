import Documents
import Model
import Store

/// Makes the slices that mend what a round of a review has found: one for each owner.
struct FixMaker {
    let change: Change
    let run: Run
    /// The review slice.
    let slice: RunSlice

    /// Makes the tasks, ready and assigned, and tells their owners.
    func make(for findings: [Finding]) throws -> [RunSlice] {
        var byOwner: [AgentID: [Finding]] = [:]
        for finding in findings {
            byOwner[try owner(of: finding), default: []].append(finding)
        }
        return try byOwner.sorted { $0.key < $1.key }.map { owner, findings in
            try make(for: findings, by: owner)
        }
    }

    private func make(for findings: [Finding], by owner: AgentID) throws -> RunSlice {
        let about = try findings.compactMap(subject).uniqued
        let spec = try ReadRun.spec(of: run.draft.text)
        let named = try key(for: owner)
        let sources = try about.compactMap(packet)
        let packet = FixPacket(
            of: findings,
            in: slice.task,
            sources: sources,
            by: owner,
            at: change.now
        )
        let others = about.flatMap { [$0.owner] + $0.backups }
        let created = try change.tasks.create(
            TaskEngine.Draft(
                key: named,
                title: packet.title,
                repository: try change.view.repository(named: run.draft.repository).name,
                phase: spec?.phase?.text,
                packet: try packet.written(for: named),
                isReady: true,
                assignee: owner
            )
        )
        let fix = RunSlice(
            task: created.task.key,
            stage: slice.stage,
            owner: owner,
            backups: others.filter { $0 != owner && $0 != slice.owner }.uniqued,
            gates: about.isEmpty ? slice.gates : about.flatMap(\.gates).uniqued,
            mends: findings.map(\.id)
        )
        try tell(fix, packet.title)
        return fix
    }

    /// The slice of the run that a finding is about: the one whose delivery is reviewed, else the
    /// last one of its owner.
    private func subject(_ finding: Finding) throws -> RunSlice? {
        let reviewed = try change.view.review(finding.review).task
        let others = run.slices.filter { !$0.kind.isReview }
        return others.first { $0.task == reviewed } ?? others.last { $0.owner == finding.owner }
    }

    /// Who mends it: its owner, else whose slice it is about, else who backs that up; never the
    /// reviewer, who is to look at it again.
    private func owner(of finding: Finding) throws -> AgentID {
        let about = try subject(finding)
        let candidates = [finding.owner] + (about.map { [$0.owner] + $0.backups } ?? [])
        return try candidates.first { agent in
            guard agent != slice.owner, let known = try change.view.agents.agent(agent) else {
                return false
            }
            return known.isActive && known.role.has(.work)
        } ?? finding.owner
    }

    private func packet(of other: RunSlice) throws -> Packet? {
        guard let task = try change.view.current(of: other.task),
            let kept = try change.view.tasks.packet(
                of: task.key,
                revision: task.task.packetRevision
            )
        else { return nil }
        let notation: PacketNotation =
            switch kept.format {
            case .markdown: .markdown
            case .toml: .toml
            }
        return try PacketReader().read(kept.text, notation).packet
    }

    /// A key that says whose it is and in which round; `nil` lets the ledger give one.
    private func key(for owner: AgentID) throws -> TaskKey? {
        let round = "\(slice.task)-R\(run.round(of: slice.task))"
        let names = ["\(round)-\(owner)"] + (1...9).map { "\(round)-\($0)" }
        return try names.lazy.filter { TaskKey.rule.fault(in: $0) == nil }
            .map(TaskKey.init(trusted:))
            .first { try change.view.tasks.lookAlike(of: $0) == nil }
    }

    private func tell(_ fix: RunSlice, _ title: String) throws {
        guard fix.owner != change.actor.id else { return }
        _ = try change.messages.announce(
            MessageDraft(
                recipients: [fix.owner],
                kind: .handoff,
                subject: "\(fix.task) is yours: \(title.printable(limit: 80))",
                body: "`worklead claim \(fix.task)` takes it up. "
                    + "\(slice.task) goes on when it is accepted.",
                thread: ThreadID(trusted: run.name.text),
                task: fix.task
            )
        )
    }
}
