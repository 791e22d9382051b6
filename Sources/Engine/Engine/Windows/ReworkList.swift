import Model
import Store

/// What an intake came to: one list of all that is to be mended in a window.
package struct ReworkList: Hashable, Sendable {
    /// A task of the window.
    package struct Item: Hashable, Sendable {
        package let task: TaskKey
        package let lane: LaneKey
        package let title: String
        package let state: TaskState.Name
        /// Who has it in hand, handed it in or is to do it.
        package let agent: AgentID?
        package let delivery: DeliveryID?
        package let replay: ReplayID?
        package let grade: String?
        /// What is to be mended or decided, as sentences.
        package let points: [String]
    }

    package let window: WindowName
    /// The ledger's revision that it is told from.
    package let revision: Int64
    /// By lane, in the order of the window.
    package let items: [Item]

    /// Looks at the tasks of a window.
    ///
    /// - Parameter trouble: Why a task could not be replayed or accepted.
    package init(
        of stored: WindowStore.Stored,
        trouble: [TaskKey: String],
        in view: View
    ) throws {
        window = stored.window.name
        revision = try view.ledger.head()
        items = try view.work(in: stored).flatMap { lane, tasks in
            try tasks.map { try Self.item($0, lane, trouble[$0.key], view) }
        }
    }

    /// Those that have something to be mended.
    package var rework: [Item] { items.filter { !$0.points.isEmpty } }

    /// What the ledger keeps of it.
    package var intake: WindowIntake {
        let verified = items.filter { $0.grade == ReplayGrade.verified.rawValue }
        return WindowIntake(
            verified: verified.map(\.task),
            accepted: items.filter { $0.state == .accepted }.map(\.task),
            rework: rework.map(\.task)
        )
    }

    private static func item(
        _ stored: StoredTask,
        _ lane: LaneKey,
        _ trouble: String?,
        _ view: View
    ) throws -> Item {
        let task = stored.task
        let last = try view.deliveries.deliveries(of: task.key).last
        let replay = try last.flatMap { try view.replays.latest(of: $0.delivery.id) }
        return Item(
            task: task.key,
            lane: lane,
            title: task.title,
            state: task.state.name,
            agent: last?.delivery.handover.agent ?? task.hold?.agent ?? task.assignee,
            delivery: last?.delivery.id,
            replay: replay?.id,
            grade: replay?.event.grade,
            points: try points(task, last, replay, trouble, view)
        )
    }

    private static func points(
        _ task: WorkTask,
        _ last: DeliveryStore.Stored?,
        _ replay: ReplayStore.Stored?,
        _ trouble: String?,
        _ view: View
    ) throws -> [String] {
        switch task.state.name {
        case .accepted, .cancelled, .superseded: return []
        case .draft, .ready, .claimed, .paused, .blocked, .parked:
            return ["It was not handed in: it is \(task.state.name.words)."]
        case .rework: return last?.verdict?.findings ?? []
        case .delivered: break
        }
        var points: [String] = []
        if let trouble { points.append(trouble) }
        if let replay {
            if replay.event.grade != ReplayGrade.verified.rawValue { points += replay.event.gaps }
        } else if trouble == nil {
            points.append("It was not replayed: another than its worker has to.")
        }
        points += try view.findings.unresolved(of: task.key).map { finding in
            "\(finding.id) \(finding.severity.rawValue): \(finding.sentence.printable(limit: 300))"
        }
        return points
    }

    /// The list as Markdown; the same state of the ledger makes the same text.
    package var markdown: String {
        var text = "# Rework list of \(window)\n\nAs of revision \(revision) of the ledger: "
        text += "\(items.count.counted("task")), \(rework.count) with something to mend.\n"
        var lane: LaneKey?
        for item in rework {
            if item.lane != lane { text += "\n## \(item.lane)\n" }
            lane = item.lane
            text += "\n### \(item.task) \(Self.plain(item.title))\n\n"
            let facts = [
                item.agent.map { "agent \($0)" }, item.delivery.map { "delivery \($0)" },
                item.replay.map { "replay \($0)" }, item.grade,
            ].compactMap(\.self)
            if !facts.isEmpty { text += facts.joined(separator: ", ") + "\n\n" }
            text += item.points.map { "- [ ] \(Self.plain($0))\n" }.joined()
        }
        let clean = items.filter { $0.points.isEmpty }
        if !clean.isEmpty {
            text += "\n## Nothing to mend\n\n"
            text += clean.map { item in
                "- \(item.task): \(item.state.rawValue)"
                    + (item.grade.map { ", \($0)" } ?? "") + "\n"
            }.joined()
        }
        return text
    }

    private static func plain(_ text: String) -> String { text.markdownLine(limit: 300) }
}
