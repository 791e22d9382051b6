import Model
import SQLKit

/// What is looked for among messages.
package struct MessageSearch: Hashable, Sendable {
    /// What is in the subject or the body, whatever its case; an empty text is in all.
    package var text: String
    /// The task that they are about, in whichever thread.
    package var task: TaskKey?

    package init(text: String = "", task: TaskKey? = nil) {
        self.text = text
        self.task = task
    }

    var condition: SQL {
        var condition: SQL = "WHERE place > 0 "
        if let task { condition += "AND task = \(task.text) " }
        if !text.isEmpty {
            condition += "AND instr(lower(subject || ' ' || body), lower(\(text))) > 0 "
        }
        return condition
    }
}
