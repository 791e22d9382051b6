import Model
import Operations

extension StatusReport {
    /// Says what needs the asker first, then what stands where.
    func describe(in text: inout TextDocument) {
        text.say("\(workspace): \(verdict)")
        if let agent {
            text.field("you", .text(role.map { "\(agent) (\($0.rawValue))" } ?? agent.text))
        }
        if undecided > 0 { text.list(.toDecide(decisions, total: undecided)) }
        if !tasks.isEmpty {
            text.field(
                "tasks",
                .text(tasks.map { "\($0.count) \($0.state)" }.joined(separator: "; "))
            )
        }
        text.field(
            "to take up",
            waiting == 0
                ? .number(ready)
                : .text("\(ready) (\(waiting.counted("waits", "wait")) for others)")
        )
        if agent != nil {
            let unacknowledged = self.unacknowledged
            text.field(
                "messages",
                .text(
                    (unacknowledged == 0
                        ? "\(unread) unread"
                        : "\(unread) unread (\(unacknowledged) to acknowledge)")
                        + (heldMessages == 0 ? "" : ", \(heldMessages) held")
                )
            )
        }
        if !agents.isEmpty {
            text.field(
                "agents",
                .text(agents.map { "\($0.count) \($0.state)" }.joined(separator: "; "))
            )
        }
        if !held.isEmpty { text.list(.tasks("you hold", held)) }
        if !delivered.isEmpty { text.list(.tasks("to be judged", delivered)) }
        if !overdue.isEmpty { text.list(.tasks("leases that ended", overdue)) }
        if !attention.isEmpty {
            text.list(
                .attention(
                    Array(attention.prefix(2)),
                    total: attention.count,
                    rest: attention.count > 2 ? "worklead agent presence" : nil
                )
            )
        }
        for lane in parkedLanes {
            text.say("lane \(lane.lane) is parked: \(lane.parked ?? "")")
            if let warning = lane.warning { text.say("lane \(lane.lane): \(warning)") }
        }
        suggest(in: &text)
    }

    private var verdict: Phrase {
        if undecided > 0 { return "\(undecided, "decision waits", "decisions wait") for you" }
        if unacknowledged > 0 {
            return """
                \(unacknowledged, "message waits", "messages wait") for your acknowledgement
                """
        }
        let judges = role?.has(.judge) ?? false
        if judges, !delivered.isEmpty {
            return "\(delivered.count, "delivery waits", "deliveries wait") for a verdict"
        }
        if !held.isEmpty { return "you hold \(held.count)" }
        if ready > 0 { return "\(ready, "task") can be taken up" }
        return tasks.isEmpty ? "nothing is planned yet" : "nothing needs you"
    }

    private func suggest(in text: inout TextDocument) {
        let judges = role?.has(.judge) ?? false
        if let first = decisions.first {
            text.next("worklead decision show \(first.decision)")
        } else if unacknowledged > 0 {
            text.next("worklead inbox")
        } else if judges, let first = delivered.first {
            text.next("worklead replay \(first.task)")
        } else if let first = held.first, role == .worker {
            text.next("worklead deliver \(first.task) --report FILE")
        } else if ready > 0, role == .worker {
            text.next("worklead next --claim")
        } else if tasks.isEmpty, role?.has(.plan) ?? false {
            text.next("worklead task create TITLE --ready")
        }
    }
}
