import Model
import Store

/// A question that is to be asked.
package struct DecisionDraft: Sendable {
    package var text: String
    package var kind: Decision.Kind
    package var options: [Decision.Option]
    /// What is taken if nobody answers within the time given.
    package var fallback: (option: OptionName, within: Duration)?
    package var tasks: [TaskKey]
    /// `nil` gives it a thread of its own.
    package var thread: ThreadID?

    package init(
        text: String,
        kind: Decision.Kind,
        options: [Decision.Option],
        fallback: (option: OptionName, within: Duration)? = nil,
        tasks: [TaskKey] = [],
        thread: ThreadID? = nil
    ) {
        self.text = text
        self.kind = kind
        self.options = options
        self.fallback = fallback
        self.tasks = tasks
        self.thread = thread
    }
}

/// What happens to decisions.
package struct DecisionEngine {
    /// The most bytes that a question or an outcome may have.
    package static let textBytesMax = 4000
    /// The most bytes that an option, a note or a reason may have.
    package static let noteBytesMax = 1000

    let change: Change

    /// A decision after a change, with what it set free.
    package struct Decided: Sendable {
        package let stored: DecisionStore.Stored
        /// The tasks that can be claimed now.
        package let unlocked: [TaskKey]
        /// What was sent about it; `nil` where there is nobody to tell.
        package let message: MessageID?
        /// What rules at level `advise` have to say.
        package let advice: [String]
    }

    /// Asks, and tells whose desk it lies on.
    ///
    /// Only what may interrupt a founder lies on the founder's desk; the rest is a lead's, or waits
    /// until a founder looks.
    package func ask(_ draft: DecisionDraft) throws -> Decided {
        try change.actor.require(.speak)
        try requireLengths(draft)
        let tasks = try openTasks(draft.tasks)
        let advice = try refuseSecret([draft.text] + draft.options.map(\.text), about: tasks)
        let id = DecisionID(trusted: try change.view.counters.next(.decision))
        let level = try change.view.workspace.level(of: .interrupt)
        let decision = Decision(
            id: id,
            asker: change.actor.id,
            kind: draft.kind,
            text: draft.text,
            thread: draft.thread ?? ThreadID(trusted: id.text),
            desk: try desk(for: draft.kind, level),
            options: draft.options,
            fallback: draft.fallback.map {
                Decision.Fallback(option: $0.option, deadline: change.now + $0.within)
            },
            tasks: tasks
        )
        try record(try decision.ask(at: change.now), on: id)
        let isLoud = !draft.kind.mayInterrupt && decision.desk == .founder
        return Decided(
            stored: try change.view.decision(id),
            unlocked: [],
            message: try tell(
                try change.view.readers(of: decision),
                decision,
                kind: decision.kind.asking,
                decision.question
            ),
            advice: isLoud && level == .advise
                ? advice + ["A routine decision is a lead's, or waits until the founder looks."]
                : advice
        )
    }

    /// Answers several questions, or none of them where one can't be answered so.
    package func answer(
        _ answers: [(id: DecisionID, option: OptionName)],
        note: String?
    ) throws -> [Decided] {
        try answers.map { id, option in
            var decision = try change.view.decision(id).decision
            let advice = try advice(on: note, of: decision)
            let event = try decision.answer(
                option,
                by: change.actor.agent,
                note: note,
                at: change.now
            )
            try record(event, on: id)
            try change.runs.settle(id, option)
            let text = decision.options.first { $0.name == option }?.text ?? ""
            var lines = ["\(decision.text)", "\(change.actor.id) chose '\(option)': \(text)"]
            if let note { lines.append(note) }
            return try settled(
                decision,
                kind: .answer,
                lines.joined(separator: "\n"),
                for: [decision.asker].filter { $0 != change.actor.id },
                advice: advice
            )
        }
    }

    /// Lets another agent answer, who is told.
    package func delegate(
        _ id: DecisionID,
        to agent: AgentID,
        note: String?
    ) throws -> Decided {
        guard let other = try change.view.agents.agent(agent) else {
            throw AgentError.unknown(agent)
        }
        if let reason = other.retirement { throw AgentError.retired(agent, reason: reason) }
        var decision = try change.view.decision(id).decision
        let advice = try advice(on: note, of: decision)
        let event = try decision.delegate(to: agent, by: change.actor.agent, at: change.now)
        try record(event, on: id)
        let text = note.map { "\(decision.question)\n\($0)" } ?? decision.question
        return Decided(
            stored: try change.view.decision(id),
            unlocked: [],
            message: try tell([agent], decision, kind: decision.kind.asking, text),
            advice: advice
        )
    }

    /// Takes a question back; what waited for it waits no more.
    package func withdraw(_ id: DecisionID, because reason: String) throws -> Decided {
        var decision = try change.view.decision(id).decision
        let advice = try advice(on: reason, of: decision)
        let event = try decision.withdraw(
            because: reason,
            by: change.actor.agent,
            at: change.now
        )
        try record(event, on: id)
        try change.runs.settle(id, nil)
        let readers = try change.view.readers(of: decision) + [decision.asker]
        return try settled(
            decision,
            kind: .status,
            "\(decision.text)\nIt is withdrawn: \(reason)",
            for: readers.filter { $0 != change.actor.id },
            advice: advice
        )
    }

    /// Writes down the defaults that are due, of those that keep a task from being claimed.
    ///
    /// Who relies on a default writes it down first, so that no clock that is set back takes it
    /// away again.
    ///
    /// - Returns: What is still to be decided.
    func settleDefaults(blocking task: TaskKey) throws -> [DecisionID] {
        try change.view.decisions.open(blocking: task).compactMap { stored in
            try takeDefault(stored.decision) == nil ? stored.decision.id : nil
        }
    }

    /// Writes down all defaults that are due.
    ///
    /// - Returns: Those that were not written down before.
    @discardableResult
    func settleDefaults() throws -> [Decided] {
        try change.view.decisions.due(at: change.now).compactMap { try takeDefault($0.decision) }
    }

    /// Writes down that a default was taken; `nil` where none was.
    func takeDefault(_ before: Decision) throws -> Decided? {
        var decision = before
        guard let event = decision.takeDefault(at: change.now), let fallback = decision.fallback
        else { return nil }
        try record(event, on: decision.id)
        let text = decision.options.first { $0.name == fallback.option }?.text ?? ""
        return try settled(
            decision,
            kind: .answer,
            """
            \(decision.text)
            Nobody answered before \(fallback.deadline.text), so '\(fallback.option)' was taken: \
            \(text)
            """,
            for: [decision.asker] + change.view.readers(of: decision)
        )
    }

    private func settled(
        _ decision: Decision,
        kind: Message.Kind,
        _ text: String,
        for readers: [AgentID],
        advice: [String] = []
    ) throws -> Decided {
        Decided(
            stored: try change.view.decision(decision.id),
            unlocked: try decision.tasks.filter { try change.view.canBeClaimed($0) },
            message: try tell(readers, decision, kind: kind, text),
            advice: advice
        )
    }

    /// - Returns: `nil` where none of them is there to be told.
    private func tell(
        _ agents: [AgentID],
        _ decision: Decision,
        kind: Message.Kind,
        _ body: String
    ) throws -> MessageID? {
        let present = try agents.filter { try change.view.agents.agent($0)?.isActive ?? false }
        guard !present.isEmpty else { return nil }
        let state = decision.state == .open ? decision.kind.rawValue : decision.state.name.rawValue
        let line = decision.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return try change.messages.announce(
            MessageDraft(
                recipients: present,
                kind: kind,
                subject: "\(decision.id) (\(state)): \(line.prefix(100))",
                body: body,
                thread: decision.thread,
                task: decision.tasks.first,
                // Who waits for what can't wait, waits for its answer too.
                interrupts: decision.kind.mayInterrupt
            )
        ).id
    }

    private func desk(for kind: Decision.Kind, _ level: RuleLevel) throws -> Decision.Desk {
        guard !kind.mayInterrupt, level == .block else { return .founder }
        let leads = try change.view.agents.active(in: [.lead]).map(\.id)
        return leads.contains { $0 != change.actor.id } ? .lead : .digest
    }

    private func openTasks(_ keys: [TaskKey]) throws -> [TaskKey] {
        var seen: Set<TaskKey> = []
        return try keys.filter { key in
            let state = try change.view.task(key).task.state.name
            guard !state.isFinal else { throw TaskError.finished(key, state) }
            return seen.insert(key).inserted
        }
    }

    private func requireLengths(_ draft: DecisionDraft) throws {
        try Self.requireLength(draft.text, Self.textBytesMax)
        for option in draft.options { try Self.requireLength(option.text, Self.noteBytesMax) }
    }

    /// Refuses a note that is too long or has a secret in it.
    ///
    /// - Returns: What rules at level `advise` have to say.
    func advice(on note: String?, of decision: Decision) throws -> [String] {
        guard let note else { return [] }
        try Self.requireLength(note, Self.noteBytesMax)
        return try refuseSecret([note], about: decision.tasks)
    }

    static func requireLength(_ text: String, _ limit: Int) throws(DecisionError) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
        guard text.utf8.count <= limit else {
            throw .tooLong(bytes: text.utf8.count, limit: limit)
        }
    }

    func refuseSecret(_ texts: [String], about tasks: [TaskKey]) throws -> [String] {
        try change.refuseSecret(
            in: texts.joined(separator: "\n"),
            called: "decision",
            about: tasks,
            at: .decision
        )
    }

    func record(_ event: DecisionEvent, on id: DecisionID) throws {
        try change.record(event.fact, on: Subject(.decision, id.text))
    }
}

extension Decision.Kind {
    /// The kind of the message that asks: only some may interrupt a stretch of work.
    fileprivate var asking: Message.Kind { mayInterrupt ? .decision : .request }
}

extension Decision {
    /// The question as it is put before who answers it.
    fileprivate var question: String {
        // What follows a list in Markdown without an empty line goes on with its last item.
        var lines = [text] + options.map { "- \($0.name): \($0.text)" }
        if fallback != nil || !tasks.isEmpty { lines.append("") }
        if let fallback {
            lines.append(
                "If nobody answers before \(fallback.deadline.text), '\(fallback.option)' is taken."
            )
        }
        if !tasks.isEmpty {
            lines.append(
                "Until then nobody can claim \(tasks.map(\.text).joined(separator: ", "))."
            )
        }
        lines.append("`worklead decision answer \(id)=OPTION`")
        return lines.joined(separator: "\n")
    }
}
