import Model

/// Adds a lane: a stream of work with one owner.
package enum AddLane: Operation {
    package typealias Output = LaneLine
    package static let name = "lane.add"
    package static let summary = "Adds a lane: a stream of work with one owner."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "lane.taken",
        "lane.look_alike",
        "agent.unknown",
        "repository.unknown",
    ]
    package static let example = Input { input in
        input.lane = LaneKey(trusted: "core")
        input.function = "The service and its tests"
    }

    /// What is asked of `lane.add`.
    package struct Input: Record {
        package static let name = "lane.add.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "The lane's key."),
            Field("function", \.function, "What the lane is for.", .line(200)),
            Field("owner", \.owner, "Who owns it."),
            Field("repository", \.repository, "The repository it works on."),
        ]

        package var lane: LaneKey = .unset
        package var function: String = ""
        package var owner: AgentID?
        package var repository: RepositoryName?

        package init() {}
    }
}

/// Lists the lanes with their state.
package enum ListLanes: Operation {
    package typealias Output = Page<LaneLine>
    package static let name = "lane.list"
    package static let summary = "Lists the lanes with their state."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Puts a lane aside, with a reason.
package enum ParkLane: Operation {
    package typealias Output = LaneLine
    package static let name = "lane.park"
    package static let summary = "Puts a lane aside, with a reason."
    package static let effect = Effect.changes
    package static let errors: [String] = ["lane.unknown", "lane.already_parked"]
    package static let example = Input { input in
        input.lane = LaneKey(trusted: "core")
        input.reason = "waits for the licence"
    }

    /// What is asked of `lane.park`.
    package struct Input: Record {
        package static let name = "lane.park.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "The lane."),
            Field("reason", \.reason, "Why.", .line(500)),
            Field("blocker", \.blocker, "The task or decision that it waits for."),
        ]

        package var lane: LaneKey = .unset
        package var reason: String = ""
        package var blocker: String?

        package init() {}
    }
}

/// Opens a parked lane again.
package enum UnparkLane: Operation {
    package typealias Output = LaneLine
    package static let name = "lane.unpark"
    package static let summary = "Opens a parked lane again."
    package static let effect = Effect.changes
    package static let errors: [String] = ["lane.unknown", "lane.not_parked"]
    package static let example = Input { input in
        input.lane = LaneKey(trusted: "core")
    }

    /// What is asked of `lane.unpark`.
    package struct Input: Record {
        package static let name = "lane.unpark.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "The lane.")
        ]

        package var lane: LaneKey = .unset

        package init() {}
    }
}

/// A lane.
package struct LaneLine: Record {
    package static let name = "lane.line"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "Its key."),
        Field("function", \.function, "What it is for."),
        Field("owner", \.owner, "Who owns it."),
        Field("repository", \.repository, "The repository it works on."),
        Field("parked", \.parked, "Why it is parked, if it is."),
        Field("blocker", \.blocker, "What it waits for."),
        Field("open", \.open, "How many of its tasks are not final."),
        Field("claimed", \.claimed, "How many of its tasks are held."),
        Field("warning", \.warning, "What is wrong with the lane."),
        Field("state", \.state, "Whether it is worked on, could be, waits, or is parked."),
        Field("active", \.active, "Its tasks that are worked on or wait for a verdict."),
        Field("worked_at", \.workedAt, "When somebody last worked on a task of it."),
        Field("next", \.next, "The task of it that could be claimed next."),
    ]

    package var lane: LaneKey = .unset
    package var function: String = ""
    package var owner: AgentID?
    package var repository: RepositoryName?
    package var parked: String?
    package var blocker: String?
    package var open: Int = 0
    package var claimed: Int = 0
    package var warning: String?
    package var state: String = ""
    package var active: [TaskKey] = []
    package var workedAt: Timestamp?
    package var next: TaskKey?

    package init() {}
}
