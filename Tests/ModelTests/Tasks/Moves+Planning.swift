import Model

extension Move {
    private static let finished = "task.finished task.finished task.finished"
    private static let wrong = "task.wrong_state"

    // draft ready claimed paused delivered rework blocked parked accepted cancelled superseded
    static let planning = [
        Move(
            "make ready",
            "ready task.already_ready \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) "
                + finished
        ) { try $0.makeReady() },
        Move(
            "make draft",
            "\(wrong) draft \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(finished)"
        ) { try $0.makeDraft() },
        Move("edit", "= = = = = = = = \(finished)") { try $0.edit(TaskEdit(title: "Else")) },
        Move("revise the packet", "= = = = task.awaiting_replay = = = \(finished)") {
            try $0.revisePacket(SampleTasks.packet(2))
        },
        Move(
            "revise the packet out of turn",
            "task.stale_packet task.stale_packet task.stale_packet task.stale_packet "
                + "task.awaiting_replay task.stale_packet task.stale_packet task.stale_packet "
                + finished
        ) { try $0.revisePacket(SampleTasks.packet(3)) },
        Move(
            "assign to another",
            "= = task.held task.held task.awaiting_replay = = = \(finished)"
        ) { try $0.assign(to: SampleTasks.brian) },
        Move("assign to the holder", "= = = = task.awaiting_replay = = = \(finished)") {
            try $0.assign(to: SampleTasks.ada)
        },
        Move(
            "block",
            "blocked blocked blocked blocked task.awaiting_replay blocked task.blocked "
                + "task.parked \(finished)"
        ) { try $0.block(because: "no key") },
        Move(
            "unblock",
            "\(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) ready \(wrong) \(finished)"
        ) { try $0.unblock() },
        Move(
            "park",
            "parked parked parked parked task.awaiting_replay parked task.blocked task.parked "
                + finished
        ) { try $0.park(Lane.Parking(reason: "later", blocker: "D-1")) },
        Move(
            "unpark",
            "\(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) \(wrong) ready \(finished)"
        ) { try $0.unpark() },
        Move(
            "cancel",
            "cancelled cancelled cancelled cancelled cancelled cancelled cancelled cancelled "
                + finished
        ) { try $0.cancel(because: "not needed") },
        Move(
            "supersede",
            "superseded superseded superseded superseded superseded superseded superseded "
                + "superseded \(finished)"
        ) { try $0.supersede(by: TaskKey(trusted: "T-9")) },
        Move("supersede by itself", itself) { try $0.supersede(by: SampleTasks.key) },
        Move("add a dependency", "= = = = = = = = \(finished)") {
            try $0.addDependency(on: TaskKey(trusted: "T-9"))
        },
        Move("depend on itself", itself) { try $0.addDependency(on: SampleTasks.key) },
        Move("remove a dependency", "= = = = = = = = \(finished)") {
            try $0.removeDependency(on: TaskKey(trusted: "T-9"))
        },
    ]

    private static let itself =
        "task.depends_on_itself task.depends_on_itself task.depends_on_itself "
        + "task.depends_on_itself task.depends_on_itself task.depends_on_itself "
        + "task.depends_on_itself task.depends_on_itself \(finished)"
}
