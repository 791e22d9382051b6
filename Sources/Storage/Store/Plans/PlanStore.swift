import Digests
import Model
import SQLKit

/// The plans with their steps and links.
package struct PlanStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A plan with its times.
    package struct Stored: Hashable, Sendable {
        package let plan: Plan
        package let createdAt: Timestamp
        package let changedAt: Timestamp
        package let approvedAt: Timestamp?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, summary, author, repository, state, note, checkpoint, checkpoint_owner,
            checkpoint_state, receipts, approver, approved_digest, approved_note, approved_at,
            created_at, changed_at
        FROM plan

        """

    /// The plan of that name.
    package func plan(_ name: PlanName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", decode)
    }

    /// The name that folds like the given one.
    package func lookAlike(of name: PlanName) throws -> PlanName? {
        try transaction.first("SELECT name FROM plan WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    /// All names, in their order.
    package func names() throws -> [PlanName] {
        try transaction.query("SELECT name FROM plan ORDER BY name") { try $0.name(0) }
    }

    /// The newest plans, newest first.
    ///
    /// - Parameters:
    ///   - state: Those that stand there.
    ///   - openOnly: Without those that are done or rejected.
    ///   - task: Those of which the task is a step.
    package func plans(
        in state: PlanState? = nil,
        openOnly: Bool = false,
        of task: TaskKey? = nil,
        limit: Int = 1000
    ) throws -> [Stored] {
        try transaction.query(
            Self.selection + Self.condition(state, openOnly, task)
                + " ORDER BY place DESC LIMIT \(Int64(limit))",
            decode
        )
    }

    /// How many there are.
    package func count(
        in state: PlanState? = nil,
        openOnly: Bool = false,
        of task: TaskKey? = nil
    ) throws -> Int {
        let condition = Self.condition(state, openOnly, task)
        return try transaction.count("SELECT count(*) FROM plan " + condition)
    }

    private static func condition(_ state: PlanState?, _ openOnly: Bool, _ task: TaskKey?) -> SQL {
        var condition: SQL = "WHERE true"
        if let state { condition += " AND state = \(state.rawValue)" }
        if openOnly { condition += " AND state NOT IN ('done', 'rejected')" }
        if let task {
            condition += " AND name IN (SELECT plan FROM plan_step WHERE task = \(task.text))"
        }
        return condition
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let name: PlanName = try row.name(0)
        var checkpoint: PlanCheckpoint?
        if let text = try row.optionalText(6) {
            checkpoint = PlanCheckpoint(
                text: text,
                owner: try row.name(7),
                state: try row.choice(8, of: "plan")
            )
        }
        var approval: PlanApproval?
        if let approver: AgentID = try row.optionalName(10) {
            approval = PlanApproval(
                approver: approver,
                digest: try row.digest(11, of: "plan"),
                note: try row.optionalText(12)
            )
        }
        return Stored(
            plan: Plan(
                name: name,
                summary: try row.text(1),
                author: try row.name(2),
                repository: try row.optionalName(3),
                state: try row.choice(4, of: "plan"),
                note: try row.optionalText(5),
                steps: try steps(of: name),
                checkpoint: checkpoint,
                links: try links(of: name),
                receipts: try row.texts(9, of: "plan"),
                approval: approval
            ),
            createdAt: try row.moment(14),
            changedAt: try row.moment(15),
            approvedAt: try row.optionalMoment(13)
        )
    }

    private func steps(of name: PlanName) throws -> [PlanStep] {
        try transaction.query(
            """
            SELECT id, title, task, state, note, receipts FROM plan_step
            WHERE plan = \(name.text) ORDER BY position
            """
        ) { row in
            let task: TaskKey? = try row.optionalName(2)
            return PlanStep(
                id: try row.name(0),
                title: try row.optionalText(1),
                standing: try task.map(PlanStep.Standing.follows)
                    ?? .own(row.choice(3, of: "plan_step")),
                note: try row.optionalText(4),
                receipts: try row.texts(5, of: "plan_step")
            )
        }
    }

    private func links(of name: PlanName) throws -> [PlanLink] {
        try transaction.query(
            "SELECT kind, target FROM plan_link WHERE plan = \(name.text) ORDER BY position"
        ) { PlanLink(kind: try $0.name(0), target: try $0.text(1)) }
    }
}
