import Model
import Store

// What is addressed to the reader: questions, messages, what they were asked to do.
extension NeedCollector {
    mutating func addDecisions(_ most: Int) throws {
        let waiting = try view.decisions.waiting(for: reader, at: view.now, limit: most)
        let runs = try waiting.isEmpty ? [:] : view.runs.waitingForAnswers()
        for stored in waiting {
            found.append(need(for: stored, of: runs[stored.decision.id]))
        }
        guard waiting.count == most else { return }
        count(try view.decisions.waitingCount(for: reader, at: view.now), read: most)
    }

    private func need(for stored: DecisionStore.Stored, of run: RunName?) -> Need {
        let decision = stored.decision
        var need = Need(
            run == nil ? .decision : .run,
            urgency(of: decision),
            decision.id.text,
            title: decision.text.headline,
            reason: run.map { "the run \($0) waits for the answer" }
                ?? (decision.tasks.isEmpty
                    ? "\(decision.asker) waits for the answer"
                    : "\(decision.tasks.count.counted("task")) can't be claimed before it"),
            since: stored.askedAt,
            remedy: "worklead decision show \(decision.id)"
        )
        need.who = decision.asker
        need.task = decision.tasks.first
        need.blocks = decision.tasks.count
        need.options = decision.options
        need.fallback = decision.fallback
        if let deadline = decision.fallback?.deadline {
            need.isPressing = deadline - view.now < Self.pressingTime
        }
        return need
    }

    /// How long before its default is taken a decision comes before others of its urgency.
    private static let pressingTime = Duration.seconds(3600)

    private func urgency(of decision: Decision) -> Need.Urgency {
        switch decision.kind {
        case .blocker, .safety, .legal: .blocker
        case .strategy: .attention
        case .routine: decision.tasks.isEmpty ? .routine : .attention
        }
    }

    mutating func addMessages(_ most: Int) throws {
        let owed = try view.messages.unacknowledged(by: reader.id, limit: most)
        // Questions stand in the queue by themselves.
        for entry in owed where entry.stored.message.kind != .decision {
            found.append(need(for: entry))
        }
        if owed.count == most {
            count(try view.messages.unacknowledgedCount(of: reader.id), read: most)
        }
        let known = Set(owed.map(\.stored.message.id))
        let urgent = try view.messages.urgent(for: reader.id, limit: most)
        for entry in urgent where !known.contains(entry.stored.message.id) {
            let kind = entry.stored.message.kind.rawValue
            let reason = "says that it may not wait (\(kind))"
            found.append(need(for: entry.stored, .blocker, because: reason))
        }
        let filter = FollowUpStore.Filter(agent: reader.id, openOnly: true)
        let asked = try view.followUps.followUps(filter, limit: most)
        found += asked.map(need(for:))
        if asked.count == most { count(try view.followUps.count(filter), read: most) }
    }

    private func need(for entry: MessageStore.Entry) -> Need {
        let message = entry.stored.message
        let isLate = entry.isOverdue(at: view.now)
        var need = Need(
            .acknowledge,
            message.kind.isUrgent ? .blocker : isLate ? .attention : .routine,
            message.id.text,
            title: message.subject.isEmpty ? message.body.headline : message.subject.headline,
            reason: "\(message.sender) asks for an acknowledgement" + (isLate ? ", overdue" : ""),
            since: entry.stored.sentAt,
            remedy: "worklead message ack \(message.id)"
        )
        need.who = message.sender
        need.task = message.task
        return need
    }

    /// A message that waits for a word.
    private func need(
        for stored: MessageStore.Stored,
        _ urgency: Need.Urgency,
        because reason: String
    ) -> Need {
        let message = stored.message
        var need = Need(
            .question,
            urgency,
            message.id.text,
            title: message.subject.isEmpty ? message.body.headline : message.subject.headline,
            reason: "\(message.sender) \(reason)",
            since: stored.sentAt,
            remedy: "worklead message show \(message.id)"
        )
        need.who = message.sender
        need.task = message.task
        return need
    }

    private func need(for stored: FollowUpStore.Stored) -> Need {
        let followUp = stored.followUp
        var need = Need(
            .followUp,
            .routine,
            followUp.id.text,
            title: followUp.text.headline,
            reason: "\(followUp.requester) has asked for it",
            since: stored.openedAt,
            remedy: "worklead followup resolve \(followUp.id)"
        )
        need.who = followUp.requester
        need.task = followUp.task
        return need
    }

    /// What agents have asked founders in words, the oldest of each agent.
    mutating func addQuestions() throws {
        guard reader.role == .founder else { return }
        // Others stand in the queue as messages to be acknowledged.
        let known = Set(found.map(\.subject))
        let asked = standings.filter { $0.agent.id != reader.id }
            .compactMap { $0.evidence.question?.message }
            .filter { !known.contains($0.text) }
        for stored in try view.messages.messages(asked) {
            found.append(need(for: stored, .attention, because: "waits for an answer"))
        }
    }
}
