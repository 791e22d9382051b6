import Digests
import Model

/// Tells the ledger's events as they come, in sentences about who did what.
struct DemoStory {
    /// What is known of a task so far.
    private struct Plot {
        var scope: [String] = []
        var waitsFor: Set<String> = []
        var holder: String?
        /// What its last delivery says of its checks.
        var claims = ""
        var wasSentBack = false
        var isAccepted = false
    }

    private var plots: [String: Plot] = [:]
    private var seated: [String] = []

    /// The sentence for an event; `nil` for one that needs none.
    mutating func sentence(for event: JSONValue) -> String? {
        let type = event["type"]?.stringValue ?? ""
        let actor = event["actor"]?.stringValue ?? ""
        let subject = event["subject"]?.stringValue ?? ""
        let id = String(subject.drop { $0 != ":" }.dropFirst())
        let data = event["data"] ?? .null
        switch type {
        case "session.started": return seat(data["agent"]?.stringValue ?? actor)
        case "task.created":
            plots[id] = Plot(
                scope: Self.texts(data["packet"]?["in_scope"]),
                waitsFor: Set(Self.texts(data["depends_on"]))
            )
            return nil
        case "task.readied":
            return "\(actor) has planned \(plots.count.counted("task")), and opens \(id)"
        case "wave.sent":
            let count = Self.texts(data["tasks"]).count
            return "\(actor) opens \(id): \(count.counted("lane")) with a task each"
        case "gate.ran": return gates(data, by: actor)
        case "phase.closed": return "\(actor) closes \(id): nothing is missing from it"
        case "task.released":
            let holder = plots[id]?.holder ?? "another"
            return "\(actor) gives \(id) back for all: \(holder) is stuck, its lease has ended"
        case "task.claimed": return claim(of: id, by: actor)
        case "task.line_joined": return line(for: id, of: actor)
        case "task.delivered":
            let claims = Self.texts(data["claims"]).joined(separator: ", ")
            plots[id]?.claims = claims
            return "\(actor) delivers \(id) and says “\(claims)”"
        case "replay.recorded": return replay(data, by: actor)
        case "task.sent_back":
            plots[id]?.wasSentBack = true
            let findings = Self.texts(data["findings"]).joined(separator: "; ")
            return "\(actor) sends \(id) back: \(findings)"
        case "task.accepted": return acceptance(of: id, by: actor)
        case "worktree.parked":
            let task = String(id.prefix { $0 != "." })
            let commit = (data["commit"]?.stringValue ?? "").prefix(8)
            let before = plots[task]?.holder ?? "another"
            return "\(actor) finds what \(before) left uncommitted in \(task), kept as \(commit)"
        case "finding.added":
            let line = data["first_line"]?.int64Value.map { ":\($0)" } ?? ""
            let place = (data["path"]?.stringValue ?? "") + line
            return "\(actor) marks \(place): \(data["text"]?.stringValue ?? "")"
        case "decision.asked", "decision.answered", "decision.defaulted":
            return decision(type, id, actor, data)
        default: return message(type, id, actor, data)
        }
    }

    private func decision(
        _ type: String,
        _ id: String,
        _ actor: String,
        _ data: JSONValue
    ) -> String {
        switch type {
        case "decision.asked":
            let tasks = Self.texts(data["tasks"]).joined(separator: ", ")
            return "\(actor) asks the founder \(id): \(data["text"]?.stringValue ?? ""); "
                + "\(tasks) waits for it"
        case "decision.answered":
            return "\(actor) answers \(id): \(data["option"]?.stringValue ?? "")"
        default:
            return "nobody has answered \(id) in time: its default, "
                + "\(data["option"]?.stringValue ?? ""), is taken"
        }
    }

    /// What gates say of the whole; what they say of one delivery is told by its verdict.
    private func gates(_ data: JSONValue, by actor: String) -> String? {
        guard let target = data["target"]?.stringValue, target != "delivery" else { return nil }
        let results = data["results"]?.arrayValue ?? []
        let said = results.map { result in
            "\(result["gate"]?.stringValue ?? "") \(result["verdict"]?.stringValue ?? "")"
        }
        let subject = data["phase"]?.stringValue ?? "what was landed"
        return "\(actor) runs the gates on \(subject): \(said.joined(separator: ", "))"
    }

