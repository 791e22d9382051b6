import Digests
import Model

/// A task in each state, held or done by `ada` in `S-1` under the third fence.
enum SampleTasks {
    static let key = TaskKey(trusted: "T-1")
    static let ada = AgentID(trusted: "ada")
    static let brian = AgentID(trusted: "brian")
    static let vera = AgentID(trusted: "vera")
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let end = now + .seconds(60)
    static let delivery = DeliveryID(trusted: "V-1")
    static let replay = ReplayID(trusted: "R-1")
    static let hold = Hold(
        agent: ada,
        session: SessionID(trusted: "S-1"),
        fence: Fence(3),
        expiry: end
    )
    static let handover = TaskState.Handover(
        delivery: delivery,
        agent: ada,
        session: hold.session,
        fence: hold.fence
    )

    static func task(in name: TaskState.Name, assignee: AgentID? = nil) -> WorkTask {
        WorkTask(
            key: key,
            title: "Do it",
            state: state(name),
            repository: nil,
            lane: nil,
            phase: nil,
            risk: nil,
            priority: 100,
            assignee: assignee,
            packetRevision: 1,
            packetDigest: Digest(of: "packet"),
            fence: hold.fence,
            attempts: 1
        )
    }

    static func state(_ name: TaskState.Name) -> TaskState {
        switch name {
        case .draft: .draft
        case .ready: .ready
        case .claimed: .claimed(hold)
        case .paused: .paused(hold, reason: "lunch")
        case .delivered: .delivered(handover)
        case .rework:
            .rework(TaskState.Rework(delivery: delivery, worker: ada, keptUntil: end))
        case .blocked: .blocked(reason: "no key", from: .ready)
        case .parked: .parked(Lane.Parking(reason: "later", blocker: nil), from: .ready)
        case .accepted:
            .accepted(TaskState.Acceptance(delivery: delivery, replay: replay, judge: vera))
        case .cancelled: .cancelled(reason: "not needed")
        case .superseded: .superseded(by: TaskKey(trusted: "T-2"))
        }
    }

    static func packet(_ number: Int64) -> PacketRevision {
        PacketRevision(
            number: number,
            format: .markdown,
            text: "text \(number)",
            digest: Digest(of: "text \(number)")
        )
    }

    static func delivery(under fence: Fence) -> Delivery {
        Delivery(
            handover: TaskState.Handover(
                delivery: DeliveryID(trusted: "V-2"),
                agent: ada,
                session: hold.session,
                fence: fence
            ),
            commit: "c1",
            base: nil,
            branch: nil,
            report: "",
            claims: [],
            artifacts: [],
            advice: [],
            packetRevision: 1
        )
    }

    static func verdict(by judge: AgentID = vera, replay: ReplayID? = replay) -> Verdict {
        Verdict(delivery: delivery, replay: replay, judge: judge, findings: ["mend it"])
    }
}
