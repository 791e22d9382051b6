import Model
import Store

/// What an operator checks before work goes on, each with a verdict.
package struct OperatorChecklist: Sendable {
    /// What came of a check.
    package enum Verdict: String, Sendable, CaseIterable, Comparable {
        case pass, warn, fail

        package static func < (left: Verdict, right: Verdict) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .pass: 0
            case .warn: 1
            case .fail: 2
            }
        }
    }

    /// A check with what came of it.
    package struct Line: Sendable {
        package let check: String
        package let verdict: Verdict
        package let message: String
        package let remedy: String?
    }

    package let agent: AgentID
    package let tasks: [TaskKey]
    package let lines: [Line]

    /// The worst of the lines.
    package var verdict: Verdict { lines.map(\.verdict).max() ?? .pass }

    /// What is known beside the ledger.
    package struct Surroundings: Sendable {
        /// The documents that are to be read.
        package var documents: [String]
        /// Those of them that are not there.
        package var missing: [String]
        /// What lint says of each task's packet; a task without one is left out.
        package var findings: [TaskKey: [PacketFinding]]

        package init(
            documents: [String],
            missing: [String],
            findings: [TaskKey: [PacketFinding]]
        ) {
            self.documents = documents
            self.missing = missing
            self.findings = findings
        }
    }
}

extension View {
    /// The tasks that a checklist is about: the one that is named, or what the asker has in hand.
    package func checkedTasks(_ task: TaskKey?) throws -> [StoredTask] {
        let asker = try requireAsker().id
        guard let task else { return try tasks.inHand(of: asker) }
        return [try self.task(task)]
    }

    /// Goes through the list.
    package func checklist(
        for task: TaskKey?,
        _ around: OperatorChecklist.Surroundings
    ) throws -> OperatorChecklist {
        let agent = try requireAsker().id
        let checked = try checkedTasks(task)
        return OperatorChecklist(
            agent: agent,
            tasks: checked.map(\.key),
            lines: [
                try tail(of: agent), Self.validation(checked, around), Self.documents(around),
                try seed(checked, agent), try sync(checked, agent), try evidence(of: checked),
            ]
        )
    }

    /// What those who plan have said.
    private func tail(of agent: AgentID) throws -> OperatorChecklist.Line {
        let owed = try messages.unacknowledged(by: agent, limit: 100)
        let overdue = owed.filter { $0.isOverdue(at: now) }
        let unread = try messages.unreadCount(of: agent)
        if let first = overdue.first {
            return OperatorChecklist.Line(
                check: "manager tail",
                verdict: .fail,
                message: overdue.count.counted("to acknowledge is", "to acknowledge are")
                    + " overdue",
                remedy: "worklead message ack \(first.stored.message.id)"
            )
        }
        guard unread > 0 || !owed.isEmpty else { return .passed("manager tail", "all is read") }
        return OperatorChecklist.Line(
            check: "manager tail",
            verdict: .warn,
            message: "\(unread) unread, \(owed.count) to acknowledge",
            remedy: "worklead inbox"
        )
    }

    private static func validation(
        _ tasks: [StoredTask],
        _ around: OperatorChecklist.Surroundings
    ) -> OperatorChecklist.Line {
        let errors = tasks.filter { !(around.findings[$0.key] ?? []).errors.isEmpty }
        if let first = errors.first {
            return OperatorChecklist.Line(
                check: "plan validation",
                verdict: .fail,
                message: "lint refuses \(errors.map(\.key.text).joined(separator: ", "))",
                remedy: "worklead task lint \(first.key)"
            )
        }
        let bare = tasks.filter { around.findings[$0.key] == nil }
        guard let first = bare.first else {
            return .passed("plan validation", "\(tasks.count.counted("packet")) without errors")
        }
        return OperatorChecklist.Line(
            check: "plan validation",
            verdict: .warn,
            message: "no packet: \(bare.map(\.key.text).joined(separator: ", "))",
            remedy: "worklead task edit \(first.key) --packet FILE"
        )
    }

    private static func documents(
        _ around: OperatorChecklist.Surroundings
    ) -> OperatorChecklist.Line {
        if !around.missing.isEmpty {
            return OperatorChecklist.Line(
                check: "quickstart receipts",
                verdict: .fail,
                message: "not there: \(around.missing.joined(separator: ", "))",
                remedy: "mend reading_order in .worklead/config.toml"
            )
        }
        guard around.documents.isEmpty else {
            let there = around.documents.count.counted("document is", "documents are")
            return .passed("quickstart receipts", "\(there) there")
        }
        return OperatorChecklist.Line(
            check: "quickstart receipts",
            verdict: .warn,
            message: "no document is named to be read first",
            remedy: "name them as reading_order in .worklead/config.toml"
        )
    }

    /// Whether the tasks are the asker's, and checked out.
    private func seed(
        _ tasks: [StoredTask],
        _ agent: AgentID
    ) throws -> OperatorChecklist.Line {
        guard !tasks.isEmpty else {
            return OperatorChecklist.Line(
                check: "claim seed",
                verdict: .warn,
                message: "nothing is in hand",
                remedy: "worklead next --claim"
            )
        }
        let foreign = tasks.filter { ($0.task.hold?.agent ?? $0.task.handover?.agent) != agent }
        if let first = foreign.first(where: { !$0.task.state.name.isFinal }) {
            return OperatorChecklist.Line(
                check: "claim seed",
                verdict: .fail,
                message: "\(first.key) is not claimed by \(agent)",
                remedy: "worklead claim \(first.key)"
            )
        }
        let checksOut = try workspace.level(of: .checkout) != .off
        if checksOut, let open = tasks.first(where: { $0.task.hold?.isAcknowledged == false }) {
            return OperatorChecklist.Line(
                check: "claim seed",
                verdict: .warn,
                message: "the checkout of \(open.key) is not acknowledged",
                remedy: "worklead task acknowledge \(open.key)"
            )
        }
        return .passed("claim seed", "\(tasks.count) in hand")
    }

    /// Whether what the ledger says of the tasks is still so.
    private func sync(
        _ tasks: [StoredTask],
        _ agent: AgentID
    ) throws -> OperatorChecklist.Line {
        for stored in tasks {
            if let hold = stored.task.hold, case .claimed = stored.task.state,
                hold.hasEnded(at: now)
            {
                return OperatorChecklist.Line(
                    check: "task sync",
                    verdict: .fail,
                    message: "the lease on \(stored.key) has ended",
                    remedy: "worklead claim \(stored.key)"
                )
            }
        }
        if let rework = tasks.first(where: { $0.task.state.name == .rework }) {
            return OperatorChecklist.Line(
                check: "task sync",
                verdict: .warn,
                message: "\(rework.key) was sent back",
                remedy: "worklead claim \(rework.key)"
            )
        }
        return .passed("task sync", "leases run, nothing was sent back")
    }

    private func evidence(of tasks: [StoredTask]) throws -> OperatorChecklist.Line {
        let bare = try tasks.filter { try evidence.bundles(of: $0.key).isEmpty }
        guard let first = bare.first else {
            return .passed("receipts index", "each task has evidence")
        }
        return OperatorChecklist.Line(
            check: "receipts index",
            verdict: .warn,
            message: "no evidence: \(bare.map(\.key.text).joined(separator: ", "))",
            remedy: "worklead evidence add \(first.key) FILE"
        )
    }
}

extension OperatorChecklist.Line {
    fileprivate static func passed(_ check: String, _ message: String) -> Self {
        Self(check: check, verdict: .pass, message: message, remedy: nil)
    }
}
