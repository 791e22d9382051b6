import Engine
import Model
import Operations
import Store

/// Looks for what holds work up: the triage tables of the playbooks, asked of the ledger.
struct WorkExamination {
    let packets: any PacketReading

    /// How long a delivery may wait before somebody is reminded.
    private static let waitMax = Duration.seconds(3600)

    func checks(_ view: View) throws -> [DoctorLine] {
        [
            try inbox(view), try acknowledgements(view), try leases(view), try packets(view),
            try replays(view), try gates(view), try standing(view), try lanes(view),
            try handoffs(view), try dependencies(view),
        ]
    }

    /// What is unread is counted from places in the order of messages; they must agree.
    private func inbox(_ view: View) throws -> DoctorLine {
        let misplaced = try view.messages.misplacedCount()
        guard misplaced == 0 else {
            let message =
                misplaced.counted(
                    "entry of an inbox is out of step with its message",
                    "entries of inboxes are out of step with their messages"
                )
            return DoctorLine("inbox", "blocking", message, .verifyLedger)
        }
        guard let asker = view.asker?.id else {
            return DoctorLine("inbox", "fine", "it is in step")
        }
        let unread = try view.messages.unreadCount(of: asker)
        guard unread > 0 else {
            return DoctorLine("inbox", "fine", "it is in step, and all is read")
        }
        let message =
            unread.counted("message to \(asker) is", "messages to \(asker) are") + " unread"
        return DoctorLine("inbox", "advice", message, .readInbox)
    }

    private func acknowledgements(_ view: View) throws -> DoctorLine {
        let late = try view.messages.unacknowledged(limit: 1000)
            .filter { $0.isOverdue(at: view.now) }
        guard let first = late.first else {
            return DoctorLine("acknowledgements", "fine", "none is overdue")
        }
        let message =
            late.count.counted("is", "are")
            + " overdue, such as \(first.recipient)'s of \(first.stored.message.id)"
        return DoctorLine("acknowledgements", "degraded", message, .sweepMessages)
    }

    private func leases(_ view: View) throws -> DoctorLine {
        let ended = try view.tasks.endedLeases(at: view.now, limit: 1000)
        guard let first = ended.first else { return DoctorLine("leases", "fine", "none has ended") }
        let message = ended.count.counted("has", "have") + " ended, such as that of \(first.key)"
        return DoctorLine("leases", "advice", message, .showTask, for: first.key.text)
    }

    /// A task in somebody's hands whose boundary can't be looked up is refused at its closeout.
    private func packets(_ view: View) throws -> DoctorLine {
        for state in [TaskState.Name.claimed, .rework, .delivered] {
            for stored in try view.tasks.tasks(TaskFilter(state: state), limit: 200) {
                let task = stored.task
                guard task.packetRevision > 0,
                    let packet = try view.tasks.packet(of: task.key, revision: task.packetRevision)
                else {
                    let message = "\(task.key) is \(state.words) and has no packet"
                    return DoctorLine(
                        "packets",
                        "advice",
                        message,
                        .writePacket,
                        for: task.key.text
                    )
                }
                let read = try packets.read(packet.text, packet.format, file: nil, key: task.key)
                guard let first = read.findings.first(where: { $0.severity == .error }) else {
                    continue
                }
                let message = "the packet of \(task.key): \(first.reason.printable(limit: 200))"
                return DoctorLine("packets", "degraded", message, .lintPacket, for: task.key.text)
            }
        }
        return DoctorLine("packets", "fine", "each task in hand has one that can be read")
    }

    private func replays(_ view: View) throws -> DoctorLine {
        let late = try view.deliveries.waiting().filter {
            $0.grade == nil && $0.deliveredAt + Self.waitMax <= view.now
        }
        guard let first = late.first else {
            return DoctorLine("replays", "fine", "no delivery waits long for one")
        }
        let message =
            late.count.counted("delivery waits", "deliveries wait")
            + " for one, such as that of \(first.task)"
        return DoctorLine("replays", "advice", message, .replay, for: first.task.text)
    }

    private func gates(_ view: View) throws -> DoctorLine {
        let failing = try view.gates.failing()
        guard let first = failing.first else {
            return DoctorLine("gates", "fine", "none refused when it was last asked")
        }
        let message = "\(failing.count) refused when last asked, such as \(first)"
        return DoctorLine("gates", "advice", message, .showGate, for: first.text)
    }

    private func standing(_ view: View) throws -> DoctorLine {
        let idle = try view.tasks.idle(since: view.now + (.zero - Board.standardIdle))
        guard let first = idle.first else {
            return DoctorLine("standing still", "fine", "work in hand moves")
        }
        let message =
            idle.count.counted("task") + ", such as \(first.key), \(first.state.rawValue) since "
            + first.workedAt.text
        return DoctorLine("standing still", "advice", message, .showBoard)
    }

    /// Lanes that stand still and wait for nothing that is named.
    private func lanes(_ view: View) throws -> DoctorLine {
        let idle = try view.lanes.lanes().filter { $0.fault != nil }
        guard !idle.isEmpty else {
            return DoctorLine("lanes", "fine", "none is parked for nothing")
        }
        let names = idle.prefix(5).map(\.key.text).joined(separator: ", ")
        let message = "\(idle.count) parked without a blocker: \(names)"
        return DoctorLine("lanes", "advice", message, .listLanes)
    }

    /// What was found uncommitted and is still to be seen to.
    private func handoffs(_ view: View) throws -> DoctorLine {
        let open = try view.sessions.leftovers()
        guard let first = open.first?.leftover else {
            return DoctorLine("handoffs", "fine", "nothing uncommitted waits for its agent")
        }
        let message =
            open.count.counted("waits for its agent", "wait for their agents")
            + ", such as \(first.owner)'s uncommitted work in "
            + first.worktree.printable(limit: 200)
        return DoctorLine("handoffs", "advice", message, .listHandoffs)
    }

    /// Tasks that wait for one that was given up.
    private func dependencies(_ view: View) throws -> DoctorLine {
        let stranded = try view.tasks.stranded(limit: 1000)
        guard let first = stranded.first else {
            return DoctorLine("dependencies", "fine", "nothing waits for what was cancelled")
        }
        let message =
            "\(first.task) waits for \(first.on), which was cancelled"
            + (stranded.count > 1 ? ", and \(stranded.count - 1) more" : "")
        let pair = "\(first.task) \(first.on)"
        return DoctorLine("dependencies", "degraded", message, .dropDependency, for: pair)
    }
}