    /// Who holds a task.
    func holder(of task: String) -> String? { plots[task]?.holder }

    /// The tasks that an agent has in hand.
    func holds(of agent: String) -> [String] {
        plots.filter { $0.value.holder == agent }.keys.sorted()
    }

    private mutating func seat(_ agent: String) -> String? {
        guard agent != "founder" else { return nil }
        seated.append(agent)
        guard seated.count == DemoCast.workers.count + 3 else { return nil }
        let workers = DemoCast.workers.joined(separator: ", ")
        return "six processes start: \(DemoCast.lead) plans, \(workers) work, "
            + "\(DemoCast.far) too but over HTTP, \(DemoCast.validator) checks"
    }

    private mutating func claim(of task: String, by agent: String) -> String {
        let before = plots[task]?.holder
        plots[task]?.holder = agent
        if plots[task]?.wasSentBack == true { return "\(agent) takes \(task) up again" }
        if let before, before != agent {
            return "\(agent) takes \(task) over from where \(before) stood"
        }
        return "\(agent) claims \(task)"
    }

    private func line(for task: String, of agent: String) -> String {
        let wanted = Set(plots[task]?.scope ?? [])
        let other = plots.first { other in
            other.key != task && !other.value.isAccepted && other.value.holder != nil
                && !wanted.isDisjoint(with: other.value.scope)
        }
        guard let other, let holder = other.value.holder,
            let path = other.value.scope.first(where: wanted.contains)
        else { return "\(agent) stands in line for \(task)" }
        return "\(agent) stands in line for \(task): \(holder) has \(path) for \(other.key)"
    }

    private func replay(_ data: JSONValue, by agent: String) -> String {
        let task = data["task"]?.stringValue ?? ""
        let counts = (data["record"]?["results"]?.arrayValue ?? []).compactMap { $0["counts"] }
        let passed = counts.compactMap { $0["passed"]?.int64Value }.reduce(0, +)
        let failed = counts.compactMap { $0["failed"]?.int64Value }.reduce(0, +)
        let outcome =
            "\(agent) runs the checks of \(task) again: \(passed) passed, \(failed) failed"
        guard data["grade"]?.stringValue == "not_verified" else { return outcome }
        return "\(outcome), so “\(plots[task]?.claims ?? "")” was not true"
    }

    private mutating func acceptance(of task: String, by agent: String) -> String {
        plots[task]?.isAccepted = true
        plots[task]?.holder = nil
        var unlocked: [String] = []
        for (key, plot) in plots where plot.waitsFor.contains(task) {
            plots[key]?.waitsFor.remove(task)
            if plot.waitsFor == [task] { unlocked.append(key) }
        }
        guard !unlocked.isEmpty else { return "\(agent) accepts \(task)" }
        let keys = unlocked.sorted().joined(separator: ", ")
        return "\(agent) accepts \(task), which unlocks \(keys)"
    }

    private func message(
        _ type: String,
        _ id: String,
        _ actor: String,
        _ data: JSONValue
    ) -> String? {
        switch type {
        case "message.sent":
            guard data["acknowledge_by"]?.stringValue != nil,
                data["kind"]?.stringValue == "guidance"
            else { return nil }
            let recipients = Self.texts(data["to"]).joined(separator: " and ")
            let body = data["body"]?.stringValue ?? ""
            return "\(actor) asks \(recipients) to acknowledge \(id): “\(body)”"
        case "message.acknowledged": return "\(actor) acknowledges \(id)"
        case "message.excused":
            return "\(data["agent"]?.stringValue ?? "") need not acknowledge \(id) any more"
        case "message.resent":
            return "\(data["to"]?.stringValue ?? "") is silent; \(id) is put forward again"
        case "message.escalated":
            let planners = Self.texts(data["to"]).joined(separator: " and ")
            return "\(data["for"]?.stringValue ?? "") stays silent; \(planners) are told"
        default: return nil
        }
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        (value?.arrayValue ?? []).compactMap(\.stringValue)
    }
}
