import Model
import SQLKit

extension TaskState.Name {
    /// The condition that a task stands so, as literal text.
    ///
    /// Not a bound value: the indexes that are of one state only make SQLite look at the value, so
    /// that it would prepare the statement anew each time that it is asked.
    var condition: SQL {
        switch self {
        case .draft: "state = 'draft'"
        case .ready: "state = 'ready'"
        case .claimed: "state = 'claimed'"
        case .paused: "state = 'paused'"
        case .delivered: "state = 'delivered'"
        case .rework: "state = 'rework'"
        case .blocked: "state = 'blocked'"
        case .parked: "state = 'parked'"
        case .accepted: "state = 'accepted'"
        case .cancelled: "state = 'cancelled'"
        case .superseded: "state = 'superseded'"
        }
    }
}
