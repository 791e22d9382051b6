/// Which events are work of the agent that made them.
///
/// Who only says that it lives, starts and ends sessions, reads, renews a lease, stands in line or
/// lets Worklead look for what is overdue has done no work by that. What is not listed here is
/// none, so that a new kind of event never makes an agent look busy by itself.
package enum Work {
    /// The types, in order.
    package static let types = [
        "agent.registered", "agent.retired", "agent.revived", "lane.added", "lane.parked",
        "lane.unparked", "message.acknowledged", "message.sent", "replay.recorded",
        "repository.registered", "task.accepted", "task.assigned", "task.blocked",
        "task.cancelled", "task.checkout_acknowledged", "task.claimed", "task.created",
        "task.delivered", "task.dependency_added", "task.dependency_removed", "task.drafted",
        "task.edited", "task.packet_revised", "task.parked", "task.paused", "task.readied",
        "task.rejected", "task.released", "task.resumed", "task.sent_back", "task.superseded",
        "task.unblocked", "task.unparked", "workspace.created", "workspace.rule_set",
    ]

    /// Whether a fact is work.
    package static func isWork(_ fact: Fact) -> Bool { types.contains(fact.type) }
}
