import Digests
import Model
import Operations

// What can be done with a run, by how far it is.
extension Action {
    static func of(_ run: RunLine) -> [Action] {
        let shown = SubjectState(run).digest
        let cancel = cancel(run, shown)
        switch run.state {
        case .drafted:
            let approve = simple("run.approve", "Approve", run, shown, tone: .good)
            return run.decision == nil ? [approve, cancel] : [cancel]
        case .approved:
            var start = simple("run.start", "Start", run, shown, tone: .active)
            start.question =
                "Start \(run.run.text)? Its \(run.slices.of("task")) are made, "
                + "and their owners are told."
            return [start, cancel]
        case .running: return [pause(run, shown), cancel]
        case .paused:
            return [simple("run.resume", "Resume", run, shown, tone: .active), cancel]
        case .finished, .cancelled: return []
        }
    }

    private static func pause(_ run: RunLine, _ shown: Digest) -> Action {
        var pause = simple("run.pause", "Pause", run, shown, tone: .attention)
        pause.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        return pause
    }

    private static func cancel(_ run: RunLine, _ shown: Digest) -> Action {
        var cancel = simple("run.cancel", "Cancel", run, shown, tone: .bad)
        cancel.entries = [.line(name: "reason", label: "Why", isRequired: true)]
        cancel.question =
            "Give \(run.run.text) up for good? Tasks that nobody has in hand are cancelled."
        return cancel
    }

    private static func simple(
        _ operation: String,
        _ label: String,
        _ run: RunLine,
        _ shown: Digest,
        tone: Tone
    ) -> Action {
        Action(
            operation,
            label,
            on: .run(run.run),
            shown: shown,
            given: [("run", run.run.text)],
            tone: tone
        )
    }
}
