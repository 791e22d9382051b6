import Model

/// Makes a task, from a packet or from a title.
package enum CreateTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.create"
    package static let summary = "Makes a task, from a packet or from a title."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "task.taken",
        "task.look_alike",
        "packet.no_title",
        "rule.lint",
        "rule.secrets",
        "lane.unknown",
        "repository.unknown",
        "agent.unknown",
        "agent.retired",
    ]
    package static let example = Input { input in
        input.title = "Cancel endpoint"
        input.ready = true
    }

    /// What is asked of `task.create`.
    package struct Input: HandOutInput {
        package static let name = "task.create.input"
        package static let fields = ownFields + handOutFields
        private static let ownFields: [Field<Self>] = [
            Field("key", \.key, "Its key; by default what the packet names, else the next number."),
            Field(
                "title",
                \.title,
                "What is to be done; by default what the packet says.",
                .line(200)
            ),
            Field("packet", \.packet, "The text of the packet."),
            Field("format", \.format, "The language of the packet.", .hasDefault),
            Field("file", \.file, "The name of the packet's file, for lint."),
            Field(
                "repository",
                \.repository,
                "Its repository; by default the one the command is run in."
            ),
            Field("lane", \.lane, "Its lane."),
            Field("phase", \.phase, "Its phase.", .line(60)),
            Field(
                "priority",
                \.priority,
                "What is lower is done first.",
                .hasDefault,
                .minimum(0),
                .maximum(1000000)
            ),
            Field("depends_on", \.dependsOn, "What it waits for.", .hasDefault),
            Field("ready", \.ready, "Whether to open it for claims at once.", .hasDefault),
            Field(
                "assignee",
                \.assignee,
                "Who is to do it; it is handed to it as `task.assign` does."
            ),
        ]

        package var key: TaskKey?
        package var title: String?
        package var packet: String?
        package var format: PacketFormat = .markdown
        package var file: String?
        package var repository: RepositoryName?
        package var lane: LaneKey?
        package var phase: String?
        package var priority: Int64 = 100
        package var dependsOn: [TaskKey] = []
        package var ready: Bool = false
        package var assignee: AgentID?
        package var staged: Bool = false
        package var lease: Duration?
        package var acknowledge: Duration = .seconds(3600)

        package init() {}
    }
}

/// Lists tasks.
package enum ListTasks: Operation {
    package typealias Output = Page<TaskLine>
    package static let name = "task.list"
    package static let summary = "Lists tasks."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `task.list`.
    package struct Input: Record {
        package static let name = "task.list.input"
        package static let fields: [Field<Self>] = [
            Field(
                "state",
                \.state,
                "Only those in this state.",
                .oneOf(TaskState.Name.allCases.map(\.rawValue))
            ),
            Field("lane", \.lane, "Only those of this lane."),
            Field("repository", \.repository, "Only those of this repository."),
            Field("phase", \.phase, "Only those of this phase.", .line(60)),
            Field("agent", \.agent, "Only those that this agent has or is to take."),
            Field("text", \.text, "Only those with these words in key or title.", .line(500)),
            Field("all", \.all, "Whether to list final ones too.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(10000)
            ),
            Field(
                "offset",
                \.offset,
                "How many to leave out at the start.",
                .hasDefault,
                .minimum(0)
            ),
        ]

        package var state: String?
        package var lane: LaneKey?
        package var repository: RepositoryName?
        package var phase: String?
        package var agent: AgentID?
        package var text: String?
        package var all: Bool = false
        package var limit: Int = 50
        package var offset: Int = 0

        package init() {}
    }
}

/// Shows a task with its history.
package enum ShowTask: Operation {
    package typealias Output = TaskDetail
    package static let name = "task.show"
    package static let summary = "Shows a task with its history."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.show`.
    package struct Input: Record {
        package static let name = "task.show.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("packet", \.packet, "Whether to show the text of its packet.", .hasDefault),
        ]

        package var task: TaskKey = .unset
        package var packet: Bool = false

        package init() {}
    }
}

/// Changes a task's title, lane, phase, priority or packet.
package enum EditTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.edit"
    package static let summary = "Changes a task's title, lane, phase, priority or packet."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.finished",
        "task.awaiting_replay",
        "lane.unknown",
        "packet.no_title",
        "rule.secrets",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.edit`.
    package struct Input: Record {
        package static let name = "task.edit.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("title", \.title, "The new title.", .line(200)),
            Field("lane", \.lane, "The new lane."),
            Field("phase", \.phase, "The new phase.", .line(60)),
            Field("priority", \.priority, "The new priority."),
            Field("packet", \.packet, "The text of the packet's next revision."),
            Field("format", \.format, "The language of the packet.", .hasDefault),
        ]

        package var task: TaskKey = .unset
        package var title: String?
        package var lane: LaneKey?
        package var phase: String?
        package var priority: Int64?
        package var packet: String?
        package var format: PacketFormat = .markdown

        package init() {}
    }
}

