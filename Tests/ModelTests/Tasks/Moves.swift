import Model

/// A thing that can happen to a task, and what it gives in each state: the next state, or the code
/// of the error, in the order of `TaskState.Name.allCases`.
struct Move: Sendable, CustomStringConvertible {
    let description: String
    let outcomes: [String]
    let make: @Sendable (inout WorkTask) throws -> TaskEvent

    /// - Parameter outcomes: Eleven words; `=` for the same state.
    init(
        _ description: String,
        _ outcomes: String,
        _ make: @escaping @Sendable (inout WorkTask) throws -> TaskEvent
    ) {
        self.description = description
        self.outcomes = outcomes.split(separator: " ").map(String.init)
        self.make = make
    }

    /// What comes of the move in a state.
    func outcome(in state: TaskState.Name) -> String {
        let place = TaskState.Name.allCases.firstIndex(of: state) ?? 0
        return outcomes[place] == "=" ? state.rawValue : outcomes[place]
    }
}

extension Move {
    private static let at = SampleTasks.now
    private static let later = SampleTasks.end + .seconds(60)
    private static let finished = "task.finished task.finished task.finished"

    static let all = claiming + deciding + planning

    // draft ready claimed paused delivered rework blocked parked accepted cancelled superseded
    static let claiming = [
        Move(
            "claim by another",
            "task.not_ready claimed task.held task.paused task.awaiting_replay task.held "
                + "task.blocked task.parked \(finished)"
        ) {
            try $0.claim(
                by: SampleTasks.brian,
                in: SessionID(trusted: "S-2"),
                until: later,
                at: at
            )
        },
        Move(
            "claim by the holder",
            "task.not_ready claimed = task.paused task.awaiting_replay claimed task.blocked "
                + "task.parked \(finished)"
        ) {
            try $0.claim(
                by: SampleTasks.ada,
                in: SampleTasks.hold.session,
                until: later,
                at: at
            )
        },
        Move(
            "claim by another when the lease is over",
            "task.not_ready claimed = task.paused task.awaiting_replay claimed task.blocked "
                + "task.parked \(finished)"
        ) {
            try $0.claim(
                by: SampleTasks.brian,
                in: SessionID(trusted: "S-2"),
                until: later,
                at: SampleTasks.end
            )
        },
        Move(
            "renew under the fence",
            "task.not_held task.not_held = task.paused task.awaiting_replay task.not_held "
                + "task.not_held task.not_held \(finished)"
        ) { try $0.renew(under: Fence(3), until: later) },
        Move(
            "renew under a former fence",
            "task.stale_fence task.stale_fence task.stale_fence task.stale_fence task.stale_fence "
                + "task.stale_fence task.stale_fence task.stale_fence \(finished)"
        ) { try $0.renew(under: Fence(2), until: later) },
        Move(
            "release under the fence",
            "task.not_held task.not_held ready ready task.awaiting_replay task.not_held "
                + "task.not_held task.not_held \(finished)"
        ) { try $0.release(under: Fence(3), because: .byHolder, note: nil) },
        Move(
            "release under a former fence",
            "task.not_held task.not_held task.stale_fence task.stale_fence task.awaiting_replay "
                + "task.not_held task.not_held task.not_held \(finished)"
        ) { try $0.release(under: Fence(2), because: .byHolder, note: nil) },
        Move(
            "release by a lead",
            "task.not_held task.not_held ready ready task.awaiting_replay ready task.not_held "
                + "task.not_held \(finished)"
        ) { try $0.release(under: nil, because: .byLead, note: "needed elsewhere") },
        Move(
            "acknowledge the checkout",
            "task.not_held task.not_held = task.not_held task.awaiting_replay task.not_held "
                + "task.not_held task.not_held \(finished)"
        ) { try $0.acknowledgeCheckout() },
        Move(
            "pause",
            "task.not_held task.not_held paused task.paused task.awaiting_replay task.not_held "
                + "task.not_held task.not_held \(finished)"
        ) { try $0.pause(under: Fence(3), because: "lunch") },
        Move(
            "resume",
            "task.not_paused task.not_paused task.not_paused claimed task.awaiting_replay "
                + "task.not_paused task.not_paused task.not_paused \(finished)"
        ) { try $0.resume(under: Fence(3), until: later) },
        Move(
            "resume under a former fence",
            "task.not_paused task.not_paused task.not_paused task.stale_fence "
                + "task.awaiting_replay task.not_paused task.not_paused task.not_paused \(finished)"
        ) { try $0.resume(under: Fence(2), until: later) },
    ]

    static let deciding = [
        Move(
            "deliver under the fence",
            "task.not_held task.not_held delivered task.paused task.awaiting_replay task.not_held "
                + "task.not_held task.not_held \(finished)"
        ) { try $0.deliver(SampleTasks.delivery(under: Fence(3))) },
        Move(
            "deliver under a former fence",
            "task.stale_fence task.stale_fence task.stale_fence task.stale_fence task.stale_fence "
                + "task.stale_fence task.stale_fence task.stale_fence \(finished)"
        ) { try $0.deliver(SampleTasks.delivery(under: Fence(2))) },
        Move("accept", undelivered("accepted")) {
            try $0.accept(SampleTasks.verdict(), replayedBy: SampleTasks.vera)
        },
        Move("accept without a replay", undelivered("task.no_replay")) {
            try $0.accept(SampleTasks.verdict(replay: nil), replayedBy: nil)
        },
        Move("accept by the worker", undelivered("task.own_work")) {
            try $0.accept(
                SampleTasks.verdict(by: SampleTasks.ada),
                replayedBy: SampleTasks.vera
            )
        },
        Move("accept on the worker's own replay", undelivered("task.own_work")) {
            try $0.accept(SampleTasks.verdict(), replayedBy: SampleTasks.ada)
        },
        Move("send back", undelivered("rework")) {
            try $0.sendBack(SampleTasks.verdict(), keptUntil: later)
        },
        Move("send back by the worker", undelivered("task.own_work")) {
            try $0.sendBack(SampleTasks.verdict(by: SampleTasks.ada), keptUntil: later)
        },
        Move("reject", undelivered("ready")) { try $0.reject(SampleTasks.verdict()) },
    ]

    private static func undelivered(_ outcome: String) -> String {
        let none = "task.not_delivered"
        return "\(none) \(none) \(none) \(none) \(outcome) \(none) \(none) \(none) \(finished)"
    }
}
