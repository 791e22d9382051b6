import Model
import ReportKit

/// What the events alone say of tasks and deliveries, by a reading of their own: neither the model
/// nor the tables have a part in it.
struct ToldEvents {
    private(set) var states: [String: String] = [:]
    private(set) var holders: [String: String] = [:]
    private(set) var deliveries: [Timestamp] = []
    private(set) var verdicts: [(at: Timestamp, outcome: String)] = []
    /// Deadlines of acknowledgements that nobody gave, by message and agent.
    private(set) var owed: [String: Timestamp] = [:]
    /// What windows hold that is to be acknowledged; its time runs from when it is shown.
    private var held: [String: [String]] = [:]
    private(set) var retired: Set<String> = []

    init(_ events: [Event]) {
        for event in events { read(event) }
    }

    private mutating func read(_ event: Event) {
        let name = event.subject.name
        let data = event.fact.data
        switch event.fact.type {
        case "task.created":
            states[name] = data["ready"] == true ? "ready" : "draft"
        case "task.readied", "task.released", "task.rejected": put(name, "ready")
        case "task.drafted": put(name, "draft")
        case "task.claimed": put(name, "claimed", data["agent"]?.stringValue)
        case "task.paused": put(name, "paused", holders[name])
        case "task.resumed": put(name, "claimed", holders[name])
        case "task.delivered": put(name, "delivered", data["agent"]?.stringValue)
        case "task.accepted": put(name, "accepted")
        case "task.sent_back": put(name, "rework", data["worker"]?.stringValue)
        case "task.blocked": put(name, "blocked")
        case "task.parked": put(name, "parked")
        case "task.unblocked", "task.unparked": put(name, data["to"]?.stringValue ?? "?")
        case "task.cancelled": put(name, "cancelled")
        case "task.superseded": put(name, "superseded")
        case "agent.retired": retired.insert(name)
        case "agent.revived": retired.remove(name)
        default: readMessage(event)
        }
        switch event.fact.type {
        case "task.delivered": deliveries.append(event.time)
        case "task.accepted", "task.sent_back", "task.rejected":
            verdicts.append((event.time, String(event.fact.type.dropFirst(5))))
        default: break
        }
    }

    private mutating func put(_ task: String, _ state: String, _ holder: String? = nil) {
        states[task] = state
        holders[task] = holder
    }

    private mutating func readMessage(_ event: Event) {
        let name = event.subject.name
        let data = event.fact.data
        switch event.fact.type {
        case "message.sent", "message.announced":
            guard let deadline = data["acknowledge_by"]?.stringValue.flatMap({ Timestamp($0) })
            else { return }
            var holds: [String: String] = [:]
            for hold in data["held"]?.arrayValue ?? [] {
                holds[hold["reader"]?.stringValue ?? ""] = hold["window"]?.stringValue
            }
            for agent in data["to"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                if let window = holds[agent] {
                    held[window, default: []].append("\(name) \(agent)")
                } else {
                    owed["\(name) \(agent)"] = deadline
                }
            }
        case "window.closed":
            for key in held.removeValue(forKey: name) ?? [] { owed[key] = event.time }
        case "message.acknowledged", "message.excused":
            let agent = data["by"]?.stringValue ?? data["agent"]?.stringValue ?? ""
            let key = "\(name) \(agent)"
            owed[key] = nil
            for window in held.keys { held[window]?.removeAll { $0 == key } }
        case "message.resent":
            owed["\(name) \(data["to"]?.stringValue ?? "")"] =
                data["acknowledge_by"]?.stringValue.flatMap { Timestamp($0) }
        default: return
        }
    }

    /// How many tasks stand in the states.
    func count(_ wanted: String...) -> Int { states.values.count { wanted.contains($0) } }

    /// How many acknowledgements active agents owe.
    var owedCount: Int {
        owed.keys.count { key in
            !retired.contains(key.split(separator: " ").last.map(String.init) ?? "")
        }
    }
}

extension ReportDocument {
    /// The value of a fact before the first section.
    func fact(_ name: String) -> String? {
        for case .facts(let facts) in blocks {
            if let fact = facts.first(where: { $0.name == name }) { return fact.value.plain }
        }
        return nil
    }

    /// The rows of the first table of a section.
    func rows(_ title: String) -> [[String]] {
        let section = sections.first { $0.title == title }
        for case .table(let table) in section?.blocks ?? [] {
            return table.rows.map { $0.map(\.plain) }
        }
        return []
    }
}
