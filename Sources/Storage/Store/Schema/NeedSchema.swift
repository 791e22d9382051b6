import SQLKit

/// How what waits for a person is found without reading what does not.
enum NeedSchema {
    static let statements: [SQL] = [
        // What could not be merged.
        "CREATE INDEX merge_queue_refused ON merge_queue (place) WHERE state = 'refused'",
        // What is disputed.
        "CREATE INDEX finding_disputed ON finding (place) WHERE state = 'disputed'",
        // Runs that are not over.
        """
        CREATE INDEX run_open ON run (place) WHERE state NOT IN ('finished', 'cancelled')
        """,
        // How much was decided since somebody looked.
        """
        CREATE INDEX event_of_verdict ON event (sequence)
        WHERE type IN ('task.accepted', 'task.sent_back', 'task.rejected', 'decision.answered')
        """,
    ]
}
