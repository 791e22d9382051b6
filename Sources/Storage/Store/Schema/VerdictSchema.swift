import SQLKit

/// What was decided last is found with what became of decisions that nobody answered.
enum VerdictSchema {
    /// Which events are verdicts and answers; a partial index is found by the very same words.
    static let isVerdict: StaticString = """
        type IN ('task.accepted', 'task.sent_back', 'task.rejected', 'decision.answered', \
        'decision.defaulted')
        """

    static let statements: [SQL] = [
        "DROP INDEX event_of_verdict",
        "CREATE INDEX event_of_verdict ON event (sequence) WHERE "
            + SQL(stringLiteral: isVerdict),
    ]
}
