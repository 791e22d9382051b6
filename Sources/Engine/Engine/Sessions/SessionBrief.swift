import Model
import Store

/// What an agent needs to know when it goes on after a while.
package struct SessionBrief: Sendable {
    package let agent: Agent
    /// The ledger's revision that it is told from.
    package let since: Int64
    /// Where it stood, in its own words.
    package let note: SessionStore.Saved?
    /// What it holds, has delivered or is to mend.
    package let inHand: [StoredTask]
    /// What it was asked to acknowledge, the first of it.
    package let toAcknowledge: [MessageStore.Entry]
    /// What it was asked to do beside its tasks, the first of it.
    package let followUps: [FollowUpStore.Stored]
    package let unread: Int
    /// How many messages windows hold for it.
    package let heldMessages: Int
    /// Its oldest unread messages.
    package let messages: [MessageStore.Entry]
    /// What it could take up, for who works.
    package let next: [ClaimCandidate]
    /// What others have done since: how many events of each type that is work.
    package let news: [(type: String, count: Int)]
}

extension View {
    /// The most of each kind that a brief tells.
    private static let briefLinesMax = 5
    /// The most events that a brief looks back at.
    private static let briefSpan: Int64 = 10_000

    /// The same snapshot, as an agent sees it.
    func seen(by agent: Agent) -> View {
        View(transaction: transaction, now: now, asker: Actor(agent: agent, session: nil))
    }

    /// What an agent needs to know.
    ///
    /// - Parameter since: The revision that it knows already; by default where it wrote its last
    ///   note, or what it did last.
    package func brief(for agent: Agent, since: Int64?) throws -> SessionBrief {
        let note = try sessions.note(of: agent.id)
        let from = try since ?? note?.place ?? ledger.lastSequence(of: agent.id)
        return SessionBrief(
            agent: agent,
            since: from,
            note: note,
            inHand: try tasks.inHand(of: agent.id),
            toAcknowledge: try messages.unacknowledged(by: agent.id, limit: Self.briefLinesMax),
            followUps: try followUps.followUps(
                FollowUpStore.Filter(agent: agent.id, openOnly: true),
                limit: Self.briefLinesMax
            ),
            unread: try messages.unreadCount(of: agent.id),
            heldMessages: try messages.heldCount(of: agent.id),
            messages: try messages.inbox(
                of: agent.id,
                unreadOnly: true,
                limit: Self.briefLinesMax
            ),
            next: agent.role.has(.work) ? try seen(by: agent).next(in: nil, limit: 3) : [],
            news: try ledger.counts(after: from, without: agent.id, span: Self.briefSpan)
                .filter { Work.types.contains($0.type) }
        )
    }
}
