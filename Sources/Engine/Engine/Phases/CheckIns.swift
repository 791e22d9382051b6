import Model
import Store

/// The check-ins of a phase, as Markdown: made from the ledger, so that they can't disagree.
package struct CheckIns: Hashable, Sendable {
    /// What stands where.
    package let status: String
    /// What can be done next, and what holds.
    package let guidance: String
    /// What stops it.
    package let blockers: String

    /// Makes all three from one state of the ledger.
    package init(of phase: PhaseStatus, in view: View) throws {
        let revision = try view.ledger.head()
        let name = phase.phase.name
        func page(_ title: String, _ parts: [(heading: String, lines: [String])]) -> String {
            var text = "# \(title) of \(name)\n\nAs of revision \(revision) of the ledger.\n"
            for part in parts {
                text += "\n## \(part.heading)\n\n"
                text += part.lines.isEmpty ? "None.\n" : ""
                text += part.lines.map { "- \($0)\n" }.joined()
            }
            return text
        }
        let tasks = phase.tasks.map(\.task)
        status = page(
            "Status",
            TaskState.Name.allCases.compactMap { state in
                let lines = tasks.filter { $0.state.name == state }.map(Self.line)
                return lines.isEmpty ? nil : ("\(state.rawValue): \(lines.count)", lines)
            } + [("Missing for closing", phase.lacks.map(\.text))]
        )
        let waivers = try view.waivers.waivers().filter {
            $0.isLive(at: view.now) && $0.waiver.grant.phase == name
        }
        var open: [String] = []
        for task in tasks where task.state.name == .ready {
            let waits = try view.tasks.dependencies(of: task.key).contains {
                $0.state != .accepted
            }
            if !waits { open.append(Self.line(task)) }
        }
        guidance = page(
            "Guidance",
            [
                ("Ready to be claimed", open),
                ("To be judged", tasks.filter { $0.state.name == .delivered }.map(Self.line)),
                ("Specs that hold", phase.phase.specs.map { "\($0)" }),
                (
                    "Live waivers",
                    waivers.map {
                        let grant = $0.waiver.grant
                        let scope = grant.task?.text ?? "the phase"
                        return "\($0.waiver.id): '\(grant.rule)' for \(scope), by "
                            + "\($0.waiver.approver): \(Self.plain(grant.reason))"
                    }
                ),
            ]
        )
        blockers = page("Blockers", try Self.blockers(of: tasks, phase, in: view))
    }

    private static func blockers(
        of tasks: [WorkTask],
        _ phase: PhaseStatus,
        in view: View
    ) throws -> [(heading: String, lines: [String])] {
        var stopped: [String] = []
        for task in tasks {
            switch task.state {
            case .blocked(let reason, _): stopped.append("\(line(task)): \(plain(reason))")
            case .parked(let parking, _): stopped.append("\(line(task)): \(plain(parking.reason))")
            case .draft, .ready, .claimed, .paused, .delivered, .rework, .accepted, .cancelled,
                .superseded:
                break
            }
        }
        return [
            ("Stopped", stopped),
            ("Waiting", phase.lacks.filter { $0.kind == .dependency }.map(\.text)),
            ("Specs", phase.lacks.filter { $0.kind == .spec }.map { plain($0.text) }),
        ]
    }

    private static func line(_ task: WorkTask) -> String {
        "\(task.key) \(plain(task.title))"
    }

    private static func plain(_ text: String) -> String { text.markdownLine(limit: 200) }
}
