import Digests
import Model
import Operations

// What can be done with a task, by where it stands.
extension Action {
    /// What can be done with a task as the page shows it.
    static func of(_ detail: TaskDetail) -> [Action] {
        let (task, shown) = (detail.task, SubjectState(detail).digest)
        return switch TaskState.Name(rawValue: task.state) {
        case .delivered: verdicts(detail, shown)
        case .claimed: [pause(task, shown), release(task, shown)]
        case .paused: [simple("task.resume", "Resume", task, shown, tone: .active)]
        case .parked: [simple("task.unpark", "Unpark", task, shown, tone: .active)]
        case .blocked: [simple("task.unblock", "Unblock", task, shown, tone: .active)]
        case .draft: [simple("task.ready", "Make ready", task, shown, tone: .active)]
        case .ready, .rework: [park(task, shown)]
        case .accepted, .cancelled, .superseded, nil: []
        }
    }

    /// What can be done beside that with a task that is not over; too much for a card.
    static func further(_ detail: TaskDetail) -> [Action] {
        let (task, shown) = (detail.task, SubjectState(detail).digest)
        switch TaskState.Name(rawValue: task.state) {
        case .accepted, .cancelled, .superseded, nil: return []
        case .blocked: return [cancel(task, shown)]
        case .delivered, .claimed, .paused, .parked, .draft, .ready, .rework:
            return [block(task, shown), cancel(task, shown)]
        }
    }

    /// A replay that found all well is accepted as it is; one with gaps says why they are taken.
    ///
    /// What findings stand against can't be accepted, and is not offered to be.
    private static func verdicts(_ detail: TaskDetail, _ shown: Digest) -> [Action] {
        let (task, grade) = (detail.task, detail.deliveries.last?.grade)
        var actions: [Action] = []
        switch detail.unresolved.isEmpty ? grade : nil {
        case ReplayGrade.verified.rawValue:
            actions.append(simple("task.accept", "Accept", task, shown, tone: .good))
        case ReplayGrade.verifiedWithGaps.rawValue:
            var accept = simple("task.accept", "Accept with gaps", task, shown, tone: .attention)
            accept.entries = [
                .line(name: "gaps", label: "Why the gaps are taken", isRequired: true)
            ]
            actions.append(accept)
        default: break
        }
        actions.append(
            simple(
                "task.replay",
                grade == nil ? "Replay" : "Replay again",
                task,
                shown,
                tone: grade == nil ? .active : .quiet
            )
        )
        var back = simple("task.rework", "Send back", task, shown, tone: .attention)
        back.entries = [.text(name: "findings", label: "What is to be mended", isRequired: true)]
        actions.append(back)
        var reject = simple("task.reject", "Reject", task, shown, tone: .bad)
        reject.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        reject.question = "Refuse the delivery of \(task.task.text)? Anybody may claim it again."
        actions.append(reject)
        return actions
    }

    private static func pause(_ task: TaskLine, _ shown: Digest) -> Action {
        var pause = simple("task.pause", "Pause", task, shown)
        pause.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        return pause
    }

    private static func park(_ task: TaskLine, _ shown: Digest) -> Action {
        var park = simple("task.park", "Park", task, shown)
        park.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        return park
    }

    private static func block(_ task: TaskLine, _ shown: Digest) -> Action {
        var block = simple("task.block", "Block", task, shown)
        block.entries = [.line(name: "reason", label: "What it waits for", isRequired: true)]
        return block
    }

    private static func cancel(_ task: TaskLine, _ shown: Digest) -> Action {
        var cancel = simple("task.cancel", "Cancel", task, shown, tone: .bad)
        cancel.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        cancel.question = "Give \(task.task.text) up for good? Nobody can claim it any more."
        return cancel
    }

    private static func release(_ task: TaskLine, _ shown: Digest) -> Action {
        var release = simple("task.release", "Release", task, shown, tone: .bad)
        release.entries = [
            .line(name: "note", label: "What the next one should know", isRequired: false)
        ]
        release.question =
            "Take \(task.task.text) from \(task.holder?.text ?? "its holder")? "
            + "What is committed stays; somebody else may claim the task."
        return release
    }

    private static func simple(
        _ operation: String,
        _ label: String,
        _ task: TaskLine,
        _ shown: Digest,
        tone: Tone = .quiet
    ) -> Action {
        Action(
            operation,
            label,
            on: .task(task.task),
            shown: shown,
            given: [("task", task.task.text)],
            tone: tone
        )
    }
}
