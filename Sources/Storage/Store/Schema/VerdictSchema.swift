import SQLKit

/// What was decided last is found with what became of decisions that nobody answered.
enum VerdictSchema {
    static let statements: [SQL] = [
        "DROP INDEX event_of_verdict",
        """
        CREATE INDEX event_of_verdict ON event (sequence)
        WHERE type IN (
            'task.accepted', 'task.sent_back', 'task.rejected', 'decision.answered',
            'decision.defaulted'
        )
        """,
    ]
}
