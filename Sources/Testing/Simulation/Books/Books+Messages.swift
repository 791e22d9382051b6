import Model

extension Books {
    mutating func enterMessage(_ event: Event) -> String? {
        let id = event.subject.name
        switch event.fact.type {
        case "message.sent", "message.announced":
            guard messages[id] == nil else { return "\(id) was sent twice" }
            return receive(id, event)
        case "message.acknowledged":
            guard let agent = event.text("by"), agent == event.actor.text else {
                return "\(id) was acknowledged for another"
            }
            guard inboxes[agent]?.debts[id]?.isPaid == false else {
                return "\(agent) acknowledged \(id), which is not owed"
            }
            inboxes[agent]?.debts[id]?.isPaid = true
            touchedInboxes.insert(agent)
        case "message.excused":
            guard let agent = event.text("agent"), inboxes[agent]?.debts[id]?.isPaid == false else {
                return "\(id) is excused, which is not owed"
            }
            inboxes[agent]?.debts[id]?.isPaid = true
            touchedInboxes.insert(agent)
        case "message.resent":
            count("messages put before somebody again")
            guard let agent = event.text("to"), let deadline = event.moment("acknowledge_by"),
                let debt = inboxes[agent]?.debts[id], !debt.isPaid, debt.deadline <= event.time
            else { return "\(id) was put before somebody again without need" }
            inboxes[agent]?.debts[id]?.deadline = deadline
        case "message.escalated":
            count("messages escalated")
            guard let agent = event.text("for"), let debt = inboxes[agent]?.debts[id],
                !debt.isPaid, !debt.isEscalated
            else { return "\(id) was escalated without need" }
            inboxes[agent]?.debts[id]?.isEscalated = true
        default: break
        }
        return nil
    }

    private mutating func receive(_ id: String, _ event: Event) -> String? {
        let recipients = event.texts("to")
        messages[id] = MessageAccount(
            place: event.sequence,
            thread: event.text("thread") ?? "",
            recipients: recipients
        )
        for agent in recipients {
            inboxes[agent, default: InboxAccount()].places.append(event.sequence)
            inboxes[agent]?.messages.append(id)
            if let deadline = event.moment("acknowledge_by") {
                inboxes[agent]?.debts[id] = InboxAccount.Debt(deadline: deadline)
            }
            touchedInboxes.insert(agent)
        }
        if event.text("kind") == "verdict" { verdictMessages += 1 }
        guard Set(recipients).count == recipients.count, !recipients.isEmpty else {
            return "\(id) goes to somebody twice, or to nobody"
        }
        return event.text("body").flatMap { LetterToken($0) }.flatMap { post($0, id, event) }
    }

    /// Each message of an agent is there once, and those of one life in the order of writing.
    private mutating func post(_ token: LetterToken, _ id: String, _ event: Event) -> String? {
        guard token.author == event.actor.text else { return "\(id) came from another" }
        if let first = letters[token] { return "\(token.text) is there as \(first) and as \(id)" }
        letters[token] = id
        let life = "\(token.author).\(token.life)"
        let last = lastLetters[life, default: 0]
        guard token.number > last else { return "\(token.text) came after \(life).\(last)" }
        lastLetters[life] = token.number
        return nil
    }

    mutating func enterAgent(_ event: Event) -> String? {
        let agent = event.subject.name
        switch event.fact.type {
        case "agent.registered": roles[agent] = event.text("role").flatMap { Role(rawValue: $0) }
        case "agent.retired":
            count("agents retired")
            retired.insert(agent)
        case "agent.revived": retired.remove(agent)
        case "agent.alerted": count("alerts about agents")
        case "agent.inbox_read":
            guard agent == event.actor.text else { return "another read the inbox of \(agent)" }
            let place = event.text("read_through").flatMap { messages[$0]?.place } ?? 0
            guard let inbox = inboxes[agent], inbox.places.contains(place) else {
                return "\(agent) read what was not sent to them"
            }
            for index in inbox.places.indices.reversed() {
                guard inbox.places[index] > inbox.cursor else { break }
                if inbox.places[index] <= place { newlyRead.append((agent, inbox.messages[index])) }
            }
            inboxes[agent]?.cursor = max(inbox.cursor, place)
            touchedInboxes.insert(agent)
        default: break
        }
        return nil
    }

    mutating func enterSession(_ event: Event) -> String? {
        let id = event.subject.name
        switch event.fact.type {
        case "session.started":
            guard sessions[id] == nil else { return "\(id) was started twice" }
            sessions[id] = SessionAccount(
                agent: event.text("agent") ?? "",
                startedAt: event.time
            )
        case "session.ended":
            guard sessions[id]?.isLive == true else { return "\(id) ended twice" }
            sessions[id]?.endedBy = event.time
        default: break
        }
        return nil
    }
}
