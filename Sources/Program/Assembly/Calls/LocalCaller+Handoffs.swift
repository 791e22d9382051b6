import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideHandoffs(_ provider: inout OperationProvider) {
        provider.read(ListHandoffs.self, self) { view, input in
            let lines = try view.sessions.leftovers(settled: input.all).map(HandoffFoundLine.init)
            return Page(lines, total: lines.count)
        }
        provider.change(SettleHandoff.self, self, right: .speak) { change, input in
            try change.sessions.settle(input.session, note: input.note)
            guard let found = try change.view.sessions.leftover(of: input.session) else {
                throw HandoffError.none(input.session)
            }
            return HandoffFoundLine(found)
        }
        provider.provide(CheckOperator.self) { [unowned self] input, context in
            let (configuration, missing) = try orientation()
            return try read(CheckOperator.self, context) { view in
                var findings: [TaskKey: [PacketFinding]] = [:]
                for stored in try view.checkedTasks(input.task) {
                    findings[stored.key] = try self.findings(of: stored, view)
                }
                let checklist = try view.checklist(
                    for: input.task,
                    OperatorChecklist.Surroundings(
                        documents: configuration.readingOrder,
                        missing: missing,
                        findings: findings
                    )
                )
                return ChecklistReport(checklist, revision: try view.ledger.head())
            }
        }
    }

    /// What lint says of a task's packet; `nil` for a task without one.
    private func findings(of stored: StoredTask, _ view: View) throws -> [PacketFinding]? {
        let revision = stored.task.packetRevision
        guard let kept = try view.tasks.packet(of: stored.key, revision: revision) else {
            return nil
        }
        return try packets.read(kept.text, kept.format, file: nil, key: stored.key).findings
    }
}

extension HandoffFoundLine {
    fileprivate init(_ found: SessionStore.FoundLeftover) {
        self.init()
        let leftover = found.leftover
        (session, finder, owner) = (found.session, found.finder, leftover.owner)
        (worktree, branch, head) = (leftover.worktree, leftover.branch, leftover.head)
        (paths, count, foundAt) = (leftover.paths, leftover.count, found.foundAt)
        (settledBy, settledAt, note) = (found.settledBy, found.settledAt, found.note)
    }
}

extension ChecklistReport {
    fileprivate init(_ checklist: OperatorChecklist, revision: Int64) {
        self.init()
        agent = checklist.agent
        tasks = checklist.tasks
        verdict = ChecklistVerdict(checklist.verdict)
        self.revision = revision
        lines = checklist.lines.map { line in
            ChecklistLine {
                $0.check = line.check
                $0.verdict = ChecklistVerdict(line.verdict)
                $0.message = line.message
                $0.remedy = line.remedy
            }
        }
    }
}

extension ChecklistVerdict {
    fileprivate init(_ verdict: OperatorChecklist.Verdict) {
        switch verdict {
        case .pass: self = .pass
        case .warn: self = .warn
        case .fail: self = .fail
        }
    }
}
