import SQLKit

/// What is kept to tell who is at work, and from where an agent goes on.
///
/// A store of the first schema gets empty tables; no event of it needs one of them.
enum PresenceSchema {
    /// What counts as work, as it was when the index was made.
    ///
    /// A change of ``Work`` needs a new index; a test compares the two.
    static let isWork: StaticString = """
        type IN ('agent.registered', 'agent.retired', 'agent.revived', 'lane.added', \
        'lane.parked', 'lane.unparked', 'message.acknowledged', 'message.sent', 'replay.recorded', \
        'repository.registered', 'task.accepted', 'task.assigned', 'task.blocked', \
        'task.cancelled', 'task.checkout_acknowledged', 'task.claimed', 'task.created', \
        'task.delivered', 'task.dependency_added', 'task.dependency_removed', 'task.drafted', \
        'task.edited', 'task.packet_revised', 'task.parked', 'task.paused', 'task.readied', \
        'task.rejected', 'task.released', 'task.resumed', 'task.sent_back', 'task.superseded', \
        'task.unblocked', 'task.unparked', 'workspace.created', 'workspace.rule_set')
        """

    static let statements: [SQL] =
        [
            // When an agent last worked, however often it has beaten since.
            "CREATE INDEX event_work_by_actor ON event (actor, sequence) WHERE \(isWork)",
            // The last session of an agent, and the last one in a worktree.
            "CREATE INDEX session_last_of_agent ON session (agent, started_at)",
            """
            CREATE INDEX session_last_in_worktree ON session (worktree, started_at)
            WHERE worktree IS NOT NULL
            """,
            // What an agent has asked.
            "CREATE INDEX message_asking ON message (sender, place) WHERE kind = 'question'",
            """
            CREATE TABLE alert (
                agent TEXT NOT NULL PRIMARY KEY REFERENCES agent (id),
                state TEXT NOT NULL,
                since BIGINT NOT NULL,
                reason TEXT NOT NULL,
                remedy TEXT,
                raised_at BIGINT NOT NULL,
                CONSTRAINT alert_state CHECK (state IN ('stuck', 'silent')),
                CONSTRAINT alert_raised_after CHECK (raised_at >= since)
            )
            """,
            """
            CREATE TABLE session_note (
                agent TEXT NOT NULL PRIMARY KEY REFERENCES agent (id),
                session TEXT NOT NULL REFERENCES session (id),
                label TEXT,
                done TEXT NOT NULL,
                next TEXT,
                branch TEXT,
                commit_id TEXT,
                saved_at BIGINT NOT NULL,
                place BIGINT NOT NULL
            )
            """,
        ].map(SQL.init(text:))
}
