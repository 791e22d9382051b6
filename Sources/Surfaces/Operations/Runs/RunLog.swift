import Model

extension LaunchPart: FieldValue {}

/// Shows what an agent's program said in one launch.
package enum ReadLaunchLog: Operation {
    package typealias Output = LaunchLog
    package static let name = "run.log"
    package static let summary =
        "Shows the end of what an agent's program said in one launch, as far as it is kept here."
    package static let effect = Effect.reads
    package static let errors: [String] = ["run.unknown_launch", "agent.lacks_right"]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.launch = 3
    }

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
package enum LaunchPart: String, Sendable, CaseIterable {
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
