import SQLKit

/// What was said about a task is found, in whichever thread.
enum MessageTaskSchema {
    static let statements: [SQL] = [
        "CREATE INDEX message_of_task ON message (task, place) WHERE task IS NOT NULL"
    ]
}
