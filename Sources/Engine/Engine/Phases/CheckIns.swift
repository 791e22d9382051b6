import Model
import ReportKit
import Store

/// The check-ins of a phase: made from the ledger, so that they can't disagree with it or with
/// each other.
package struct CheckIns: Hashable, Sendable {
    /// What stands where, and what proves it.
    package let status: ReportDocument
    /// What can be done next, what holds, and what was said.
    package let guidance: ReportDocument
    /// What stops it, and what did.
    package let blockers: ReportDocument

    /// All three with the names of their files.
    package var files: [(name: String, page: ReportDocument)] {
        [("STATUS.md", status), ("GUIDANCE.md", guidance), ("BLOCKERS.md", blockers)]
    }

    /// Makes all three from one state of the ledger.
    package init(of phase: PhaseStatus, in view: View) throws {
        let waits = Set(
            phase.lacks.filter { $0.kind == .dependency }.map { TaskKey(trusted: $0.subject) }
        )
        let known = CheckInFacts(phase: phase, waiting: waits)
        status = try known.status(in: view)
        guidance = try known.guidance(in: view)
        blockers = try known.blockers(in: view)
    }
}

/// What the three check-ins are made from.
struct CheckInFacts {
    let phase: PhaseStatus
    /// The tasks that wait for others.
    let waiting: Set<TaskKey>

    var name: PhaseName { phase.phase.name }
    var tasks: [WorkTask] { phase.tasks.map(\.task) }

    func tasks(in states: TaskState.Name...) -> [WorkTask] {
        tasks.filter { states.contains($0.state.name) }
    }

    /// The ready tasks that wait for nothing.
    var claimable: [WorkTask] {
        tasks(in: .ready).filter { !waiting.contains($0.key) }
    }

    /// A page without a time: a check-in changes when the phase does and not before.
    func page(_ title: String, in view: View) throws -> ReportDocument {
        ReportDocument(title: "\(title) of \(name)", revision: try view.ledger.head())
    }

    static func list(_ title: String, _ items: [ReportText]) -> ReportSection {
        ReportSection(
            title,
            [items.isEmpty ? .paragraph("None.") : .list(items.map { ReportItem($0) })]
        )
    }

    static func line(_ task: WorkTask) -> ReportText {
        ReportText("\(task.key) \(task.title)")
    }
}