/// Says what is wrong with a packet before anybody works from it.
package enum LintPacket: Operation {
    package typealias Output = Page<FindingLine>
    package static let name = "task.lint"
    package static let summary = "Says what is wrong with a packet before anybody works from it."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "packet.absent"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.lint`.
    package struct Input: Record {
        package static let name = "task.lint.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task whose packet is looked at."),
            Field("packet", \.packet, "The text of a packet that no task has yet."),
            Field("format", \.format, "The language of the packet.", .hasDefault),
            Field("file", \.file, "The name of the packet's file."),
        ]

        package var task: TaskKey?
        package var packet: String?
        package var format: PacketFormat = .markdown
        package var file: String?

        package init() {}
    }
}

/// Opens a draft for claims.
package enum ReadyTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.ready"
    package static let summary = "Opens a draft for claims."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.already_ready",
        "task.wrong_state",
        "rule.lint",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.ready`.
    package struct Input: Record {
        package static let name = "task.ready.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Takes a ready task back into planning.
package enum DraftTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.draft"
    package static let summary = "Takes a ready task back into planning."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.wrong_state"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.draft`.
    package struct Input: Record {
        package static let name = "task.draft.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Chooses who is to do a task, or opens it to all.
package enum AssignTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.assign"
    package static let summary = "Chooses who is to do a task, or opens it to all."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["task.unknown", "agent.unknown", "task.held"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.agent = AgentID(trusted: "codex-2")
    }

    /// What is asked of `task.assign`.
    package struct Input: HandOutInput {
        package static let name = "task.assign.input"
        package static let fields = ownFields + handOutFields
        private static let ownFields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("agent", \.agent, "Who is to do it; nobody in particular by default."),
        ]

        package var task: TaskKey = .unset
        package var agent: AgentID?
        package var staged: Bool = false
        package var lease: Duration?
        package var acknowledge: Duration = .seconds(3600)

        package init() {}
    }
}

/// Stops a task until what the reason says is gone.
package enum BlockTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.block"
    package static let summary = "Stops a task until what the reason says is gone."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.blocked", "task.finished"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "the schema is not decided"
    }

    /// What is asked of `task.block`.
    package struct Input: Record {
        package static let name = "task.block.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("reason", \.reason, "Why.", .line(500)),
        ]

        package var task: TaskKey = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Lets a blocked task go on.
package enum UnblockTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.unblock"
    package static let summary = "Lets a blocked task go on."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.wrong_state"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.unblock`.
    package struct Input: Record {
        package static let name = "task.unblock.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Puts a task aside, with a reason.
package enum ParkTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.park"
    package static let summary = "Puts a task aside, with a reason."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.parked", "task.finished"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "not in this phase"
    }

    /// What is asked of `task.park`.
    package struct Input: Record {
        package static let name = "task.park.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("reason", \.reason, "Why.", .line(500)),
            Field("blocker", \.blocker, "What it waits for."),
        ]

        package var task: TaskKey = .unset
        package var reason: String = ""
        package var blocker: String?

        package init() {}
    }
}

/// Takes a parked task up again.
package enum UnparkTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.unpark"
    package static let summary = "Takes a parked task up again."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.wrong_state"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.unpark`.
    package struct Input: Record {
        package static let name = "task.unpark.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Gives a task up for good.
package enum CancelTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.cancel"
    package static let summary = "Gives a task up for good."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.finished"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "no longer wanted"
    }

    /// What is asked of `task.cancel`.
    package struct Input: Record {
        package static let name = "task.cancel.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("reason", \.reason, "Why.", .line(500)),
        ]

        package var task: TaskKey = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Puts another task in a task's place for good.
package enum SupersedeTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.supersede"
    package static let summary = "Puts another task in a task's place for good."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.finished",
        "task.depends_on_itself",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.by = TaskKey(trusted: "P07-B5")
    }

    /// What is asked of `task.supersede`.
    package struct Input: Record {
        package static let name = "task.supersede.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task that is replaced."),
            Field("by", \.by, "The task that takes its place."),
        ]

        package var task: TaskKey = .unset
        package var by: TaskKey = .unset

        package init() {}
    }
}

/// Makes a task wait for another.
package enum AddDependency: Operation {
    package typealias Output = TaskChange
    package static let name = "task.depend"
    package static let summary = "Makes a task wait for another."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.depends_on_itself",
        "task.finished",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.on = TaskKey(trusted: "P07-B3")
    }

    /// What is asked of `task.depend`.
    package struct Input: Record {
        package static let name = "task.depend.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task that waits."),
            Field("on", \.on, "What it waits for."),
        ]

        package var task: TaskKey = .unset
        package var on: TaskKey = .unset

        package init() {}
    }
}

/// Lets a task no longer wait for another.
package enum RemoveDependency: Operation {
    package typealias Output = TaskChange
    package static let name = "task.undepend"
    package static let summary = "Lets a task no longer wait for another."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.finished"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.on = TaskKey(trusted: "P07-B3")
    }

    /// What is asked of `task.undepend`.
    package struct Input: Record {
        package static let name = "task.undepend.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task that waits."),
            Field("on", \.on, "What it waits for."),
        ]

        package var task: TaskKey = .unset
        package var on: TaskKey = .unset

        package init() {}
    }
}
