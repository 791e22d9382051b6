import Model
import Operations
import ReportKit

extension PageKind {
    /// What was asked, done and proven.
    static let task = PageKind("/tasks/{task}", .tasks) { request in
        let key = try TaskKey(request.word("task"))
        var screen = Screen(key.text, tab: .tasks, command: "worklead task show \(key.text)")
        let input = ShowTask.Input {
            $0.task = key
            $0.packet = true
        }
        let detail = try await request.ask(ShowTask.self, input, for: &screen)
        screen.title = "\(key.text) \(detail.task.title)"
        screen.verdict = Verdict(detail)
        let actions = Action.of(
            detail.task,
            grade: detail.deliveries.last?.grade,
            shown: SubjectState(detail).digest
        )
        screen.add("standing", "How it stands", .half, [.facts(detail.facts), .actions(actions)])
        screen.add("deliveries", "Deliveries", .half, [.grid(.deliveries(detail.deliveries))])
        let packet = detail.packet.map { [ScreenBlock.markup($0)] }
        screen.add("packet", "Packet", .wide, packet ?? [.text("It has no packet.")])
        screen.add("claims", "Claims", .wide, [.grid(.claims(detail.claims))])
        return screen
    }
}

extension Verdict {
    fileprivate init(_ detail: TaskDetail) {
        let task = detail.task
        let who = task.holder.map { " by \($0.text)" } ?? ""
        let reason = detail.reason.map { ": \($0)" } ?? ""
        let grade = detail.deliveries.last?.grade.map {
            ", replayed as \($0.replacing("_", with: " "))"
        }
        self.init(
            "\(task.state.prefix(1).uppercased())\(task.state.dropFirst())\(who)"
                + (task.state == "delivered" ? grade ?? ", not replayed yet" : "") + reason + ".",
            Badge(state: task.state).tone
        )
    }
}

extension TaskDetail {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(state: task.state))),
            ScreenFact("Held by", .maybe(task.holder) { .agent($0) }),
            ScreenFact("Lease", .maybe(task.until) { .moment($0) }),
            ScreenFact("Assigned to", .maybe(task.assignee) { .agent($0) }),
            ScreenFact("Repository", .maybe(task.repository) { .text($0.text) }),
            ScreenFact(
                "Lane",
                .maybe(task.lane) { .link($0.text, to: "/tasks?lane=\($0.text.addressPart)") }
            ),
            ScreenFact("Phase", .maybe(task.phase) { .text($0) }),
            ScreenFact("Risk", .maybe(task.risk) { .text($0) }),
            ScreenFact("Waits for", .tasks(dependsOn)),
            ScreenFact("Unlocks", .tasks(unlocks)),
            ScreenFact(
                "Decisions",
                decisions.isEmpty ? .none : .text(decisions.map(\.text).joined(separator: ", "))
            ),
            ScreenFact(
                "In scope",
                inScope.isEmpty ? .none : .text(.code(inScope.joined(separator: "  ")))
            ),
            ScreenFact("Changed", .moment(task.changedAt)),
        ]
    }
}

extension Grid {
    fileprivate static func deliveries(_ lines: [DeliveryLine]) -> Grid {
        Grid(
            "Deliveries",
            columns: ["Delivery", "Who", "Commit", "When", "Proof", "Verdict"],
            rows: lines.reversed().map { line in
                Grid.Row(
                    "d-\(line.delivery.text)",
                    [
                        .text(line.delivery.text), .agent(line.agent),
                        .text(.code(String(line.commit.prefix(12)))), .moment(line.deliveredAt),
                        .maybe(line.grade) { .badge(Badge(state: $0)) },
                        .maybe(line.outcome) { .badge(Badge(state: $0)) },
                    ]
                )
            },
            emptiness: "Nothing was handed in yet."
        )
    }

    fileprivate static func claims(_ lines: [ClaimLine]) -> Grid {
        Grid(
            "Claims",
            columns: ["Fence", "Who", "From", "To", "How it ended"],
            rows: lines.reversed().map { line in
                Grid.Row(
                    "f-\(line.fence)",
                    [
                        .number(line.fence), .agent(line.agent), .moment(line.claimedAt),
                        .maybe(line.endedAt) { .moment($0) },
                        .maybe(line.ending) { .text($0.replacing("_", with: " ")) },
                    ]
                )
            },
            emptiness: "Nobody has claimed it yet."
        )
    }
}
