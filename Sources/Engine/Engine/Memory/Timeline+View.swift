import Digests
import Model
import Store

/// A turn that the work took, or something that was remembered.
package struct TimelineEntry: Sendable {
    package let event: Event
    /// What it came to, in a few words.
    package let text: String
}

extension View {
    /// The newest turns, oldest of them first.
    package func timeline(
        of task: TaskKey?,
        by agent: AgentID?,
        after: Int64,
        limit: Int
    ) throws -> [TimelineEntry] {
        if let task { _ = try self.task(task) }
        if let agent, try agents.agent(agent) == nil { throw AgentError.unknown(agent) }
        return try ledger.timeline(of: task, by: agent, after: after, limit: limit)
            .reversed().map { TimelineEntry(event: $0, text: try words(of: $0)) }
    }

    private func words(of event: Event) throws -> String {
        if case .kept(let content)? = try MemoryEvent(event.fact) { return content.title }
        let told = ["done", "reason", "title", "by"].lazy.compactMap { field in
            event.fact.data[field]?.stringValue
        }
        if let first = told.first { return first }
        if case .array(let findings)? = event.fact.data["findings"],
            let first = findings.first?.stringValue
        {
            return first
        }
        guard event.subject.kind == .task else { return "" }
        return try tasks.task(TaskKey(trusted: event.subject.name))?.task.title ?? ""
    }
}
