import Digests

/// What a lane hands in at the end of a window.
package struct LaneBundle: Hashable, Sendable {
    package let lane: LaneKey
    package let tasks: [BundledTask]
    /// The ids of notes and observations that go with it.
    package let memory: [String]
    /// What is still to be feared, in the words of who hands it in.
    package let risks: String?
    /// What is missing, as sentences.
    package let gaps: [String]

    package init(
        lane: LaneKey,
        tasks: [BundledTask],
        memory: [String],
        risks: String?,
        gaps: [String]
    ) {
        self.lane = lane
        self.tasks = tasks
        self.memory = memory
        self.risks = risks
        self.gaps = gaps
    }

    /// How many checks' tests passed, of all tasks.
    package var passed: Int64 { tasks.reduce(0) { $0 + ($1.passed ?? 0) } }
}

/// What a task of a window came to.
package struct BundledTask: Hashable, Sendable {
    package let task: TaskKey
    /// Where it stands, by the name of its state.
    package let state: String
    package let delivery: DeliveryID?
    package let commit: String?
    package let artifacts: [String]
    /// What was run and what it gave, a line for each command.
    package let transcript: [String]
    /// How many tests passed; `nil` where nobody counted.
    package let passed: Int64?
    /// What the closing gates said: `passed`, `refused`, or `nil` where none was asked.
    package let closeout: String?

    package init(
        task: TaskKey,
        state: String,
        delivery: DeliveryID?,
        commit: String?,
        artifacts: [String],
        transcript: [String],
        passed: Int64?,
        closeout: String?
    ) {
        self.task = task
        self.state = state
        self.delivery = delivery
        self.commit = commit
        self.artifacts = artifacts
        self.transcript = transcript
        self.passed = passed
        self.closeout = closeout
    }

    /// What it lacks, as sentences.
    package var gaps: [String] {
        guard delivery != nil else {
            let words = TaskState.Name(rawValue: state)?.words ?? state
            return ["\(task) has no delivery; it is \(words)."]
        }
        var gaps: [String] = []
        if artifacts.isEmpty { gaps.append("\(task) has no artifact in its delivery.") }
        if transcript.isEmpty { gaps.append("\(task) does not say which commands were run.") }
        if passed == nil { gaps.append("\(task) has no pass count.") }
        switch closeout {
        case nil: gaps.append("No closing gate was asked about \(task).")
        case "passed": break
        default: gaps.append("The closing gates refuse \(task).")
        }
        return gaps
    }
}

extension LaneBundle {
    /// The bundle as one JSON object.
    package var json: JSONValue { writer.fact("").data }

    var writer: FactWriter {
        FactWriter().with("lane", lane).with("tasks", .array(tasks.map(\.json)))
            .with("memory", memory).with("risks", risks).with("gaps", gaps)
    }

    /// Reads a bundle back.
    package init(_ value: JSONValue) throws(FactError) {
        try self.init(FactReader(Fact(type: "window.bundled", data: value)))
    }

    init(_ reader: FactReader) throws(FactError) {
        var tasks: [BundledTask] = []
        for element in reader.value("tasks")?.arrayValue ?? [] {
            tasks.append(try BundledTask(element))
        }
        self.init(
            lane: try reader.name("lane"),
            tasks: tasks,
            memory: try reader.texts("memory"),
            risks: try reader.optionalText("risks"),
            gaps: try reader.texts("gaps")
        )
    }
}

extension BundledTask {
    fileprivate var json: JSONValue {
        FactWriter().with("task", task).with("state", state).with("delivery", delivery)
            .with("commit", commit).with("artifacts", artifacts).with("transcript", transcript)
            .with("passed", passed).with("closeout", closeout).fact("").data
    }

    fileprivate init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "window.bundled", data: value))
        self.init(
            task: try reader.name("task"),
            state: try reader.text("state"),
            delivery: try reader.optionalName("delivery"),
            commit: try reader.optionalText("commit"),
            artifacts: try reader.texts("artifacts"),
            transcript: try reader.texts("transcript"),
            passed: try reader.optionalInteger("passed"),
            closeout: try reader.optionalText("closeout")
        )
    }
}
