import Digests

/// A wave as the ledger has it: rendered from a spec, and later sent.
package struct Wave: Hashable, Sendable {
    /// How far it is.
    package enum State: Hashable, Sendable {
        case rendered
        case sent(WaveDispatch)
    }

    package let name: WaveName
    package private(set) var rendering: WaveRendering
    package private(set) var state: State

    package init(name: WaveName, rendering: WaveRendering, state: State = .rendered) {
        self.name = name
        self.rendering = rendering
        self.state = state
    }

    /// Whether its tasks and messages are out.
    package var isSent: Bool {
        switch state {
        case .rendered: false
        case .sent: true
        }
    }

    /// Puts another rendering in the place of this one.
    ///
    /// - Returns: `nil` for the same one, which changes nothing.
    package mutating func rerender(
        _ other: WaveRendering
    ) throws(WaveError) -> WaveEvent? {
        guard other != rendering else { return nil }
        switch state {
        case .rendered:
            rendering = other
            return .rendered(other)
        case .sent:
            // What was sent is out: only files may be made anew from the very same spec.
            guard other.specDigest == rendering.specDigest else { throw .sentFromAnother(name) }
            rendering = other
            return .rendered(other)
        }
    }

    /// Notes what it was sent as.
    ///
    /// - Returns: `nil` where it was sent before, which changes nothing.
    package mutating func send(_ dispatch: WaveDispatch) -> WaveEvent? {
        switch state {
        case .sent: return nil
        case .rendered:
            state = .sent(dispatch)
            return .sent(dispatch)
        }
    }
}

/// What was made of a spec.
package struct WaveRendering: Hashable, Sendable {
    package let phase: PhaseName
    package let window: WindowName
    package let follows: WaveName?
    /// The spec, from which the same files can be made again.
    package let spec: String
    package let lanes: [WaveLane]
    package let files: [WrittenFile]

    package init(
        phase: PhaseName,
        window: WindowName,
        follows: WaveName?,
        spec: String,
        lanes: [WaveLane],
        files: [WrittenFile]
    ) {
        self.phase = phase
        self.window = window
        self.follows = follows
        self.spec = spec
        self.lanes = lanes
        self.files = files
    }

    /// The digest of the spec.
    package var specDigest: Digest { Digest(of: spec) }
}

/// A lane of a wave: who is to do what.
package struct WaveLane: Hashable, Sendable {
    package let lane: LaneKey
    package let agent: AgentID
    package let task: TaskKey
    package let isCanonical: Bool

    package init(lane: LaneKey, agent: AgentID, task: TaskKey, isCanonical: Bool) {
        self.lane = lane
        self.agent = agent
        self.task = task
        self.isCanonical = isCanonical
    }
}

/// A file that was made, and what was in it then.
package struct WrittenFile: Hashable, Sendable {
    /// Below the root that it was written under.
    package let path: String
    package let digest: Digest

    package init(path: String, digest: Digest) {
        self.path = path
        self.digest = digest
    }
}

/// What a wave was sent as.
package struct WaveDispatch: Hashable, Sendable {
    /// Its tasks, in the order of its lanes.
    package let tasks: [TaskKey]
    /// The launch messages; none to who sent them.
    package let messages: [MessageID]

    package init(tasks: [TaskKey], messages: [MessageID]) {
        self.tasks = tasks
        self.messages = messages
    }
}

/// What can happen to a wave.
package enum WaveEvent: Hashable, Sendable {
    case rendered(WaveRendering)
    case sent(WaveDispatch)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .rendered(let rendering):
            FactWriter().with("phase", rendering.phase).with("window", rendering.window)
                .with("follows", rendering.follows).with("spec", rendering.spec)
                .with("lanes", .array(rendering.lanes.map(\.json)))
                .with("files", .array(rendering.files.map(\.json)))
                .fact("wave.rendered")
        case .sent(let dispatch):
            FactWriter().with("tasks", dispatch.tasks.map(\.text))
                .with("messages", dispatch.messages.map(\.text)).fact("wave.sent")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type.hasPrefix("wave.") else { return nil }
        let reader = try FactReader(fact)
        switch fact.type {
        case "wave.rendered":
            self = .rendered(
                WaveRendering(
                    phase: try reader.name("phase"),
                    window: try reader.name("window"),
                    follows: try reader.optionalName("follows"),
                    spec: try reader.text("spec"),
                    lanes: try WaveLane.list(reader.value("lanes"), fact.type),
                    files: try WrittenFile.list(reader.value("files"), fact.type)
                )
            )
        case "wave.sent":
            self = .sent(
                WaveDispatch(
                    tasks: try reader.texts("tasks").map(TaskKey.init(trusted:)),
                    messages: try reader.texts("messages").map(MessageID.init(trusted:))
                )
            )
        default: return nil
        }
    }
}

extension WaveLane {
    /// The lane as one JSON object.
    package var json: JSONValue {
        FactWriter().with("lane", lane).with("agent", agent).with("task", task)
            .with("canonical", flag: isCanonical).fact("").data
    }

    /// Reads lanes back.
    package static func list(_ value: JSONValue?, _ type: String) throws(FactError) -> [WaveLane] {
        var lanes: [WaveLane] = []
        for element in value?.arrayValue ?? [] {
            let reader = try FactReader(Fact(type: type, data: element))
            lanes.append(
                WaveLane(
                    lane: try reader.name("lane"),
                    agent: try reader.name("agent"),
                    task: try reader.name("task"),
                    isCanonical: try reader.flag("canonical")
                )
            )
        }
        return lanes
    }
}

extension WrittenFile {
    /// The file as one JSON object.
    package var json: JSONValue {
        FactWriter().with("path", path).with("digest", digest.description).fact("").data
    }

    /// Reads files back.
    package static func list(
        _ value: JSONValue?,
        _ type: String
    ) throws(FactError) -> [WrittenFile] {
        var files: [WrittenFile] = []
        for element in value?.arrayValue ?? [] {
            let reader = try FactReader(Fact(type: type, data: element))
            files.append(
                WrittenFile(path: try reader.text("path"), digest: try reader.digest("digest"))
            )
        }
        return files
    }
}
