import Model

extension DriverName: FieldValue {}
extension LaunchOutcome: FieldValue {}

/// Notes that an agent's program is about to be started for a slice.
package enum LaunchSlice: Operation {
    package typealias Output = RunLaunchLine
    package static let name = "run.launch"
    package static let summary =
        "Notes that an agent's program is about to be started for a slice, by nobody else then."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "run.unknown", "run.held", "run.not_running", "run.not_open", "run.exhausted",
        "run.launched", "run.busy", "run.crowded", "run.spent", "task.unknown", "task.assigned",
    ]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.task = TaskKey(trusted: "A0")
        input.agent = AgentID(trusted: "codex-2")
        input.driver = DriverName(trusted: "codex")
    }

    /// What is asked of `run.launch`.
    package struct Input: Record {
        package static let name = "run.launch.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("task", \.task, "The slice's task."),
            Field("agent", \.agent, "The agent: the slice's owner or a backup."),
            Field("driver", \.driver, "How its program is driven."),
        ]

        package var run: RunName = .unset
        package var task: TaskKey = .unset
        package var agent: AgentID = .unset
        package var driver: DriverName = .unset

        package init() {}
    }
}

/// Notes the end of a launch.
package enum LandLaunch: Operation {
    package typealias Output = RunLaunchLine
    package static let name = "run.land"
    package static let summary = "Notes the end of a launch, with what its program has used."
    package static let effect = Effect.changes
    package static let errors: [String] = ["run.unknown", "run.unknown_launch", "run.landed"]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.launch = 1
        input.outcome = .delivered
    }

    /// What is asked of `run.land`.
    package struct Input: Record {
        package static let name = "run.land.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("launch", \.launch, "Its number.", .minimum(1), .maximum(1_000_000)),
            Field("outcome", \.outcome, "What came of it."),
            Field("note", \.note, "What there is to say about it, such as its last words."),
            Field(
                "conversation",
                \.conversation,
                "By which name the agent's conversation can be taken up again.",
                .line(200)
            ),
            Field("source", \.source, "The program, for its usage.", .line(80)),
            Field("model", \.model, "The model, for its usage.", .line(200)),
            tokens("input_tokens", \.input, "Tokens that the model read anew."),
            tokens("output_tokens", \.output, "Tokens that it wrote."),
            tokens("cache_read_tokens", \.cacheRead, "Tokens that it had kept from before."),
            tokens("cache_write_tokens", \.cacheWrite, "Tokens that it was told to keep."),
            tokens("cost_microusd", \.cost, "What it cost, in millionths of a US dollar."),
        ]

        private static func tokens(
            _ name: String,
            _ path: any WritableKeyPath<Self, Int64> & Sendable,
            _ text: String
        ) -> Field<Self> {
            Field(name, path, text, .hasDefault, .minimum(0), .maximum(1_000_000_000_000))
        }

        package var run: RunName = .unset
        package var launch: Int64 = 1
        package var outcome: LaunchOutcome = .undelivered
        package var note: String?
        package var conversation: String?
        package var source: String?
        package var model: String?
        package var input: Int64 = 0
        package var output: Int64 = 0
        package var cacheRead: Int64 = 0
        package var cacheWrite: Int64 = 0
        package var cost: Int64 = 0

        package init() {}
    }
}

/// Lists the launches of a run.
package enum ListLaunches: Operation {
    package typealias Output = Page<RunLaunchLine>
    package static let name = "run.launches"
    package static let summary = "Lists the starts of agents' programs for a run, newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.launches`.
    package struct Input: Record {
        package static let name = "run.launches.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("task", \.task, "Only those of that slice."),
            Field("open", \.open, "Only those that are not over.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var run: RunName = .unset
        package var task: TaskKey?
        package var open = false
        package var limit = 50

        package init() {}
    }
}

/// Shows what an agent's program said in one launch.
package enum ShowLaunchLog: Operation {
    package typealias Output = LaunchLog
    package static let name = "run.log"
    package static let summary =
        "Shows the end of what an agent's program said in one launch, as it was kept here."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let errors: [String] = ["run.unknown", "run.unknown_launch", "run.no_log"]
    package static let example = Input { ($0.run, $0.launch) = (RunName(trusted: "phase-a"), 3) }

    /// What is asked of `run.log`.
    package struct Input: Record {
        package static let name = "run.log.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("launch", \.launch, "Its number.", .minimum(1), .maximum(1_000_000)),
            Field("part", \.part, "Which of its streams.", .hasDefault),
        ]

        package var run: RunName = .unset
        package var launch: Int64 = 1
        package var part: LaunchPart = .output

        package init() {}
    }
}

/// Which of the streams of a launch.
package enum LaunchPart: String, FieldValue, CaseIterable {
    case output, input, errors
}

/// What was kept of a launch's streams.
package struct LaunchLog: Record {
    package static let name = "run.log"
    package static let fields: [Field<Self>] = [
        Field("directory", \.directory, "Where its streams are."),
        Field("bytes", \.bytes, "How long the stream is."),
        Field("text", \.text, "The end of the stream."),
    ]

    package var directory = ""
    package var bytes: Int64 = 0
    package var text = ""

    package init() {}
}

/// A start of an agent's program for a slice of a run.
package struct RunLaunchLine: Record {
    package static let name = "run.launch.line"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("launch", \.launch, "Its number in the run."),
        Field("task", \.task, "The slice's task."),
        Field("agent", \.agent, "Who was started."),
        Field("driver", \.driver, "How its program is driven."),
        Field("resumes", \.resumes, "The launch whose conversation it goes on with."),
        Field("resumed", \.resumed, "The name of that conversation."),
        Field("compacts", \.compacts, "Whether it compacts that before it goes on."),
        Field("started_at", \.startedAt, "When."),
        Field("ended_at", \.endedAt, "When it was over."),
        Field("outcome", \.outcome, "What came of it."),
        Field("note", \.note, "What there is to say about it."),
        Field("remedy", \.remedy, "What helps."),
        Field("conversation", \.conversation, "The name of the agent's conversation."),
    ]

    package var run: RunName = .unset
    package var launch: Int64 = 0
    package var task: TaskKey = .unset
    package var agent: AgentID = .unset
    package var driver: DriverName = .unset
    package var resumes: Int64?
    package var resumed: String?
    package var compacts = false
    package var startedAt: Timestamp = .unset
    package var endedAt: Timestamp?
    package var outcome: LaunchOutcome?
    package var note: String?
    package var remedy: String?
    package var conversation: String?

    package init() {}
}
