import Model
import Store

/// The state that a change was decided on: who decides on an old one has to look again.
package struct ChangeBasis: Sendable {
    /// The ledger's revision that was seen.
    package let revision: Int64
    /// What was looked at, such as a task's key; `nil` for the whole workspace.
    package let subject: String?

    package init(revision: Int64, subject: String?) {
        self.revision = revision
        self.subject = subject
    }

    /// - Throws: ``StaleBasisError`` where it has changed since.
    func require(in view: View) throws {
        let since = EventFilter(after: revision, subject: subject)
        guard let event = try view.ledger.events(since, limit: 1).first else { return }
        throw StaleBasisError(basis: self, sequence: event.sequence, by: event.actor)
    }
}

/// A change that was decided on what is no longer so.
package struct StaleBasisError: Reportable, Equatable {
    package let subject: String?
    package let revision: Int64
    package let sequence: Int64
    package let actor: AgentID

    init(basis: ChangeBasis, sequence: Int64, by actor: AgentID) {
        subject = basis.subject
        revision = basis.revision
        self.sequence = sequence
        self.actor = actor
    }

    package var code: String { "request.stale" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        let what = subject.map { "'\($0.printable(limit: 80))'" } ?? "The workspace"
        return "\(what) has changed since revision \(revision): \(actor) wrote event \(sequence)."
    }
    package var hint: String? { "Read it again, and decide anew." }
}
