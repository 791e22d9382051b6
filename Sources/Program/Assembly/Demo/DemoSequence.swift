import Digests

/// What is the same in every demonstration from one seed: for each task and message, who did what
/// in which order.
///
/// What may differ is left out or given a common name: times, ids and commits; how the events of
/// different tasks fall between each other; how often an agent renewed, stood in line again after
/// the gateway had gone, or was put forward again; and which of the two racers won, who is `first`
/// from then on, the other being `second`.
package struct DemoSequence: Hashable, Sendable {
    /// One line for each subject, sorted.
    package let lines: [String]

    package init(events: [JSONValue]) {
        let parts = Self.parts(events)
        var histories: [String: [String]] = [:]
        for event in events {
            guard let type = event["type"]?.stringValue, Self.isKept(type),
                let subject = Self.subject(of: event), let actor = event["actor"]?.stringValue
            else { continue }
            let step = "\(type) by \(parts[actor] ?? actor)"
            if type == "task.line_joined", histories[subject]?.last == step { continue }
            // A message is known by who sent it; ids depend on what came between.
            histories[subject, default: []].append(step)
        }
        lines = histories.map { "\($0.key): \($0.value.joined(separator: ", "))" }.sorted()
    }

    private static func isKept(_ type: String) -> Bool {
        type.hasPrefix("task.") && type != "task.renewed" || type == "replay.recorded"
            || type == "message.acknowledged" || type == "message.escalated"
            || type == "worktree.parked" || type == "wave.sent" || type == "phase.closed"
            || type == "agent.registered"
    }

    /// What the event is about: its task where it has one, else the kind of its subject.
    private static func subject(of event: JSONValue) -> String? {
        if let task = event["data"]?["task"]?.stringValue { return "task:\(task)" }
        guard let subject = event["subject"]?.stringValue else { return nil }
        if subject.hasPrefix("task:") { return subject }
        return String(subject.prefix { $0 != ":" })
    }

    /// The winner of the race for the first task that was opened last, and the one it was lost to.
    private static func parts(_ events: [JSONValue]) -> [String: String] {
        let raced = events.last { $0["type"]?.stringValue == "task.readied" }?["subject"]
        let winner = events.first {
            $0["type"]?.stringValue == "task.claimed" && $0["subject"] == raced
        }?["actor"]?.stringValue
        let second = events.first { $0["type"]?.stringValue == "task.line_joined" }?["actor"]?
            .stringValue
        var parts: [String: String] = [:]
        if let winner { parts[winner] = "first" }
        if let second { parts[second] = "second" }
        return parts
    }
}
