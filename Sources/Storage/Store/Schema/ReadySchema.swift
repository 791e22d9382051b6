import SQLKit

/// How what can be claimed next is found.
///
/// The index of a store of an earlier schema had no state in it, so that SQLite took the one of all
/// states and put all that was ready in order for each question.
enum ReadySchema {
    static let statements: [SQL] = [
        "DROP INDEX task_next",
        // What can be claimed next.
        """
        CREATE INDEX task_next ON task (state, priority, born)
        WHERE state = 'ready' AND open_dependencies = 0
        """,
        // What can be claimed next in a lane.
        """
        CREATE INDEX task_next_in_lane ON task (lane, priority, born)
        WHERE state = 'ready' AND open_dependencies = 0
        """,
    ]
}
