import Model
import Store

/// What happens when an agent's program tells what it has used.
package struct UsageEngine {
    let change: Change

    /// Keeps what was used, as one event.
    ///
    /// Whose it is: the asker's, or that of the agent whom the report names where the asker plans.
    /// What for: the task that the report names, else the one task that the agent holds. Names that
    /// are not known say nothing.
    package func record(_ samples: [UsageSample]) throws {
        var entries: [UsageEntry] = []
        var places: [UsageEntry: Int] = [:]
        for sample in samples {
            let agent = try agent(of: sample)
            let task = try task(of: sample, by: agent)
            let blank = UsageEntry(
                day: day(of: sample),
                agent: agent,
                task: task?.key,
                lane: task?.lane,
                source: sample.source,
                model: sample.model,
                usage: TokenUsage()
            )
            let place = places[blank] ?? entries.count
            if place == entries.count {
                places[blank] = place
                entries.append(blank)
            }
            entries[place].usage += sample.usage
        }
        guard !entries.isEmpty else { return }
        try change.record(
            UsageEvent.recorded(entries).fact,
            on: Subject(.agent, change.actor.id.text)
        )
    }

    private func agent(of sample: UsageSample) throws -> AgentID {
        let own = change.actor.id
        guard let name = sample.agent, name != own.text, change.actor.agent.role.has(.plan),
            let known = try change.view.agents.agent(AgentID(trusted: name))
        else { return own }
        return known.id
    }

    private func task(of sample: UsageSample, by agent: AgentID) throws -> WorkTask? {
        if let name = sample.task,
            let named = try change.view.tasks.task(TaskKey(trusted: name))
        {
            return named.task
        }
        let held = try change.view.tasks.held(by: agent)
        return held.count == 1 ? held.first?.task : nil
    }

    /// The day that the report names, unless that is far from today.
    private func day(of sample: UsageSample) -> String {
        let near = Duration.seconds(31 * 86_400)
        let now = change.now
        let at = sample.at.flatMap { $0 > now + near || now > $0 + near ? nil : $0 } ?? now
        return at.date
    }
}
