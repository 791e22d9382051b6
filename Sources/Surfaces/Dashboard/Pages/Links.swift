import Model
import Operations
import ReportKit

// Names that lead to their page.
extension GridCell {
    static func task(_ key: TaskKey) -> GridCell { .text(.task(key)) }
    static func agent(_ id: AgentID) -> GridCell { .text(.agent(id)) }
    static func decision(_ id: DecisionID) -> GridCell {
        .link(id.text, to: "/decisions/" + id.text.addressPart)
    }
    static func run(_ name: RunName) -> GridCell {
        .link(name.text, to: "/runs/" + name.text.addressPart)
    }
    static func thread(_ id: ThreadID) -> GridCell {
        .link(id.text, to: "/threads/" + id.text.addressPart)
    }
    static func bundle(_ id: BundleID) -> GridCell {
        .link(id.text, to: "/evidence/" + id.text.addressPart)
    }
    static func gate(_ name: GateName) -> GridCell { .text(.gate(name)) }
    static func plan(_ name: PlanName) -> GridCell {
        .link(name.text, to: "/plans/" + name.text.addressPart)
    }
    static func tasks(_ keys: [TaskKey]) -> GridCell {
        keys.isEmpty ? .none : .text(.tasks(keys))
    }
}

extension ReportText {
    static func task(_ key: TaskKey) -> ReportText {
        .link(key.text, to: "/tasks/" + key.text.addressPart)
    }
    static func gate(_ name: GateName) -> ReportText {
        .link(name.text, to: "/gates/" + name.text.addressPart)
    }
    static func agent(_ id: AgentID) -> ReportText {
        .link(id.text, to: "/agents/" + id.text.addressPart)
    }

    /// The first ten, and how many more there are.
    static func tasks(_ keys: [TaskKey]) -> ReportText {
        var text = ReportText.empty
        for (index, key) in keys.prefix(10).enumerated() {
            text = text + (index > 0 ? ", " : "") + task(key)
        }
        return keys.count > 10 ? text + ReportText(" and \(keys.count - 10) more") : text
    }
}

extension [AgentID] {
    /// The first ten, each leading to its page.
    var links: ReportText {
        var text = ReportText.empty
        for (index, agent) in prefix(10).enumerated() {
            text = text + (index > 0 ? ", " : "") + .agent(agent)
        }
        return count > 10 ? text + ReportText(" and \(count - 10) more") : text
    }
}

extension [String] {
    /// The first five as a sentence lists them, and how many there are more: `A, B and C`.
    var listed: String {
        let more = count > 5 ? ["\(count - 5) more"] : []
        let names = prefix(5) + more
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Int {
    /// The number with its word: `1 task`, `3 tasks`.
    func of(_ word: String, plural: String? = nil) -> String {
        "\(self) \(self == 1 ? word : plural ?? word + "s")"
    }
}
