import Digests
import Model

/// What came of rendering a wave.
package struct WaveRender: Record {
    package static let name = "wave.render.report"
    package static let fields: [Field<Self>] = [
        Field("wave", \.wave, "The wave."),
        Field("phase", \.phase, "Its phase."),
        Field("window", \.window, "The window that it is for."),
        Field("spec", \.spec, "The digest of its spec."),
        Field("folder", \.folder, "The folder that the files are under."),
        Field("files", \.files, "All files of it."),
        Field("written", \.written, "How many of them were written; the others were so already."),
        Field("replaced", \.replaced, "Those that were changed by hand and written over."),
        Field("advice", \.advice, "What is worth mending."),
    ]

    package var wave: WaveName = .unset
    package var phase: PhaseName = .unset
    package var window: WindowName = .unset
    package var spec: Digest = .unset
    package var folder: String = ""
    package var files: [WaveFileLine] = []
    package var written: Int = 0
    package var replaced: [String] = []
    package var advice: [String] = []

    package init() {}
}

/// A file of a wave.
package struct WaveFileLine: Record {
    package static let name = "wave.file"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Where it is, below the folder."),
        Field("purpose", \.purpose, "What it is for."),
        Field("task", \.task, "The task that it is about."),
        Field("state", \.state, "Whether it is new, changed, edited by hand or unchanged."),
    ]

    package var path: String = ""
    package var purpose: String = ""
    package var task: TaskKey?
    package var state: String = ""

    package init() {}
}

/// The files of a rendered wave, held against a folder.
package struct WaveFileCheck: Record {
    package static let name = "wave.file.check"
    package static let fields: [Field<Self>] = [
        Field("wave", \.wave, "The wave."),
        Field("folder", \.folder, "The folder that was looked at."),
        Field("spec", \.spec, "The text of the spec that they are made from."),
        Field("file", \.file, "What its file is called in what is said about it."),
        Field("files", \.files, "All files of it; new is what is not there."),
    ]

    package var wave: WaveName = .unset
    package var folder: String = ""
    package var spec: String = ""
    package var file: String = ""
    package var files: [WaveFileLine] = []

    package init() {}
}

/// A wave.
package struct WaveLine: Record {
    package static let name = "wave.line"
    package static let fields: [Field<Self>] = [
        Field("wave", \.wave, "Its name."),
        Field("phase", \.phase, "Its phase."),
        Field("window", \.window, "The window that it is for."),
        Field("follows", \.follows, "The wave that it comes after."),
        Field("state", \.state, "Whether it is rendered or sent."),
        Field("lanes", \.lanes, "How many lanes it has."),
        Field("accepted", \.accepted, "How many of its tasks are accepted."),
        Field("rendered_at", \.renderedAt, "When it was last rendered anew."),
        Field("sent_at", \.sentAt, "When it was sent."),
    ]

    package var wave: WaveName = .unset
    package var phase: PhaseName = .unset
    package var window: WindowName = .unset
    package var follows: WaveName?
    package var state: String = ""
    package var lanes: Int = 0
    package var accepted: Int = 0
    package var renderedAt: Timestamp = .unset
    package var sentAt: Timestamp?

    package init() {}
}

/// A lane of a wave.
package struct WaveLaneLine: Record {
    package static let name = "wave.lane"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "The lane."),
        Field("agent", \.agent, "Who works in it."),
        Field("task", \.task, "Its task."),
        Field("canonical", \.canonical, "Whether it is the lane that accepts."),
        Field("state", \.state, "Where its task stands; absent before the wave is sent."),
    ]

    package var lane: LaneKey = .unset
    package var agent: AgentID = .unset
    package var task: TaskKey = .unset
    package var canonical: Bool = false
    package var state: String?

    package init() {}
}

/// Something that a wave lacks.
package struct WaveLackLine: Record {
    package static let name = "wave.lack"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What kind of thing is missing."),
        Field("subject", \.subject, "What it is about."),
        Field("text", \.text, "What is missing, as a sentence."),
        Field("allows_sending", \.allowsSending, "Whether the wave can be sent all the same."),
    ]

    package var kind: String = ""
    package var subject: String = ""
    package var text: String = ""
    package var allowsSending: Bool = false

    package init() {}
}

/// A wave with its lanes, and what it lacks.
package struct WaveDetail: Record {
    package static let name = "wave.detail"
    package static let fields: [Field<Self>] = [
        Field("wave", \.wave, "The wave."),
        Field("lanes", \.lanes, "Its lanes, in the order of its spec."),
        Field("messages", \.messages, "The launch messages that were sent."),
        Field("files", \.files, "The paths of its files."),
        Field("missing", \.missing, "What it lacks; nothing once it is sent."),
        Field("advice", \.advice, "What rules at level advise have to say."),
    ]

    package var wave: WaveLine = .init()
    package var lanes: [WaveLaneLine] = []
    package var messages: [MessageID] = []
    package var files: [String] = []
    package var missing: [WaveLackLine] = []
    package var advice: [String] = []

    package init() {}
}

/// Whether the wave that comes next is ready.
package struct WaveOutlook: Record {
    package static let name = "wave.outlook"
    package static let fields: [Field<Self>] = [
        Field("current", \.current, "The wave that runs: the last that was sent."),
        Field("next", \.next, "The wave that comes next; absent where none is rendered."),
        Field("ready", \.ready, "Whether nothing is missing of it."),
        Field("missing", \.missing, "What is missing."),
    ]

    package var current: WaveName?
    package var next: WaveName?
    package var ready: Bool = false
    package var missing: [WaveLackLine] = []

    package init() {}
}
