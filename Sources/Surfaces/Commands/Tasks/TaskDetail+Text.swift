import Model
import Operations

extension TaskDetail {
    /// Says all about the task, what matters most first.
    func describe(in text: inout TextDocument) {
        text.say("\(task.task)  \(task.title)")
        text.field("state", task.stateCell)
        if let reason { text.field("reason", .text(reason)) }
        if let holder = task.holder { text.field("agent", .name(holder)) }
        if let until = task.until { text.field("until", .moment(until)) }
        if let assignee = task.assignee { text.field("assignee", .name(assignee)) }
        if let repository = task.repository { text.field("repository", .name(repository)) }
        if let lane = task.lane { text.field("lane", .name(lane)) }
        if let phase = task.phase { text.field("phase", .text(phase)) }
        if let risk = task.risk { text.field("risk", .text(risk)) }
        text.field("priority", .number(task.priority))
        if fence > 0 { text.field("fence", .number(fence)) }
        if let acknowledged { text.field("acknowledged", .literal(acknowledged ? "yes" : "no")) }
        if packetRevision > 0 {
            text.field("packet", .text("revision \(packetRevision)"))
            if let packetDigest { text.field("digest", .digest(packetDigest)) }
        }
        if !dependsOn.isEmpty { text.field("waits for", .text(dependsOn.listed)) }
        for other in cancelled {
            text.say(
                """
                it waits for ever: \(other) was cancelled; \
                `worklead task undepend \(task.task) \(other)` lets it go on
                """
            )
        }
        if !decisions.isEmpty { text.field("undecided", .text(decisions.listed)) }
        if !unlocks.isEmpty { text.field("unlocks", .text(unlocks.listed)) }
        if !inScope.isEmpty { text.field("scope", .text(inScope.joined(separator: ", "))) }
        describeHistory(in: &text)
        if let packet { text.body("packet", packet) }
    }

    private func describeHistory(in text: inout TextDocument) {
        if !claims.isEmpty {
            text.list(
                TextList(
                    "claims",
                    columns: ["fence", "agent", "since", "ended", "how"],
                    rows: claims.map {
                        [
                            .number($0.fence), .name($0.agent), .moment($0.claimedAt),
                            .maybe($0.endedAt, Cell.moment), .maybe($0.ending, Cell.text),
                        ]
                    }
                )
            )
        }
        if !deliveries.isEmpty {
            text.list(
                TextList(
                    "deliveries",
                    columns: ["delivery", "agent", "commit", "grade", "outcome"],
                    rows: deliveries.map {
                        [
                            .name($0.delivery), .name($0.agent),
                            .text(String($0.commit.prefix(12))),
                            .maybe($0.grade, Cell.text), .maybe($0.outcome, Cell.text),
                        ]
                    }
                )
            )
            for finding in deliveries.last?.findings ?? [] { text.say("finding: \(finding)") }
        }
        if !worktrees.isEmpty {
            text.list(
                TextList(
                    "worktrees",
                    columns: ["agent", "state", "branch", "path"],
                    rows: worktrees.map {
                        [
                            .name($0.agent), .text($0.state), .maybe($0.branch, Cell.text),
                            .path($0.path),
                        ]
                    }
                )
            )
        }
    }
}

extension Array where Element: Identifier {
    /// The names as one text.
    var listed: String { map(\.text).joined(separator: ", ") }
}
