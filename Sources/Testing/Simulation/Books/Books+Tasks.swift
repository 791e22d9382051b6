import Digests
import Model

extension Books {
    mutating func enterTask(_ event: Event) -> String? {
        let key = event.subject.name
        touchedTasks.insert(key)
        var task = tasks[key] ?? TaskAccount()
        let fault: String?
        switch event.fact.type {
        case "task.created":
            guard tasks[key] == nil else { return "\(key) was made twice" }
            task.state = event.fact.data["ready"]?.boolValue == true ? "ready" : "draft"
            task.lane = event.text("lane")
            task.phase = event.text("phase")
            task.priority = event.number("priority") ?? 0
            task.dependencies = Set(event.texts("depends_on"))
            fault = nil
        case "task.claimed", "task.renewed", "task.released", "task.paused", "task.resumed",
            "task.delivered":
            fault = claim(event, key, &task)
        case "task.accepted", "task.sent_back", "task.rejected":
            fault = judge(event, key, &task)
        case "task.superseded":
            task.isFree(in: "superseded")
            if let successor = event.text("by") { hand(waitingFor: key, to: successor) }
            fault = nil
        default:
            fault = nil
            plan(event, &task)
        }
        tasks[key] = task
        return fault
    }

    private func plan(_ event: Event, _ task: inout TaskAccount) {
        switch event.fact.type {
        case "task.edited":
            task.lane = event.text("lane") ?? task.lane
            task.phase = event.text("phase") ?? task.phase
            task.priority = event.number("priority") ?? task.priority
        case "task.readied": task.state = "ready"
        case "task.drafted": task.state = "draft"
        case "task.assigned": task.assignee = event.text("agent")
        case "task.blocked": task.isFree(in: "blocked")
        case "task.parked": task.isFree(in: "parked")
        case "task.unblocked", "task.unparked": task.isFree(in: event.text("to") ?? "")
        case "task.cancelled": task.isFree(in: "cancelled")
        case "task.dependency_added": task.dependencies.insert(event.text("on") ?? "")
        case "task.dependency_removed": task.dependencies.remove(event.text("on") ?? "")
        default: break
        }
    }

    /// One claim at a time, under a fence that rises, and written to by its holder alone.
    private mutating func claim(
        _ event: Event,
        _ key: String,
        _ task: inout TaskAccount
    ) -> String? {
        let isHolder =
            event.actor.text == task.holder && event.session?.text == task.session
        switch event.fact.type {
        case "task.claimed":
            if let holder = task.holder {
                guard task.state == "claimed", let until = task.until, until <= event.time else {
                    return "\(key) was claimed while \(holder) had it"
                }
                count("leases that lapsed")
            }
            if task.state == "rework", task.worker != event.actor.text {
                guard task.assignee == event.actor.text || (task.until ?? event.time) <= event.time
                else { return "\(key) was claimed while it was kept for \(task.worker ?? "")" }
            }
            let fence = event.number("fence") ?? 0
            guard fence == task.fence + 1 else {
                return "\(key) got the fence \(fence) after \(task.fence)"
            }
            task.state = "claimed"
            task.fence = fence
            task.holder = event.actor.text
            task.session = event.session?.text
            task.until = event.moment("expiry")
        case "task.renewed":
            guard isHolder, task.state == "claimed" else {
                return "\(event.actor) renewed \(key), which \(task.holder ?? "nobody") has"
            }
            task.until = event.moment("expiry")
        case "task.released":
            guard event.text("reason") != "by_holder" || event.actor.text == task.holder else {
                return "\(event.actor) gave back \(key), which \(task.holder ?? "nobody") has"
            }
            task.isFree(in: "ready")
        case "task.paused": task.state = "paused"
        case "task.resumed":
            task.state = "claimed"
            task.until = event.moment("expiry")
        default: return deliver(event, key, &task)
        }
        return nil
    }

    private func deliver(_ event: Event, _ key: String, _ task: inout TaskAccount) -> String? {
        guard event.actor.text == task.holder, event.number("fence") == task.fence,
            task.state == "claimed"
        else { return "\(event.actor) delivered \(key), which \(task.holder ?? "nobody") has" }
        task.worker = task.holder
        task.delivery = event.text("delivery")
        task.attempts += 1
        task.isFree(in: "delivered")
        return nil
    }

    /// Nothing is judged by its worker, and nothing accepted without a replay by another.
    private mutating func judge(
        _ event: Event,
        _ key: String,
        _ task: inout TaskAccount
    ) -> String? {
        verdicts += 1
        guard task.state == "delivered", event.text("delivery") == task.delivery else {
            return "\(key) got a verdict on what does not wait for one"
        }
        guard event.actor.text != task.worker else { return "\(key) was judged by its worker" }
        switch event.fact.type {
        case "task.accepted":
            guard let replay = event.text("replay").flatMap({ replays[$0] }),
                replay.delivery == task.delivery, replay.replayer != task.worker
            else { return "\(key) was accepted without a replay by another" }
            guard
                replay.grade == "verified"
                    || replay.grade == "verified_with_gaps" && event.text("waived_gaps") != nil
            else { return "\(key) was accepted on a replay that is \(replay.grade)" }
            task.isFree(in: "accepted")
        case "task.sent_back":
            count("reworks")
            task.isFree(in: "rework")
            task.until = event.moment("kept_until")
        default:
            count("rejections")
            task.isFree(in: "ready")
        }
        return nil
    }

    private mutating func hand(waitingFor key: String, to successor: String) {
        for other in tasks.keys where tasks[other]?.dependencies.remove(key) != nil {
            touchedTasks.insert(other)
            if other != successor { tasks[other]?.dependencies.insert(successor) }
        }
    }

    mutating func enterReplay(_ event: Event) -> String? {
        guard event.fact.type == "replay.recorded" else { return nil }
        let replay = ReplayAccount(
            delivery: event.text("delivery") ?? "",
            replayer: event.actor.text,
            grade: event.text("grade") ?? ""
        )
        replays[event.subject.name] = replay
        let task = event.text("task").flatMap { tasks[$0] }
        guard task?.delivery == replay.delivery, task?.state == "delivered" else {
            return "what was replayed does not wait for a verdict"
        }
        return task?.worker == replay.replayer ? "\(replay.replayer) replayed their own work" : nil
    }

    mutating func enterPhase(_ event: Event) -> String? {
        let name = event.subject.name
        switch event.fact.type {
        case "phase.opened": phases.append((name, true))
        case "phase.closed":
            guard let place = phases.firstIndex(where: { $0.name == name && $0.isOpen }) else {
                return "\(name) was closed and is not open"
            }
            phases[place].isOpen = false
            count("phases closed")
            let open = tasks.filter { $0.value.phase == name && !$0.value.isFinal }
            if let first = open.keys.min() { return "\(name) was closed with \(first) open" }
        default: break
        }
        return nil
    }
}

extension TaskAccount {
    var isFinal: Bool { ["accepted", "cancelled", "superseded"].contains(state) }
}
