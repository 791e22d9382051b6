import Model

/// Something that happened while a run is driven, for whoever looks on.
package struct DriveNews: Record, Hashable {
    /// What it is about.
    package enum Kind: String, FieldValue, CaseIterable {
        case started, landed, asked, answered, replayed, accepted, sentBack = "sent_back"
        case recovered, waits, failed, over
    }

    package static let name = "run.drive.news"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What it is about."),
        Field("task", \.task, "The slice's task."),
        Field("agent", \.agent, "The agent."),
        Field("text", \.text, "One line for people."),
    ]

    package var kind: Kind = .waits
    package var task: TaskKey?
    package var agent: AgentID?
    package var text = ""

    package init() {}

    package init(_ kind: Kind, task: TaskKey? = nil, agent: AgentID? = nil, _ text: String) {
        self.kind = kind
        self.task = task
        self.agent = agent
        self.text = text
    }
}

/// What driving a run came to.
package struct DriveReport: Record {
    package static let name = "run.drive"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("state", \.state, "How far it is."),
        Field("accepted", \.accepted, "How many slices are accepted."),
        Field("slices", \.slices, "How many it has."),
        Field("launches", \.launches, "How many programs were started."),
        Field("waits", \.waits, "What it waits for, where nothing goes on without a person."),
    ]

    package var run: RunName = .unset
    package var state: RunState = .running
    package var accepted = 0
    package var slices = 0
    package var launches = 0
    package var waits: String?

    package init() {}
}
