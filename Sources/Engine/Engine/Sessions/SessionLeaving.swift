import Model
import Store

/// What a session would leave undone if its agent stopped now.
package struct SessionLeaving: Sendable {
    package let session: Session
    /// What the session holds and has not delivered; what is paused waits for somebody else.
    package let undelivered: [StoredTask]
    /// What its agent was asked to do and has not shown.
    package let followUps: [FollowUpStore.Stored]
    /// What is said about that: by the rule `stop`.
    package let level: RuleLevel
}

extension View {
    /// What the asking session would leave undone.
    package func leaving() throws -> SessionLeaving {
        guard let session = try requireAsker().session else { throw SessionError.absent }
        let undelivered = try tasks.held(by: session.agent).filter { stored in
            guard case .claimed(let hold) = stored.task.state else { return false }
            return hold.session == session.id
        }
        return SessionLeaving(
            session: session,
            undelivered: undelivered,
            followUps: try followUps.followUps(
                FollowUpStore.Filter(agent: session.agent, openOnly: true),
                limit: 5
            ),
            level: try workspace.level(of: .stop)
        )
    }

    /// The note that keeps where the asker stands while its context is compacted.
    ///
    /// What the agent itself wrote last is kept: nothing that a program could write in its place
    /// says more. Under it stands what it holds.
    ///
    /// - Parameter trigger: What made the agent's program compact, in its word.
    package func checkpoint(because trigger: String?) throws -> (done: String, next: String?) {
        let asker = try requireAsker()
        let holds = try tasks.held(by: asker.id).map(\.key.text).joined(separator: ", ")
        let mark = "(Context compacted"
        let line =
            mark + (trigger.map { ", \($0)" } ?? "")
            + (holds.isEmpty ? "; nothing in hand.)" : "; in hand: \(holds).)")
        let note = try sessions.note(of: asker.id)?.note
        let own = note?.done.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.hasPrefix(mark) }.joined(separator: "\n")
        let done = [own ?? "", line].filter { !$0.isEmpty }.joined(separator: "\n")
        return (done.utf8.count <= SessionEngine.noteBytesMax / 2 ? done : line, note?.next)
    }
}
