/// Which events a timeline tells: what was remembered, and the turns that the work took.
package enum Timeline {
    /// The types, sorted.
    ///
    /// The index that the store keeps for them has the same list; a test compares the two.
    package static let types = [
        "lane.parked", "lane.unparked", "memory.kept", "memory.retired", "memory.superseded",
        "phase.closed", "phase.opened", "session.saved", "task.accepted", "task.blocked",
        "task.cancelled", "task.delivered", "task.parked", "task.rejected", "task.sent_back",
        "task.superseded",
    ]
}
