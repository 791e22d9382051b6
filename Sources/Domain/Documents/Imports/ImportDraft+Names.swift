import Model

// Names as others write them, turned into ours.
extension ImportDraft {
    /// The agent that is meant.
    ///
    /// - Parameter introducesItself: Whether the place is one at which agents say that they exist.
    /// - Returns: `nil` for nobody, and for what can be no agent.
    mutating func agent(
        _ text: String?,
        _ place: Place,
        introducesItself: Bool = false
    ) -> AgentID? {
        guard let text, !text.isEmpty, text != "unassigned" else { return nil }
        guard let id = agentID(text, place) else { return nil }
        if let index = agents.index(forKey: id) {
            if introducesItself { agents.values[index].isKnown = true }
            return id
        }
        if let known = agentsByLook[id.folded] {
            noteOnce(.lookAlike, place, read: text, .mended, how: "read as the agent \(known)")
            if introducesItself { agents[known]?.isKnown = true }
            return known
        }
        agentsByLook[id.folded] = id
        agents[id] = ImportedAgent(
            id: id,
            capabilities: [],
            isKnown: introducesItself,
            file: place.file,
            line: place.line
        )
        return id
    }

    private mutating func agentID(_ text: String, _ place: Place) -> AgentID? {
        if AgentID.rule.fault(in: text) == nil { return AgentID(trusted: text) }
        let lowered = text.lowercased().split(separator: " ").joined(separator: "-")
        if let fault = AgentID.rule.fault(in: lowered) {
            noteOnce(.badName, place, read: text, .refused, how: "no agent: \(fault)")
            return nil
        }
        noteOnce(.renamed, place, read: text, .mended, how: "read as the agent \(lowered)")
        return AgentID(trusted: lowered)
    }

    /// The task that is meant; it is one from then on.
    mutating func task(_ text: String?, _ place: Place) -> TaskKey? {
        guard let key = taskKey(text, place) else { return nil }
        if tasks[key] == nil {
            tasks[key] = ImportedTask(
                key: key,
                title: key.text,
                standing: .open,
                priority: 100,
                dependencies: [],
                file: place.file,
                line: place.line
            )
        }
        return key
    }

    /// The key that is meant, whether or not there is such a task.
    mutating func taskKey(_ text: String?, _ place: Place) -> TaskKey? {
        guard let text, !text.isEmpty else { return nil }
        if let fault = TaskKey.rule.fault(in: text) {
            noteOnce(.badName, place, read: text, .refused, how: "no task: \(fault)")
            return nil
        }
        let key = TaskKey(trusted: text)
        if let known = tasksByLook[key.folded] {
            if known != key {
                noteOnce(.lookAlike, place, read: text, .mended, how: "read as the task \(known)")
            }
            return known
        }
        tasksByLook[key.folded] = key
        return key
    }

    /// Notes who was named and never introduced itself.
    mutating func noteUnknownAgents() {
        for agent in agents.values.sorted(by: { $0.id < $1.id }) where !agent.isKnown {
            note(
                .unknownAgent,
                Place(file: agent.file, line: agent.line),
                read: agent.id.text,
                .kept,
                how: "a worker like the others"
            )
        }
    }
}
